/** scrypt (RFC 7914) with PBKDF2-HMAC-SHA-256 (RFC 8018). */
import { hmacSha256 } from "./sha256.ts";

export interface ScryptCost {
  /** Blocks of memory, a power of two. */
  readonly n: number;
  /** Size of a block in 128 bytes. */
  readonly r: number;
  /** Repetitions. */
  readonly p: number;
}

/** PBKDF2 with one iteration, which is all scrypt needs. */
function pbkdf2Once(password: Uint8Array, salt: Uint8Array, length: number): Uint8Array {
  const key = new Uint8Array(Math.ceil(length / 32) * 32);
  for (let block = 0; block * 32 < length; block++) {
    const numbered = new Uint8Array(salt.length + 4);
    numbered.set(salt);
    new DataView(numbered.buffer).setUint32(salt.length, block + 1);
    key.set(hmacSha256(password, numbered), block * 32);
  }
  return key.subarray(0, length);
}

/** The words of the eight quarter rounds of a double round of Salsa20, four each: columns, then rows. */
const quarters = Uint8Array.of(
  ...[0, 4, 8, 12, 5, 9, 13, 1, 10, 14, 2, 6, 15, 3, 7, 11],
  ...[0, 1, 2, 3, 5, 6, 7, 4, 10, 11, 8, 9, 15, 12, 13, 14],
);

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function quarterRound(work: Int32Array, quarter: number): void {
  const a = quarters[quarter]!;
  const b = quarters[quarter + 1]!;
  const c = quarters[quarter + 2]!;
  const d = quarters[quarter + 3]!;
  const first = work[a]!;
  const last = work[d]!;
  const second = work[b]! ^ rotate(first + last, 7);
  const third = work[c]! ^ rotate(second + first, 9);
  const fourth = last ^ rotate(third + second, 13);
  work[a] = first ^ rotate(fourth + third, 18);
  work[b] = second;
  work[c] = third;
  work[d] = fourth;
}

/** Salsa20/8 on 16 words in place; `work` is scratch space of the same size. */
function salsa(words: Int32Array, work: Int32Array): void {
  work.set(words);
  for (let round = 0; round < 4; round++) {
    for (let quarter = 0; quarter < 32; quarter += 4) quarterRound(work, quarter);
  }
  for (let index = 0; index < 16; index++) words[index]! += work[index]!;
}

/** scryptBlockMix: `block` of 32·r words in place. */
function mixBlock(block: Int32Array, r: number): void {
  const result = new Int32Array(block.length);
  const state = block.slice(block.length - 16);
  const work = new Int32Array(16);
  for (let part = 0; part < 2 * r; part++) {
    for (let index = 0; index < 16; index++) state[index]! ^= block[part * 16 + index]!;
    salsa(state, work);
    result.set(state, (part % 2 === 0 ? part / 2 : r + (part - 1) / 2) * 16);
  }
  block.set(result);
}

/** scryptROMix: `block` of 32·r words in place. */
function mixMemory(block: Int32Array, { n, r }: ScryptCost): void {
  const size = block.length;
  const memory = new Int32Array(size * n);
  for (let step = 0; step < n; step++) {
    memory.set(block, step * size);
    mixBlock(block, r);
  }
  for (let step = 0; step < n; step++) {
    const chosen = (block[size - 16]! & (n - 1)) * size;
    for (let index = 0; index < size; index++) block[index]! ^= memory[chosen + index]!;
    mixBlock(block, r);
  }
}

/** A key of `length` bytes from a password. */
export function scrypt(password: Uint8Array, salt: Uint8Array, cost: ScryptCost, length: number): Uint8Array {
  const words = cost.r * 32;
  const seed = new DataView(pbkdf2Once(password, salt, cost.p * words * 4).slice().buffer);
  for (let part = 0; part < cost.p; part++) {
    const block = Int32Array.from({ length: words }, (_, index) => seed.getInt32((part * words + index) * 4, true));
    mixMemory(block, cost);
    for (const [index, word] of block.entries()) seed.setInt32((part * words + index) * 4, word, true);
  }
  return pbkdf2Once(password, new Uint8Array(seed.buffer), length);
}
