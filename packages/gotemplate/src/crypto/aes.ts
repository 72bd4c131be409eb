/** AES-256 decryption in CBC mode (FIPS 197, NIST SP 800-38A). */

const rounds = 14;

/** Multiplication in GF(2^8) with the polynomial of AES. */
function multiply(left: number, right: number): number {
  let product = 0;
  for (let [a, b] = [left, right]; b > 0; b >>= 1) {
    if (b & 1) product ^= a;
    a = (a << 1) ^ (a & 0x80 ? 0x11b : 0);
  }
  return product;
}

/** The S-box and its inverse, made when they are first needed. */
interface Substitution {
  readonly forward: Uint8Array;
  readonly inverse: Uint8Array;
}

let substitution: Substitution | undefined;

/** The S-box is the inverse in the field, then an affine mapping. */
function buildSubstitution(): Substitution {
  const forward = Uint8Array.from({ length: 256 }, (_, value) => {
    const inverse = value === 0 ? 0 : Array.from({ length: 256 }, (__, other) => other).find((other) => multiply(value, other) === 1)!;
    const rotated = [1, 2, 3, 4].map((bits) => (inverse << bits) | (inverse >> (8 - bits)));
    return (rotated.reduce((sum, part) => sum ^ part, inverse) & 255) ^ 0x63;
  });
  const inverse = new Uint8Array(256);
  for (const [from, to] of forward.entries()) inverse[to] = from;
  return { forward, inverse };
}

/** The round keys, 16 bytes each. */
function expandKey(key: Uint8Array, { forward }: Substitution): Uint8Array {
  const expanded = new Uint8Array((rounds + 1) * 16);
  expanded.set(key);
  let constant = 1;
  for (let at = 32; at < expanded.length; at += 4) {
    let word = [...expanded.subarray(at - 4, at)];
    if (at % 32 === 0) {
      word = [...word.slice(1), word[0]!].map((byte) => forward[byte]!);
      word[0]! ^= constant;
      constant = multiply(constant, 2);
    } else if (at % 32 === 16) word = word.map((byte) => forward[byte]!);
    for (const [index, byte] of word.entries()) expanded[at + index] = expanded[at + index - 32]! ^ byte;
  }
  return expanded;
}

function addRoundKey(state: Uint8Array, keys: Uint8Array, round: number): void {
  for (let index = 0; index < 16; index++) state[index]! ^= keys[round * 16 + index]!;
}

/** Undoes ShiftRows and SubBytes. */
function unshift(state: Uint8Array, { inverse }: Substitution): Uint8Array {
  return Uint8Array.from(state, (_, index) => inverse[state[(index - 4 * (index % 4) + 16) % 16]!]!);
}

/** Undoes MixColumns. */
function unmix(state: Uint8Array): Uint8Array {
  const factors = [14, 11, 13, 9];
  return Uint8Array.from(state, (_, index) => {
    const column = index - (index % 4);
    return factors.reduce((sum, factor, row) => sum ^ multiply(state[column + ((index + row) % 4)]!, factor), 0);
  });
}

function decryptBlock(block: Uint8Array, keys: Uint8Array, tables: Substitution): Uint8Array {
  let state: Uint8Array = Uint8Array.from(block);
  addRoundKey(state, keys, rounds);
  for (let round = rounds - 1; round >= 0; round--) {
    state = unshift(state, tables);
    addRoundKey(state, keys, round);
    if (round > 0) state = unmix(state);
  }
  return state;
}

/** Decrypts whole blocks; padding is left in place. */
export function decryptCbc(key: Uint8Array, initial: Uint8Array, encrypted: Uint8Array): Uint8Array {
  substitution ??= buildSubstitution();
  const keys = expandKey(key, substitution);
  const decrypted = new Uint8Array(encrypted.length);
  let previous = initial;
  for (let at = 0; at < encrypted.length; at += 16) {
    const block = encrypted.subarray(at, at + 16);
    const plain = decryptBlock(block, keys, substitution);
    decrypted.set(
      plain.map((byte, index) => byte ^ previous[index]!),
      at,
    );
    previous = block;
  }
  return decrypted;
}
