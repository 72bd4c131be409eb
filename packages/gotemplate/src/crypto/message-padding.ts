/** The blocks that a SHA digest goes through: the message, a 1 bit, zeros, and the length in bits (FIPS 180-4, 5.1). */
export function padMessage(message: Uint8Array, blockSize: 64 | 128): DataView[] {
  const lengthSize = blockSize / 8;
  const size = Math.ceil((message.length + 1 + lengthSize) / blockSize) * blockSize;
  const padded = new Uint8Array(size);
  padded.set(message);
  padded[message.length] = 0x80;
  new DataView(padded.buffer).setBigUint64(size - 8, BigInt(message.length) * 8n);
  return Array.from({ length: size / blockSize }, (_, index) => new DataView(padded.buffer, index * blockSize, blockSize));
}

/** The first `count` primes. */
export function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

/** The first `bits` bits of the fractional part of the root (2 or 3) of a number: where the constants of SHA-2 come from. */
export function rootFraction(value: number, root: 2 | 3, bits: number): bigint {
  const scaled = BigInt(value) << BigInt(bits * root);
  let [low, high] = [0n, 1n << BigInt(bits + 16)];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** BigInt(root) <= scaled) low = middle;
    else high = middle;
  }
  return BigInt.asUintN(bits, low);
}
