import { expect, test } from "vitest";
import { changesetText } from "./changeset-text.ts";

test("a changeset names packages with their bumps, and every line once", () => {
  const bumps = new Map([
    ["@x/b", "patch"],
    ["@x/a", "minor"],
  ] as const);
  expect(changesetText("Newer facts:", bumps, ["one", "two"])).toBe(
    '---\n"@x/a": minor\n"@x/b": patch\n---\n\nNewer facts:\n\n- one\n- two\n',
  );
});

test("what an earlier run wrote stays, and no bump becomes smaller", () => {
  const existing = { bumps: new Map([["@x/a", "minor"] as const]), summary: "Newer facts:\n\n- one" };
  const bumps = new Map([
    ["@x/a", "patch"],
    ["@x/b", "major"],
  ] as const);
  expect(changesetText("Newer facts:", bumps, ["one", "two"], existing)).toBe(
    '---\n"@x/a": minor\n"@x/b": major\n---\n\nNewer facts:\n\n- one\n- two\n',
  );
});
