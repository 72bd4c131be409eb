import fc from "fast-check";

/** Pieces that mean something to a reader of YAML, JSON or templates, or that readers tend to trip over. */
const pieces = [
  ..."{{ }} {{- -}} { } [ ] ( ) : , - | > & * ! % @ ` ' \" # ? . $ ~ = << --- ... := 0x 1e999 -0 null true __proto__ constructor toString".split(
    " ",
  ),
  ..."\n \t \r \0 \ufeff \u2028 \ud800 \u{1f600} é".split(" "),
  "\n  ",
  "\n- ",
  "a: &x [*x]",
  "\\u0000",
  "9".repeat(40),
  "[".repeat(300),
  "(".repeat(300),
  " ".repeat(50),
];

const edit = fc.record({
  at: fc.nat(1_000_000),
  length: fc.integer({ min: 0, max: 12 }),
  kind: fc.constantFrom("insert", "cut", "double", "move"),
  piece: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 3 })),
});

/** Texts with one to six places changed. */
export function mangledText(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(text, fc.array(edit, { minLength: 1, maxLength: 6 })).map(([start, edits]) =>
    edits.reduce((current, { at, length, kind, piece }) => {
      const place = at % (current.length + 1);
      const [before, found, after] = [current.slice(0, place), current.slice(place, place + length), current.slice(place + length)];
      if (kind === "cut") return before + after;
      if (kind === "double") return before + found.repeat(2) + after;
      return kind === "move" ? found + before + after : before + piece + found + after;
    }, start),
  );
}

/** Any texts, mostly of pieces that mean something. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.constantFrom("a", "b", "1", " ", "\n", "  ")), { maxLength: 30 })
    .map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ maxLength: 60 }),
);

/** JSON values whose keys may be those of JavaScript's own objects. */
export const oddJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.jsonValue({ maxDepth: 3, stringUnit: "binary" }),
  fc
    .tuple(fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "length"), fc.jsonValue({ maxDepth: 2 }))
    .map(([key, value]) => JSON.parse(`{${JSON.stringify(key)}: ${JSON.stringify(value)}}`) as unknown),
);
