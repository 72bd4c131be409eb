/** SHA-1 (FIPS 180-4, 6.1). */
import { padMessage } from "./message-padding.ts";

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** Function and constant of the round of twenty steps that a step belongs to. */
function roundOf(step: number, b: number, c: number, d: number): number {
  if (step < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (step < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (step < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

function addBlock(state: Int32Array, block: DataView): void {
  const schedule = new Int32Array(80);
  for (let step = 0; step < 80; step++) {
    schedule[step] =
      step < 16
        ? block.getInt32(step * 4)
        : rotate(schedule[step - 3]! ^ schedule[step - 8]! ^ schedule[step - 14]! ^ schedule[step - 16]!, 1);
  }
  let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
  for (let step = 0; step < 80; step++) {
    const sum = (rotate(a, 5) + roundOf(step, b, c, d) + e + schedule[step]!) | 0;
    [a, b, c, d, e] = [sum, a, rotate(b, 30), c, d];
  }
  for (const [index, word] of [a, b, c, d, e].entries()) state[index]! += word;
}

/** The 20 bytes of the digest. */
export function sha1(message: Uint8Array): Uint8Array {
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  for (const block of padMessage(message, 64)) addBlock(state, block);
  const digest = new DataView(new ArrayBuffer(20));
  for (const [index, word] of state.entries()) digest.setInt32(index * 4, word);
  return new Uint8Array(digest.buffer);
}
