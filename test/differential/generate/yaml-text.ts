import fc from "fast-check";

/** Words that YAML 1.1 reads in some special way, or nearly so. */
const words = [
  ..."y Y yes Yes YES yEs n N no No NO on On ON off Off OFF true True TRUE tRue false False FALSE null Null NULL ~ nil none".split(" "),
  ..."0 00 01 010 0o17 0O17 0x1F 0X1f 0b11 0B11 -0b11 1_000 1__0 _1 1_ 08 09 +5 -5 - + 1e3 1E3 1e+06 1.0 1. .5 ._5 -.5 +.5 1.2.3 0.10 1.30 -0 -0.0".split(
    " ",
  ),
  ..."9007199254740993 9223372036854775807 9223372036854775808 18446744073709551615 18446744073709551616 -9223372036854775809 1e999".split(
    " ",
  ),
  ..."1:30 190:20:30 12:30:45 2001-12-14 2001-12-14t21:59:43.10-05:00 2001-12-14T21:59:43Z 2001-1-1 20:30 .inf -.Inf .NaN .nan".split(" "),
  ..."v1.36.1 10.0.0.0/8 a-b a.b a:b http://x.y/z foo#bar <no value> = << 'it''s' \"q\" \"a\\nb\" '' \"\" abc é 日本 a,b".split(" "),
  "a b",
  "<no value>",
  "yes # comment",
  "!!str 12",
  "!!int 12",
  "!!int x",
  "!!float 3",
  "!!bool yes",
  "!!binary aGk=",
  "!foo bar",
  "&a 1",
  "*a",
  "@x",
  "`x`",
  "%x",
  "? x",
  "map[a:1 b:2]",
  "[a b]",
];

const word = fc.constantFrom(...words);
const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("a", "b", "name", "value", "content", "y", "no", "1", "1.5", "010", "~", '"k"') },
  word,
);

/** A YAML value as text, for a place that is indented by `indent`. */
function node(depth: number, indent: string): fc.Arbitrary<string> {
  if (depth === 0) return word;
  const inner = node(depth - 1, `${indent}  `);
  return fc.oneof(
    { weight: 4, arbitrary: word },
    { weight: 2, arbitrary: fc.array(fc.tuple(key, inner), { minLength: 1, maxLength: 3 }).map((pairs) => blockMap(pairs, indent)) },
    {
      weight: 2,
      arbitrary: fc
        .array(inner, { minLength: 1, maxLength: 3 })
        .map((items) => `\n${items.map((item) => `${indent}- ${item.trimStart()}`).join("\n")}`),
    },
    { weight: 1, arbitrary: fc.array(node(depth - 1, ""), { maxLength: 3 }).map((items) => `[${items.map(flat).join(", ")}]`) },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.tuple(key, word), { maxLength: 3 })
        .map((pairs) => `{${pairs.map(([name, value]) => `${name}: ${value}`).join(", ")}}`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom("|", "|-", "|+", ">", ">-", "|2"), fc.array(word, { minLength: 1, maxLength: 3 }))
        .map(([style, lines]) => `${style}\n${lines.map((line) => `${indent}  ${line}`).join("\n")}`),
    },
    { weight: 1, arbitrary: fc.json({ maxDepth: 2 }) },
  );
}

function blockMap(pairs: [string, string][], indent: string): string {
  return `\n${pairs.map(([name, value]) => `${indent}${name}: ${value}`).join("\n")}`;
}

function flat(text: string): string {
  return text.replaceAll("\n", " ").trim();
}

/** Texts such as templates render: mostly YAML, sometimes broken, without template actions. */
export const yamlText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", "", "", " ", "\n", "---\n", "# c\n"),
    node(2, ""),
    fc.constantFrom("", "", "", "\n", " ", "\n---\nb: [", "\n...\n", " # end"),
  )
  .map(([start, text, end]) => start + text.replace(/^\n/, "") + end)
  .filter((text) => !text.includes("{{"));
