import { gzipSync } from "node:zlib";
import { Header, Pax } from "tar";
import { describe, expect, test } from "vitest";
import { ArchiveError } from "./archive-error.ts";
import { packTarGz } from "./pack.ts";
import { readTarGz, readTarGzFiles } from "./read.ts";

/** Builds archives that packTarGz refuses to write. */
function archiveOf(...headers: ConstructorParameters<typeof Header>[0][]): Uint8Array {
  const blocks = headers.map((data) => {
    const block = Buffer.alloc(512);
    new Header(data).encode(block);
    return block;
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

function codeOf(read: () => unknown): string | undefined {
  try {
    read();
  } catch (error) {
    if (error instanceof ArchiveError) return error.diagnostic.code;
    throw error;
  }
  return undefined;
}

describe("readTarGz", () => {
  test("reads an empty archive", () => {
    expect(readTarGz(packTarGz([]))).toEqual([]);
  });

  test("reads a name from a pax header, as other packers write long names", () => {
    const path = `${"d".repeat(200)}/file`;
    const pax = new Pax({ path }).encode();
    const file = Buffer.alloc(512);
    new Header({ path: "short", size: 0, type: "File" }).encode(file);
    expect(readTarGz(gzipSync(Buffer.concat([pax, file, Buffer.alloc(1024)])))).toMatchObject([{ path }]);
  });

  test("drops the slash at the end of a directory", () => {
    expect(readTarGz(archiveOf({ path: "a/", type: "Directory" }))).toEqual([{ path: "a", directory: true }]);
  });

  test("gives files alone where only they matter", () => {
    const archive = packTarGz([
      { path: "a", directory: true },
      { path: "a/b", content: "c" },
    ]);
    expect([...readTarGzFiles(archive)]).toEqual([["a/b", Buffer.from("c")]]);
  });

  test.each(["SymbolicLink", "Link"] as const)("refuses a %s", (type) => {
    expect(codeOf(() => readTarGz(archiveOf({ path: "a", linkpath: "b", type })))).toBe("CS5007");
  });

  test.each(["CharacterDevice", "BlockDevice", "FIFO", "ContiguousFile"] as const)("refuses a %s", (type) => {
    expect(codeOf(() => readTarGz(archiveOf({ path: "a", type })))).toBe("CS5007");
  });

  test.each(["../a", "/a", "a/../../b"])("refuses the path %s, which leaves the directory", (path) => {
    expect(codeOf(() => readTarGz(archiveOf({ path, type: "File" })))).toBe("CS5001");
  });

  test("refuses two entries of one path", () => {
    expect(codeOf(() => readTarGz(archiveOf({ path: "a", type: "File" }, { path: "a", type: "File" })))).toBe("CS5002");
  });

  test("stops at the limits", () => {
    const archive = packTarGz([
      { path: "a", content: new Uint8Array(100_000) },
      { path: "b", content: "" },
    ]);
    expect(codeOf(() => readTarGz(archive, { maxBytes: 50_000, maxEntries: 10 }))).toBe("CS5006");
    expect(codeOf(() => readTarGz(archive, { maxBytes: 200_000, maxEntries: 1 }))).toBe("CS5006");
    expect(readTarGz(archive, { maxBytes: 200_000, maxEntries: 2 })).toHaveLength(2);
  });

  test("does not unpack a second layer of compression, even one with the mark of a tar archive", () => {
    const inner = gzipSync(Buffer.alloc(1000, 1), { level: 0 });
    const disguised = Buffer.alloc(1024);
    Buffer.from(inner).copy(disguised);
    disguised.write("ustar", 257);
    expect(codeOf(() => readTarGz(gzipSync(disguised)))).toBe("CS5005");
    disguised.writeUInt32LE(0xfd2fb528, 0);
    expect(codeOf(() => readTarGz(gzipSync(disguised)))).toBe("CS5005");
  });

  test("refuses what is no archive, or a damaged one", () => {
    const archive = packTarGz([{ path: "a", content: "hello" }]);
    const truncated = gzipSync(Buffer.concat([Buffer.alloc(257), Buffer.from("ustar"), Buffer.alloc(200, 1)]));
    const flipped = Uint8Array.from(archive);
    flipped[flipped.length - 6]! ^= 0xff;
    for (const bytes of [
      Buffer.from("hello"),
      gzipSync(Buffer.from("hello")),
      gzipSync(archive),
      truncated,
      flipped,
      archive.subarray(0, 40),
    ]) {
      expect(codeOf(() => readTarGz(bytes))).toBe("CS5005");
    }
  });
});
