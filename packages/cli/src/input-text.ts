import { closeSync, openSync, readSync, statSync } from "node:fs";
import { defaultLimits } from "@cstack/clusterclass";
import { CommandFailure, exitCodes, usageFailure } from "./failure.ts";

/** Bytes that the engine could still read: it counts characters, of which UTF-8 needs at most four bytes each. */
const byteLimit = defaultLimits.characters * 4;

/**
 * The text of a file, or of standard input for `-`, read in pieces, so that an endless one ends with an error instead of using up memory.
 * A file that is not there is wrong usage; one that is too large or not UTF-8 is a finding.
 */
export function readInputText(path: string): string {
  return decodeText(path === "-" ? readAll(0, "standard input") : readFile(path), nameOfInput(path));
}

/** Bytes as text; `name` is how messages call them. */
export function decodeText(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new CommandFailure(exitCodes.findings, `${name} is not UTF-8 text.`);
  }
}

/** How messages call an input. */
export function nameOfInput(path: string): string {
  return path === "-" ? "standard input" : path;
}

function readFile(path: string): Buffer {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw usageFailure(`There is no file ${path}.`);
  if (stat.isDirectory()) throw usageFailure(`${path} is a directory; name a file.`);
  const descriptor = openSync(path, "r");
  try {
    return readAll(descriptor, path);
  } finally {
    closeSync(descriptor);
  }
}

function readAll(descriptor: number, name: string): Buffer {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(1024 * 1024);
    const length = readChunk(descriptor, chunk);
    if (length === 0) return Buffer.concat(chunks);
    total += length;
    if (total > byteLimit) throw new CommandFailure(exitCodes.findings, `${name} is larger than ${byteLimit} bytes, the limit.`);
    chunks.push(chunk.subarray(0, length));
  }
}

/** Standard input may be a terminal or pipe that has nothing yet (EAGAIN) or that says its end with an error (EOF on Windows). */
function readChunk(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
