const modulus = 65521;

/** The Adler-32 checksum (RFC 1950). */
export function adler32(data: Uint8Array): number {
  let [low, high] = [1, 0];
  for (const byte of data) {
    low = (low + byte) % modulus;
    high = (high + low) % modulus;
  }
  return high * 65536 + low;
}
