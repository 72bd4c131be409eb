import { describe, expect, test } from "vitest";
import { directoryHash, dirhash, fileHash, shortHash } from "./content-hash.ts";

/** The expected values were printed by golang.org/x/mod v0.16.0, `dirhash.HashDir(dir, "", dirhash.DefaultHash)`, over the same files on disk. */
const FILES = new Map<string, string | Uint8Array>([
  ["b.yaml", "a: 1\n"],
  ["sub/bin", new Uint8Array([0x00, 0x01, 0xff])],
  [".empty", ""],
  ["Z/ü.txt", "ü\n"],
  ["a-b", "x"],
  ["a/b", "y"],
]);
const GO_DIRHASH = "h1:+xbrpS+Q1Z5C6ejwjOBoMPz6yJ9zNsgVYy5WpFJ87Nk=";

describe("dirhash", () => {
  test("is the hash Go's module checksums use", () => {
    expect(dirhash(FILES)).toBe(GO_DIRHASH);
    expect(dirhash(new Map())).toBe("h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  });

  test("does not depend on the order the files are given in", () => {
    expect(dirhash(new Map([...FILES].reverse()))).toBe(GO_DIRHASH);
  });

  test("changes with a name as with a content", () => {
    expect(dirhash(new Map([...FILES, ["c", ""]]))).not.toBe(GO_DIRHASH);
    expect(dirhash(new Map([...FILES, ["b.yaml", "a: 2\n"]]))).not.toBe(GO_DIRHASH);
  });

  test("refuses a name with a newline, which could imitate another file's line", () => {
    expect(() => dirhash(new Map([["a\nb", ""]]))).toThrow(RangeError);
  });
});

describe("the form of hashes.json", () => {
  test("drops the prefix and /, + and =, and is lower case", () => {
    expect(directoryHash(FILES)).toBe("xbrpsq1z5c6ejwjobompz6yj9znsgvyy5wpfj87nk");
  });

  test("a single file is hashed without the framing of a directory", () => {
    expect(fileHash('values: |\n  a: "1"\n')).toBe("524gc50vbnfu6ccd4lx0yfat57k33rwlegn5jpxcom");
  });

  test("seven characters stand in a version", () => {
    expect(shortHash("zceco7ologi0wcj1dc5wbiumgj8emk7hwayrntyk4q")).toBe("zceco7o");
  });
});
