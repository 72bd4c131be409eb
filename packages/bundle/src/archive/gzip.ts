import { crc32, inflateRawSync } from "node:zlib";
import { Remembered } from "@cstack/clusterclass";
import { deflateSync } from "fflate";
import { sha256 } from "../unit/checksums.ts";

/** RFC 1952, section 2.3: deflate, no flags, no time, no extra flags, written on Unix. */
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
/** RFC 1951, section 3.2.6: a last block with fixed codes that holds nothing but its end. */
const lastBlock = Buffer.from([3, 0]);
const newline = 10;

/** A part is at least so long, and less than twice as long where lines end. Longer ones are packed less often in vain, shorter ones are more often equal. */
const partLength = 8192;
const packed = new Remembered<string, Uint8Array>(4000);

/**
 * Gzips bytes in parts that end where their content says so. What a part becomes depends on it and on the part before, to which it may refer; so the
 * parts that archives of many units share are packed once. The bytes depend on the content only: not on what was packed before, nor on the build of
 * zlib (fflate is JavaScript, so its output is the same on every Node).
 */
export function gzip(bytes: Uint8Array): Uint8Array {
  const blocks: Uint8Array[] = [];
  let before = { part: new Uint8Array(), hash: "" };
  for (const part of partsOf(bytes)) {
    const hash = sha256(part);
    const { part: dictionary } = before;
    blocks.push(packed.of(before.hash + hash, () => packedPart(part, dictionary)));
    before = { part, hash };
  }
  return Buffer.concat([header, ...blocks, lastBlock, trailer(bytes)]);
}

function partsOf(bytes: Uint8Array): Uint8Array<ArrayBuffer>[] {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let start = 0, end = 0; start < bytes.length; start = end) {
    end = partEnd(bytes, start);
    parts.push(bytes.slice(start, end));
  }
  return parts;
}

/** The end of a line whose last characters say so, as about one in sixteen does: behind a change, parts soon end at the same places again. */
function partEnd(bytes: Uint8Array, start: number): number {
  const latest = Math.min(bytes.length, start + 2 * partLength);
  for (let at = bytes.indexOf(newline, start + partLength); at !== -1 && at < latest; at = bytes.indexOf(newline, at + 1)) {
    if (((bytes[at - 1] ?? 0) * 31 + (bytes[at - 2] ?? 0)) % 16 === 0) return at + 1;
  }
  return latest;
}

/**
 * A part as blocks that others can follow: fflate's only block is no longer the last one, and an empty stored block fills the byte in which it ends.
 * Its three bits stand in that byte or need one more, which fflate does not say; so what is read back decides, as it does about the dictionary.
 */
function packedPart(part: Uint8Array, before: Uint8Array): Uint8Array {
  for (const dictionary of [before, new Uint8Array()]) {
    const block = deflateSync(part, dictionary.length === 0 ? { level: 6 } : { level: 6, dictionary });
    block[0] = (block[0] ?? 0) & ~1;
    for (const filling of [
      [0, 0, 255, 255],
      [0, 0, 0, 255, 255],
    ]) {
      const blocks = Buffer.concat([block, Buffer.from(filling)]);
      if (isRead(blocks, dictionary, part)) return blocks;
    }
  }
  throw new Error("fflate wrote what zlib does not read");
}

function isRead(blocks: Uint8Array, dictionary: Uint8Array, part: Uint8Array): boolean {
  try {
    const options = dictionary.length === 0 ? {} : { dictionary };
    return inflateRawSync(Buffer.concat([blocks, lastBlock]), options).equals(part);
  } catch {
    return false;
  }
}

/** Checksum and length of the bytes, the lowest byte first. */
function trailer(bytes: Uint8Array): Uint8Array {
  const end = Buffer.alloc(8);
  end.writeUInt32LE(crc32(bytes), 0);
  end.writeUInt32LE(bytes.length % 2 ** 32, 4);
  return end;
}
