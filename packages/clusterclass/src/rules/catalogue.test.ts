import { expect, test } from "vitest";
import { ruleCatalogue } from "./catalogue.ts";
import { classLints } from "./lints/index.ts";

test("every rule and lint has an id of its own, a title and a source", () => {
  const all = [...ruleCatalogue, ...classLints];
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const { id, title, source } of all) {
    expect(id).toMatch(/^(CC-[PUL]?|(CL|KCP|KCPT|MD|MP|MHC)-U?|KC-|KCT-)\d\d$/);
    expect(title).toMatch(/^\S.*[^.]$/);
    expect(source.file).toMatch(/^(core|internal|bootstrap|controlplane)\/.*\.go$/);
    expect(source.function).not.toBe("");
  }
});
