/** SHA-512 (FIPS 180-4, 6.4). */
import { padMessage, primes, rootFraction } from "./message-padding.ts";

const constants = primes(80).map((prime) => rootFraction(prime, 3, 64));
const initialState = primes(8).map((prime) => rootFraction(prime, 2, 64));

function rotate(word: bigint, bits: bigint): bigint {
  return (word >> bits) | BigInt.asUintN(64, word << (64n - bits));
}

function sum(...words: readonly bigint[]): bigint {
  return BigInt.asUintN(
    64,
    words.reduce((total, word) => total + word, 0n),
  );
}

function scheduleOf(block: DataView): bigint[] {
  const schedule = Array.from({ length: 16 }, (_, step) => block.getBigUint64(step * 8));
  for (let step = 16; step < 80; step++) {
    const [early, late] = [schedule[step - 15]!, schedule[step - 2]!];
    const sigma0 = rotate(early, 1n) ^ rotate(early, 8n) ^ (early >> 7n);
    const sigma1 = rotate(late, 19n) ^ rotate(late, 61n) ^ (late >> 6n);
    schedule.push(sum(schedule[step - 16]!, sigma0, schedule[step - 7]!, sigma1));
  }
  return schedule;
}

function addBlock(state: readonly bigint[], block: DataView): bigint[] {
  let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  for (const [step, word] of scheduleOf(block).entries()) {
    const sum1 = rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n);
    const first = sum(h, sum1, (e & f) ^ (BigInt.asUintN(64, ~e) & g), constants[step]!, word);
    const sum0 = rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n);
    const second = sum(sum0, (a & b) ^ (a & c) ^ (b & c));
    [a, b, c, d, e, f, g, h] = [sum(first, second), a, b, c, sum(d, first), e, f, g];
  }
  return [a, b, c, d, e, f, g, h].map((word, index) => sum(word, state[index]!));
}

/** The 64 bytes of the digest. */
export function sha512(message: Uint8Array): Uint8Array {
  const state = padMessage(message, 128).reduce<readonly bigint[]>(addBlock, initialState);
  const digest = new DataView(new ArrayBuffer(64));
  for (const [index, word] of state.entries()) digest.setBigUint64(index * 8, word);
  return new Uint8Array(digest.buffer);
}
