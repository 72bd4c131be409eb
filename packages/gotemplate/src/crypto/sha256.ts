/** SHA-256 (FIPS 180-4, 6.2) and HMAC with it (RFC 2104). */
import { padMessage, primes, rootFraction } from "./message-padding.ts";

const blockSize = 64;
const constants = Int32Array.from(primes(64), (prime) => Number(BigInt.asIntN(32, rootFraction(prime, 3, 32))));
const initialState = Int32Array.from(primes(8), (prime) => Number(BigInt.asIntN(32, rootFraction(prime, 2, 32))));

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function scheduleOf(block: DataView): Int32Array {
  const schedule = new Int32Array(64);
  for (let step = 0; step < 16; step++) schedule[step] = block.getInt32(step * 4);
  for (let step = 16; step < 64; step++) {
    const [early, late] = [schedule[step - 15]!, schedule[step - 2]!];
    const sigma0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const sigma1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[step] = schedule[step - 16]! + sigma0 + schedule[step - 7]! + sigma1;
  }
  return schedule;
}

function addBlock(state: Int32Array, block: DataView): void {
  const schedule = scheduleOf(block);
  let [a, b, c, d, e, f, g, h] = [...state] as [number, number, number, number, number, number, number, number];
  for (let step = 0; step < 64; step++) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const first = (h + sum1 + ((e & f) ^ (~e & g)) + constants[step]! + schedule[step]!) | 0;
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const second = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index]! += word;
}

/** The 32 bytes of the digest. */
export function sha256(message: Uint8Array): Uint8Array {
  const state = Int32Array.from(initialState);
  for (const block of padMessage(message, blockSize)) addBlock(state, block);
  const digest = new DataView(new ArrayBuffer(32));
  for (const [index, word] of state.entries()) digest.setInt32(index * 4, word);
  return new Uint8Array(digest.buffer);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** HMAC-SHA-256 of a message. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(blockSize);
  block.set(key.length > blockSize ? sha256(key) : key);
  const inner = sha256(
    joined(
      block.map((byte) => byte ^ 0x36),
      message,
    ),
  );
  return sha256(
    joined(
      block.map((byte) => byte ^ 0x5c),
      inner,
    ),
  );
}
