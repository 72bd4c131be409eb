import fc from "fast-check";

/** A template and the data it is rendered with. */
export interface GeneratedTemplate {
  readonly template: string;
  readonly data: Readonly<Record<string, unknown>>;
}

type Text = fc.Arbitrary<string>;

/** What an operand is meant to be. Operands of another kind are mixed in on purpose: the error must come as well. */
type Kind = "text" | "number" | "int" | "bool" | "list" | "map" | "any";

const strings = [
  "",
  " ",
  "a",
  "b",
  "abc",
  "a,b,c",
  "Hello World",
  "héllo",
  "→x",
  "😀",
  "1",
  "1.5",
  "true",
  "0x10",
  "v1.36.4",
  "<a&'b\">",
  "tab\tnl\n",
  "foo-bar_baz",
  "%d%s",
];
const numbers = [0, 1, -1, 2, 3, 1.5, -2.25, 0.1, 1e6, 123456.789, 1e21, 1e-7, 9007199254740992, 100000, 42];

const scalar = fc.oneof(fc.constantFrom(...strings), fc.constantFrom(...numbers), fc.boolean(), fc.constant(null));
const list = fc.array(fc.oneof({ weight: 6, arbitrary: scalar }, { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) }), {
  maxLength: 4,
});
const map = fc.dictionary(fc.constantFrom("a", "b", "c", "name", "é", "__proto__", "constructor", "10", "9"), fc.oneof(scalar, list), {
  maxKeys: 4,
});

/** Data with a value of each kind under a known name. */
const data = fc.record({
  s: fc.constantFrom(...strings),
  s2: fc.constantFrom(...strings),
  n: fc.constantFrom(...numbers),
  f: fc.double({ noNaN: true, noDefaultInfinity: true }),
  t: fc.boolean(),
  z: fc.constant(null),
  l: list,
  ls: fc.array(fc.constantFrom(...strings), { maxLength: 4 }),
  lm: fc.array(fc.record({ name: fc.constantFrom(...strings), n: fc.constantFrom(...numbers) }), { maxLength: 3 }),
  m: map,
  deep: fc.record({ a: fc.record({ b: scalar, l: list }), n: fc.constantFrom(...numbers) }),
});

const goQuoted = fc.constantFrom(...strings).map((text) => JSON.stringify(text));
const literals: Readonly<Record<Exclude<Kind, "any">, Text>> = {
  text: fc.oneof(goQuoted, fc.constantFrom("`raw\\n`", "`a\nb`", '"\\u00e9\\x41\\101"', '"\\xff"')),
  number: fc.constantFrom("1.5", "-2.0", "1e6", "0.1", ".5", "1e-7", "0x1p4", "100000.0", "3.0"),
  int: fc.constantFrom(
    "0",
    "1",
    "2",
    "3",
    "-1",
    "0x10",
    "017",
    "0b11",
    "0o7",
    "1_000",
    "'a'",
    "'é'",
    "'\\n'",
    "1000000",
    "9223372036854775807",
  ),
  bool: fc.constantFrom("true", "false"),
  list: fc.constantFrom("$.l", "$.ls", "$.lm", "$.deep.a.l"),
  map: fc.constantFrom("$.m", "$.deep", "$.deep.a", "$"),
};
/** Reads of the data. `$` is used more than the dot, which is something else inside `with` and `range`. */
const fields: Readonly<Record<Kind, Text>> = {
  text: fc.constantFrom("$.s", "$.s2", "$.s", ".s", "$a"),
  number: fc.constantFrom("$.n", "$.f", "$.deep.n", ".n"),
  int: fc.constantFrom("$i", "$b"),
  bool: fc.constantFrom("$.t", "$.t", ".t"),
  list: fc.constantFrom("$.l", "$.ls", "$.lm", "$.deep.a.l", ".l"),
  map: fc.constantFrom("$.m", "$.deep", "$.deep.a", "$", ".m"),
  any: fc.constantFrom(
    ".",
    "$",
    "$a",
    "$b",
    "$.z",
    ".missing",
    "$.missing.x.y",
    "$.deep.a.b",
    "$.m.name",
    "$.m.a",
    "$.m.constructor",
    "$.m.é",
  ),
};
/** Reads that mostly fail. */
const oddFields = fc.constantFrom("$.z.x", "$.s.x", "$.n.x", "$.l.x", "$a.b", "nil", ".name", "$.m.b.c");

