import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { Header } from "tar";
import { describe, expect, test } from "vitest";
import { ArchiveError } from "./archive-error.ts";
import type { ArchiveEntry } from "./entry.ts";
import { packAddonDirectory, packChart, packTarGz } from "./pack.ts";
import { readTarGz } from "./read.ts";

const CHART = new Map([
  ["templates/b.yaml", "b: 1\n"],
  ["values.yaml", "{}\n"],
  ["Chart.yaml", "name: demo\n"],
  ["templates/B.yaml", "B: 1\n"],
]);

function pathsOf(archive: Uint8Array): string[] {
  return readTarGz(archive).map((entry) => entry.path);
}

function codeOf(pack: () => unknown): string | undefined {
  try {
    pack();
  } catch (error) {
    if (error instanceof ArchiveError) return error.diagnostic.code;
    throw error;
  }
  return undefined;
}

describe("packTarGz", () => {
  test("gives back what was packed", () => {
    const binary = new Uint8Array([0, 1, 2, 255]);
    const entries: ArchiveEntry[] = [
      { path: "a", directory: true },
      { path: "a/text", content: "ü\n" },
      { path: "a/binary", content: binary },
      { path: "a/empty", content: "" },
      { path: "a/block", content: new Uint8Array(512).fill(7) },
    ];
    expect(readTarGz(packTarGz(entries))).toEqual([
      { path: "a", directory: true },
      { path: "a/text", content: Buffer.from("ü\n") },
      { path: "a/binary", content: Buffer.from(binary) },
      { path: "a/empty", content: Buffer.alloc(0) },
      { path: "a/block", content: Buffer.alloc(512, 7) },
    ]);
  });

  test("writes neither time, owner nor the machine's modes", () => {
    const tar = gunzipSync(
      packTarGz([
        { path: "d", directory: true },
        { path: "d/f", content: "x" },
      ]),
    );
    const directory = new Header(tar, 0);
    const file = new Header(tar, 512);
    expect(directory).toMatchObject({ type: "Directory", mode: 0o755, uid: 0, gid: 0, uname: "", gname: "", mtime: new Date(0) });
    expect(file).toMatchObject({ type: "File", mode: 0o644, uid: 0, gid: 0, uname: "", gname: "", mtime: new Date(0), size: 1 });
  });

  test("has a gzip header without time and name", () => {
    const header = packTarGz([{ path: "f", content: "x" }]).subarray(0, 10);
    expect([...header]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  });

  test("makes the same bytes on every machine and with every Node", () => {
    const digest = createHash("sha256").update(packChart("demo", CHART)).digest("hex");
    expect(digest).toBe("1669f662895c9c105629199c6e4a8878028e6ae15921d6480e4e1366802cf5c1");
  });

  test.each([
    ["/etc/passwd", "CS5001"],
    ["../up", "CS5001"],
    ["a/../b", "CS5001"],
    ["a//b", "CS5001"],
    ["./a", "CS5001"],
    ["a/", "CS5001"],
    ["", "CS5001"],
    ["a\\b", "CS5001"],
    ["a\nb", "CS5001"],
    ["ü", "CS5003"],
    ["f".repeat(101), "CS5003"],
    [`${"d".repeat(156)}/f`, "CS5003"],
  ])("refuses the path %j with %s", (path, code) => {
    expect(codeOf(() => packTarGz([{ path, content: "" }]))).toBe(code);
  });

  test("keeps a long path that still fits into the two name fields", () => {
    const path = `${"d".repeat(150)}/${"f".repeat(99)}`;
    expect(pathsOf(packTarGz([{ path, content: "" }]))).toEqual([path]);
  });

  test("refuses two entries for one place", () => {
    const file = { path: "a", content: "" };
    expect(codeOf(() => packTarGz([file, file]))).toBe("CS5002");
    expect(codeOf(() => packTarGz([file, { path: "a", directory: true }]))).toBe("CS5002");
    expect(codeOf(() => packTarGz([file, { path: "a/b", content: "" }]))).toBe("CS5002");
  });
});

describe("packChart", () => {
  test("puts everything below the chart's name, Chart.yaml first", () => {
    expect(pathsOf(packChart("demo", CHART))).toEqual([
      "demo/Chart.yaml",
      "demo/templates/B.yaml",
      "demo/templates/b.yaml",
      "demo/values.yaml",
    ]);
  });

  test("does not depend on the order of the files", () => {
    expect(packChart("demo", new Map([...CHART].reverse()))).toEqual(packChart("demo", CHART));
  });

  test("refuses a chart without Chart.yaml", () => {
    expect(codeOf(() => packChart("demo", new Map([["values.yaml", ""]])))).toBe("CS5004");
  });
});

describe("packAddonDirectory", () => {
  const files = new Map([
    ["cni-extra/Chart.yaml", "name: cni-extra\n"],
    ["cni/templates/cni.yaml", "kind: DaemonSet\n"],
    ["cni/Chart.yaml", "name: cni\n"],
  ]);

  test("lists each directory, without a slash at its end, before its content", () => {
    const names = ["cni", "cni/Chart.yaml", "cni/templates", "cni/templates/cni.yaml", "cni-extra", "cni-extra/Chart.yaml"];
    expect(pathsOf(packAddonDirectory(files))).toEqual(names);
    expect(gunzipSync(packAddonDirectory(files)).subarray(0, 4).toString("latin1")).toBe("cni\0");
  });

  test("does not depend on the order of the files", () => {
    expect(packAddonDirectory(new Map([...files].reverse()))).toEqual(packAddonDirectory(files));
  });
});
