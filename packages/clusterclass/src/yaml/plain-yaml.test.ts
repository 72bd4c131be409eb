import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { defaultLimits } from "../input/limits.ts";
import { readAnyYaml } from "../input/read-yaml.ts";
import { readAnyText } from "../patches/yaml-value.ts";
import { readPlainYaml } from "./plain-yaml.ts";

function plain(text: string): unknown {
  return readPlainYaml(text, defaultLimits);
}

const manifest = `---
# A manifest as programs write it.
apiVersion: v1
kind: ConfigMap
metadata:
  name: "demo"
  labels: {app.kubernetes.io/name: demo, "tier": 'it''s'}
  finalizers: [a/b, "c d"]
spec:
  script: |
    #!/bin/sh
    \techo "a: b"

      indented
  trimmed: |-
    {{ .builtin.cluster.name }}
  args:
  - --v=4
  - name: x
    value: 1.5
    # between
    more: [1, {a: true, b: null}]
  -
    nested:
      deep: yes
  - - 1
    - two words, and a comma
  empty:
  none: ~
`;

describe("manifests as programs write them", () => {
  test("are read at once, and as the full reader reads them", () => {
    expect(plain(manifest)).toEqual(readAnyYaml(manifest).value);
    expect(plain(manifest)).toMatchObject({
      metadata: { labels: { "app.kubernetes.io/name": "demo", tier: "it's" }, finalizers: ["a/b", "c d"] },
      spec: { script: '#!/bin/sh\n\techo "a: b"\n\n  indented\n', trimmed: "{{ .builtin.cluster.name }}", none: null },
    });
  });

  test("also where they are JSON in one line", () => {
    expect(plain('{"kind": "A", "spec": {"x": [1, "a\\tb", -2.5]}}\n')).toEqual({ kind: "A", spec: { x: [1, "a\tb", -2.5] } });
  });

  test.each([
    ["an anchor", "a: &x 1\n"],
    ["an alias", "a: *x\n"],
    ["a tag", "a: !!str 1\n"],
    ["a comment behind a value", "a: 1 # one\n"],
    ["a value over two lines", "a: one\n  two\n"],
    ["a folded text", "a: >\n  one\n"],
    ["a key twice", "a: 1\na: 2\n"],
    ["a key that is no text", "y: 1\n"],
    ["a number that is not held exactly", "a: 12345678901234567890\n"],
    ["a list that is less deep than its neighbours", "a:\n   - 1\n  - 2\n"],
    ["another document", "a: 1\n---\nb: 1\n"],
  ])("%s is left to the full reader", (_, text) => {
    expect(plain(text)).toBeUndefined();
  });
});

const words = fc.constantFrom(
  "a",
  "b c",
  "yes",
  "null",
  "1",
  "-1.5",
  "0x1F",
  "1e3",
  "- x",
  "a: b",
  "#c",
  "x #y",
  "",
  " s ",
  "'q'",
  '"d"',
  "é",
  "\n",
  "a\nb\n",
  "\tt",
  "{{ .x }}",
  "--flag=1",
  "<<",
  "=",
  "---",
  "|",
  "[",
  "]",
);
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    words,
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    tie("map"),
    tie("list"),
  ),
  map: fc.dictionary(fc.oneof(words, fc.constantFrom("name", "value", "spec", "a/b", "__proto__")), tie("value"), { maxKeys: 4 }),
  list: fc.array(tie("value"), { maxLength: 4 }),
})).value;

const written = fc.oneof(
  fc.constant(manifest),
  value.map((each) => stringify(each, { lineWidth: 0 })),
  value.map((each) => `${JSON.stringify(each)}\n`),
);
const edits = fc.array(
  fc.record({
    at: fc.nat(2000),
    cut: fc.nat(3),
    piece: fc.oneof(
      fc.constantFrom(
        "\n",
        "  ",
        "\n  ",
        "- ",
        ": ",
        ":",
        "#",
        " #",
        "|",
        "|\n",
        "'",
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        "\t",
        "&a ",
        "*a",
        "---\n",
        "? ",
        "x",
        "1",
      ),
      fc.string({ maxLength: 2 }),
    ),
  }),
  { maxLength: 4 },
);
const edited = fc.tuple(written, edits).map(([text, places]) =>
  places.reduce((current, { at, cut, piece }) => {
    const place = at % (current.length + 1);
    return current.slice(0, place) + piece + current.slice(place + cut);
  }, text),
);

test("whatever is read quickly is what the full reader reads", () => {
  let read = 0;
  fc.assert(
    fc.property(edited, (text) => {
      if (/[^\P{Cc}\n\t]/u.test(text)) return;
      const quick = plain(text);
      if (quick === undefined) return;
      read++;
      expect(quick).toEqual(readAnyYaml(text).value);
      expect(quick).toEqual(readAnyText(text));
    }),
    { numRuns: Number(process.env["CSTACK_FUZZ_RUNS"] ?? 1000) },
  );
  expect(read).toBeGreaterThan(100);
});