const verbs = fc.constantFrom(..."vdsqxXtTfFeEgGbcoOUw%z!".split(""), "é");
const directive = fc
  .record({
    index: fc.option(fc.constantFrom("[1]", "[2]", "[3]", "[0]", "[9]", "[x]", "[]", "["), { freq: 8, nil: "" }),
    flags: fc.array(fc.constantFrom("#", "0", "+", "-", " "), { maxLength: 2 }).map((all) => all.join("")),
    width: fc.option(fc.constantFrom("1", "5", "12", "*", "[1]*", "[2]*"), { freq: 2, nil: "" }),
    precision: fc.option(fc.constantFrom(".", ".0", ".1", ".3", ".12", ".*", ".[1]*"), { freq: 2, nil: "" }),
    verb: fc.oneof({ weight: 12, arbitrary: verbs }, { weight: 1, arbitrary: fc.constant("") }),
  })
  .map(({ flags, width, precision, index, verb }) => `%${flags}${width}${precision}${index}${verb}`);
const format = fc
  .array(fc.oneof({ weight: 3, arbitrary: directive }, { weight: 1, arbitrary: fc.constantFrom("a", " ", "é", "|", "100%%") }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => JSON.stringify(parts.join("|")));

/** A function call: its name and the kinds of its operands; `...` repeats the last one up to three times. */
type Signature = readonly [result: Kind, name: string, ...operands: (Kind | "format" | "...")[]];

const builtinSignatures: readonly Signature[] = [
  ["text", "print", "any", "..."],
  ["text", "println", "any", "..."],
  ["text", "printf", "format", "any", "..."],
  ["text", "printf", "format", "any", "..."],
  ["text", "html", "any", "..."],
  ["text", "js", "any", "..."],
  ["text", "urlquery", "any", "..."],
  ["int", "len", "text"],
  ["int", "len", "list"],
  ["int", "len", "map"],
  ["any", "index", "list", "int"],
  ["any", "index", "map", "text"],
  ["any", "index", "map", "text", "int"],
  ["int", "index", "text", "int"],
  ["bool", "not", "any"],
  ["any", "and", "any", "..."],
  ["any", "or", "any", "..."],
  ["bool", "eq", "any", "any", "..."],
  ["bool", "eq", "text", "text"],
  ["bool", "eq", "int", "int", "..."],
  ["bool", "eq", "number", "number"],
  ["bool", "ne", "any", "any"],
  ["bool", "ne", "text", "text"],
  ["bool", "lt", "int", "int"],
  ["bool", "lt", "number", "number"],
  ["bool", "le", "text", "text"],
  ["bool", "gt", "int", "int"],
  ["bool", "ge", "number", "number"],
  ["bool", "gt", "any", "any"],
  ["any", "call", "list"],
];

/** The functions of sprig that templates of cluster classes use, and those with which their values are looked at. */
const sprigSignatures: readonly Signature[] = [
  ["text", "quote", "any", "..."],
  ["text", "squote", "any", "..."],
  ["text", "upper", "text"],
  ["text", "lower", "text"],
  ["text", "trim", "text"],
  ["text", "trimPrefix", "text", "text"],
  ["text", "trimSuffix", "text", "text"],
  ["text", "trimAll", "text", "text"],
  ["text", "replace", "text", "text", "text"],
  ["text", "trunc", "int", "text"],
  ["text", "indent", "int", "text"],
  ["text", "nindent", "int", "text"],
  ["text", "toString", "any"],
  ["text", "toJson", "any"],
  ["text", "join", "text", "list"],
  ["text", "typeOf", "any"],
  ["text", "kindOf", "any"],
  ["text", "b64enc", "text"],
  ["text", "b64dec", "text"],
  ["text", "sha256sum", "text"],
  ["bool", "contains", "text", "text"],
  ["bool", "hasPrefix", "text", "text"],
  ["bool", "hasSuffix", "text", "text"],
  ["bool", "hasKey", "map", "text"],
  ["bool", "has", "any", "list"],
  ["bool", "empty", "any"],
  ["bool", "semverCompare", "text", "text"],
  ["any", "default", "any", "any"],
  ["any", "coalesce", "any", "..."],
  ["any", "ternary", "any", "any", "bool"],
  ["any", "get", "map", "text"],
  ["any", "first", "list"],
  ["any", "last", "list"],
  ["list", "list", "any", "..."],
  ["list", "rest", "list"],
  ["list", "uniq", "list"],
  ["list", "append", "list", "any"],
  ["list", "concat", "list", "list"],
  ["list", "slice", "list", "int"],
  ["list", "splitList", "text", "text"],
  ["list", "sortAlpha", "list"],
  ["map", "dict", "text", "any"],
  // Into an empty map: a map that is merged into one of its own values becomes a circle, on which Go runs out of stack.
  ["map", "merge (dict)", "map"],
  ["map", "pick", "map", "text"],
  ["map", "omit", "map", "text"],
  ["int", "int", "any"],
  ["int", "int64", "any"],
  ["number", "float64", "any"],
  ["int", "add", "int", "int"],
  ["int", "sub", "int", "int"],
  ["int", "max", "int", "int"],
];

const signatures = [...builtinSignatures, ...builtinSignatures, ...sprigSignatures];

/** An operand of a kind, parenthesised where it is a pipeline. */
function operand(kind: Kind | "format", depth: number): Text {
  if (kind === "format") return fc.oneof({ weight: 12, arbitrary: format }, { weight: 1, arbitrary: operand("any", 0) });
  const literal = kind === "any" ? fc.oneof(...Object.values(literals)) : literals[kind];
  const simple = fc.oneof(
    { weight: 16, arbitrary: literal },
    { weight: 16, arbitrary: fields[kind] },
    { weight: 3, arbitrary: fields.any },
    { weight: 1, arbitrary: oddFields },
  );
  if (depth === 0) return simple;
  const inner = pipeline(kind, depth - 1).map((text) => `(${text})`);
  return fc.oneof(
    { weight: 24, arbitrary: simple },
    { weight: 12, arbitrary: inner },
    { weight: 1, arbitrary: inner.map((text) => `${text}.name`) },
  );
}

function call([, name, ...operands]: Signature, depth: number): Text {
  const fixed = operands.filter((kind) => kind !== "...");
  const repeated = operands.length > fixed.length ? fc.array(operand(fixed[fixed.length - 1]!, depth), { maxLength: 2 }) : fc.constant([]);
  return fc
    .tuple(fc.tuple(...fixed.map((kind) => operand(kind, depth))), repeated)
    .map(([first, more]) => [name, ...first, ...more].join(" "));
}

/** A call whose last operand comes through the pipe. */
function pipedCall([, name, ...operands]: Signature, depth: number): Text {
  const fixed = operands.filter((kind) => kind !== "...");
  const before = fixed.slice(0, -1).map((kind) => operand(kind, depth));
  const value = operand(fixed[fixed.length - 1]!, depth);
  return fc.tuple(value, fc.tuple(...before)).map(([last, first]) => `${last} | ${[name, ...first].join(" ")}`);
}

/** A pipeline whose value is mostly of the kind. */
function pipeline(kind: Kind, depth: number): Text {
  const fitting = signatures.filter(([result]) => result === kind || kind === "any");
  const signature = fc.constantFrom(...fitting, ...(kind === "list" || kind === "map" ? [] : signatures.slice(0, 4)));
  const calls = signature.chain((chosen) =>
    fc.oneof({ weight: 3, arbitrary: call(chosen, depth) }, { weight: 1, arbitrary: pipedCall(chosen, depth) }),
  );
  return fc.oneof({ weight: 2, arbitrary: operand(kind, depth) }, { weight: 3, arbitrary: calls });
}

const open = fc.constantFrom("{{ ", "{{ ", "{{", "{{- ");
const close = fc.constantFrom(" }}", " }}", "}}", " -}}");

/** `{{ ... }}` with some spacing and trimming. */
function action(content: Text): Text {
  return fc.tuple(open, content, close).map((parts) => parts.join(""));
}

function keyword(word: string): Text {
  return action(fc.constant(word));
}

const plainText = fc.constantFrom("", "x", " ", "\n", "  - y\n", "k: ", "é ", "}}", "{ ", "# c\n");
const pipelineOfAnyKind = fc.constantFrom<Kind>("text", "number", "int", "bool", "list", "map", "any").chain((kind) => pipeline(kind, 2));
const condition = fc.constantFrom<Kind>("bool", "bool", "any", "text").chain((kind) => pipeline(kind, 1));
const iterable = fc.oneof(
  { weight: 4, arbitrary: pipeline("list", 1) },
  { weight: 2, arbitrary: operand("map", 0) },
  { weight: 1, arbitrary: fc.constantFrom("3", "0", "-1", "2.0", '"abc"', ".missing", "$.z", "$.n") },
);

function branch(head: Text, body: Text, otherwise: Text): Text {
  const tail = fc.oneof(
    { weight: 2, arbitrary: fc.constant("") },
    { weight: 1, arbitrary: fc.tuple(keyword("else"), otherwise).map((parts) => parts.join("")) },
  );
  return fc.tuple(action(head), body, tail, keyword("end")).map((parts) => parts.join(""));
}

function statement(depth: number): Text {
  const print = action(pipelineOfAnyKind);
  const set = action(
    fc.tuple(fc.constantFrom("$a := ", "$b := ", "$a = ", "$b = ", "$c := "), pipelineOfAnyKind).map((parts) => parts.join("")),
  );
  const comment = fc.constantFrom("{{/* c */}}", "{{- /* c\n */ -}}");
  const simple = fc.oneof(
    { weight: 6, arbitrary: print },
    { weight: 2, arbitrary: set },
    { weight: 3, arbitrary: plainText },
    { weight: 1, arbitrary: comment },
  );
  if (depth === 0) return simple;
  const body = statements(depth - 1);
  const withHead = fc.oneof({ weight: 3, arbitrary: fc.constant("with ") }, { weight: 1, arbitrary: fc.constant("with $a := ") });
  const rangeHead = fc.constantFrom("range ", "range ", "range $i := ", "range $i, $a := ", "range $i, $b = ", "range $a = ");
  const leave = fc.tuple(condition, keyword("break"), keyword("end")).map(([test, ...rest]) => `{{ if ${test} }}${rest.join("")}`);
  const skip = fc.tuple(condition, keyword("continue"), keyword("end")).map(([test, ...rest]) => `{{ if ${test} }}${rest.join("")}`);
  const loopBody = fc.tuple(body, fc.oneof(fc.constant(""), leave, skip), body).map((parts) => parts.join(""));
  return fc.oneof(
    { weight: 4, arbitrary: simple },
    {
      weight: 3,
      arbitrary: branch(
        condition.map((test) => `if ${test}`),
        body,
        body,
      ),
    },
    {
      weight: 1,
      arbitrary: branch(
        condition.map((test) => `if ${test}`),
        fc.tuple(body, action(condition.map((test) => `else if ${test}`)), body).map((parts) => parts.join("")),
        body,
      ),
    },
    {
      weight: 2,
      arbitrary: branch(
        fc.tuple(withHead, pipelineOfAnyKind).map((parts) => parts.join("")),
        body,
        body,
      ),
    },
    {
      weight: 3,
      arbitrary: branch(
        fc.tuple(rangeHead, iterable).map((parts) => parts.join("")),
        loopBody,
        body,
      ),
    },
    { weight: 1, arbitrary: action(operand("any", 0).map((argument) => `template "t" ${argument}`)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(action(operand("any", 0).map((argument) => `block "b" ${argument}`)), body, keyword("end"))
        .map((parts) => parts.join("")),
    },
  );
}

function statements(depth: number): Text {
  return fc.array(statement(depth), { minLength: 1, maxLength: depth + 1 }).map((parts) => parts.join(""));
}

const preamble = '{{ define "t" }}<{{ . }}>{{ end }}{{ $a := "A" }}{{ $b := 2 }}{{ $i := 0 }}';
const wholeTemplate = statements(2).map((body) => preamble + body);

/** A template with a few characters cut out, doubled or put in: many are no templates any more, and both sides must say so. */
const damagedTemplate = fc
  .tuple(
    wholeTemplate,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom("cut", "double", "{{", "}}", " ", "-", '"', "(", ")", "|", ".", "$", "`", "'", ":=", "end", "0", "_", "\n", "é"),
        fc.integer({ min: 1, max: 4 }),
      ),
      { minLength: 1, maxLength: 2 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((current, [where, change, length]) => {
      const at = preamble.length + (where % Math.max(current.length - preamble.length, 1));
      const piece = current.slice(at, at + length);
      if (change === "cut") return current.slice(0, at) + current.slice(at + length);
      return current.slice(0, at) + (change === "double" ? piece : change) + current.slice(at);
    }, text),
  );

/** Templates over all of the language, most of them valid, with data for them. */
export const generatedTemplate: fc.Arbitrary<GeneratedTemplate> = fc.record({
  template: fc.oneof(
    { weight: 5, arbitrary: wholeTemplate },
    { weight: 2, arbitrary: damagedTemplate },
    { weight: 2, arbitrary: action(pipelineOfAnyKind).map((text) => preamble + text) },
  ),
  data,
});
