import { describe, expect, test } from "vitest";
import { TemplateError } from "./errors.ts";
import type { ExecutionLimits } from "./exec/limits.ts";
import { parseTemplate, renderTemplate } from "./function-sets.ts";
import {
  type CallContext,
  type FunctionTable,
  GoError,
  GoInteger,
  GoOpaque,
  GoSlice,
  type GoValue,
  goInt,
  isGoObject,
  mapSet,
  type TemplateFunction,
} from "./values.ts";

const version = new GoOpaque({
  typeName: "*x.Version",
  kind: "ptr",
  fields: [
    ["Tag", "beta"],
    ["hidden", 1],
  ],
  string: () => "1.2",
  methods: new Map<string, TemplateFunction>([
    ["Major", { parameters: [], call: () => goInt(1) }],
    ["Next", { parameters: ["int"], call: ([step]) => step }],
  ]),
});

/** A table such as a caller may pass: it shows what the executor hands to functions. */
const functions: FunctionTable = new Map<string, TemplateFunction>([
  ["upper", { parameters: ["string"], call: ([text]) => String(text).toUpperCase() }],
  ["half", { parameters: ["float64"], call: ([number]) => Number(number) / 2 }],
  ["small", { parameters: ["int8"], call: ([number]) => number }],
  ["join", { parameters: ["string", "[]string"], call: ([by, list]) => (list instanceof GoSlice ? list.items.join(String(by)) : null) }],
  ["words", { parameters: [], call: () => new GoSlice("string", ["a", "b"]) }],
  ["version", { parameters: [], call: () => version }],
  ["fail", { parameters: ["string"], call: fail }],
  ["set", { parameters: ["map[string]interface {}", "string", "interface {}"], mutates: true, call: set }],
  ["repeat", { parameters: ["int", "string"], call: repeat }],
]);

function fail([message]: readonly GoValue[]): never {
  throw new GoError(String(message));
}

function set([map, key, value]: readonly GoValue[]): GoValue {
  if (isGoObject(map)) mapSet(map, String(key), value);
  return map;
}

function repeat([count, text]: readonly GoValue[], context: CallContext): string {
  const times = count instanceof GoInteger ? Number(count.value) : 0;
  context.chargeText(times * String(text).length);
  return String(text).repeat(times);
}

function render(text: string, data: GoValue = {}): string {
  return renderTemplate("tpl", text, data, { functions });
}

function errorOf(text: string, data: GoValue = {}, limits: Partial<ExecutionLimits> = {}): TemplateError {
  try {
    renderTemplate("tpl", text, data, { functions, limits });
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error("the template was executed");
}

describe("data", () => {
  test("a key that is absent prints <no value>, on any depth", () => {
    expect(render("{{ .missing }} {{ .missing.deeper.still }}")).toBe("<no value> <no value>");
  });

  test("null prints <no value>, but has no fields", () => {
    expect(render("{{ .z }}", { z: null })).toBe("<no value>");
    expect(errorOf("{{ .z.x }}", { z: null }).message).toBe(
      'template: tpl:1:5: executing "tpl" at <.z.x>: nil pointer evaluating interface {}.x',
    );
  });

  test("numbers are floats and print like them", () => {
    expect(render("{{ .a }} {{ .b }} {{ .c }}", { a: 3, b: 1_000_000, c: 0.1 })).toBe("3 1e+06 0.1");
  });

  test("an int literal never equals a number of the data", () => {
    expect(errorOf("{{ eq .n 3 }}", { n: 3 }).message).toContain("incompatible types for comparison: float64 and int");
    expect(render("{{ eq .n 3.0 }}", { n: 3 })).toBe("true");
  });

  test("keys that mean something in JavaScript are absent unless they are there", () => {
    expect(render("{{ .constructor }} {{ .toString }} {{ .__proto__ }}", { toString: "x" })).toBe("<no value> x <no value>");
  });

  test("an absent key is an error where the template is parsed so", () => {
    const template = parseTemplate("name", "{{ .cluster.name }}-{{ .cluster.random }}", { functions: "none", missingKey: "error" });
    expect(template.execute({ cluster: { name: "c", random: "abcde" } })).toBe("c-abcde");
    expect(() => template.execute({ cluster: { name: "c" } })).toThrow(
      'template: name:1:31: executing "name" at <.cluster.random>: map has no entry for key "random"',
    );
    expect(parseTemplate("name", "{{ if false }}{{ .nope }}{{ end }}ok", { missingKey: "error" }).execute({})).toBe("ok");
  });

  test("the data stay as they are, whatever a function does to them", () => {
    const data = { m: { a: 1 } };
    expect(render('{{ $_ := set .m "b" 2 }}{{ .m }}', data)).toBe("map[a:1 b:2]");
    expect(data).toEqual({ m: { a: 1 } });
  });
});

describe("scopes", () => {
  test("a declaration ends with its block, an assignment does not", () => {
    expect(render("{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ $x }}{{ end }}{{ $x }}")).toBe("21");
    expect(render("{{ $x := 1 }}{{ range .l }}{{ $x = . }}{{ end }}{{ $x }}", { l: ["a", "b"] })).toBe("b");
  });

  test("with and range set the dot, $ stays the data", () => {
    expect(
      render("{{ with .a }}{{ .b }}{{ $.c }}{{ end }}{{ range .l }}{{ . }}{{ $.c }}{{ end }}", { a: { b: 1 }, c: "c", l: [1, 2] }),
    ).toBe("1c1c2c");
  });

  test("a template that is called sees its argument only", () => {
    expect(render('{{ define "t" }}{{ . }}{{ $ }}{{ end }}{{ template "t" .a }}{{ template "t" }}', { a: 1 })).toBe(
      "11<no value><no value>",
    );
  });
});

describe("loops", () => {
  test("go over lists, maps by key, and integers", () => {
    expect(render("{{ range $i, $e := .l }}{{ $i }}{{ $e }} {{ end }}", { l: ["a", "b"] })).toBe("0a 1b ");
    expect(render("{{ range $k, $v := .m }}{{ $k }}{{ $v }} {{ end }}", { m: { b: 2, a: 1 } })).toBe("a1 b2 ");
    expect(render("{{ range $i := 3 }}{{ $i }}{{ end }}{{ range words }}{{ . }}{{ end }}")).toBe("012ab");
  });

  test("take the else branch where there is nothing", () => {
    expect(
      ["{{ range .l }}{{ else }}none{{ end }}", "{{ range .missing }}{{ else }}none{{ end }}", "{{ range 0 }}{{ else }}none{{ end }}"].map(
        (text) => render(text, { l: [] }),
      ),
    ).toEqual(["none", "none", "none"]);
  });

  test("can be left and continued", () => {
    expect(
      render("{{ range $i, $e := .l }}{{ if eq $i 1 }}{{ continue }}{{ end }}{{ if eq $i 3 }}{{ break }}{{ end }}{{ $e }}{{ end }}", {
        l: ["a", "b", "c", "d"],
      }),
    ).toBe("ac");
  });

  test("do not go over floats and strings", () => {
    expect(errorOf("{{ range .n }}{{ end }}", { n: 3 }).message).toContain("range can't iterate over 3");
    expect(errorOf('{{ range "abc" }}{{ end }}').message).toContain("range can't iterate over abc");
  });
});

describe("functions", () => {
  test("get arguments of the types they declare, constants converted", () => {
    expect(render('{{ upper "a" }} {{ half 3 }} {{ small 5 | printf "%T" }} {{ join "-" words }}')).toBe("A 1.5 int8 a-b");
  });

  test.each<[string, GoValue, string]>([
    ["{{ upper .n }}", { n: 1 }, "wrong type for value; expected string; got float64"],
    ["{{ upper 1 }}", {}, "expected string; found 1"],
    ["{{ upper .missing }}", {}, "invalid value; expected string"],
    ["{{ upper nil }}", {}, "cannot assign nil to string"],
    ["{{ half (len .l) }}", { l: [] }, "wrong type for value; expected float64; got int"],
    ['{{ join "-" .l }}', { l: ["a"] }, "wrong type for value; expected []string; got []interface {}"],
    ["{{ upper }}", {}, "wrong number of args for upper: want 1 got 0"],
    ["{{ fail .s }}", { s: "no flavor" }, "error calling fail: no flavor"],
    ["{{ .s 1 }}", { s: "a" }, "s is not a method but has arguments"],
    ["{{ call .s }}", { s: "a" }, "error calling call: non-function .s of type string"],
  ])("%s", (text, data, problem) => {
    const { message, code } = errorOf(text, data);
    expect(message).toContain(problem);
    expect(code).toBe("execute");
  });

  test("and, or stop at the operand that decides", () => {
    expect(render('{{ or .t (fail "evaluated") }} {{ and .missing (fail "evaluated") }}', { t: "yes" })).toBe("yes <no value>");
  });

  test("nil reaches functions as the nil of their type", () => {
    expect(render('{{ join "-" nil }}|{{ printf "%v %v" .missing nil }}')).toBe("|<nil> <nil>");
  });

  test("values of named types have methods and exported fields", () => {
    expect(render("{{ version }} {{ version.Major }} {{ (version).Tag }} {{ version.Next 4 }} {{ 5 | version.Next }}")).toBe(
      "1.2 1 beta 4 5",
    );
    expect(errorOf("{{ version.hidden }}").message).toContain("hidden is an unexported field of struct type *x.Version");
    expect(errorOf("{{ version.Nope }}").message).toContain("can't evaluate field Nope in type *x.Version");
  });

  test("a pointer prints as what it points to, and compares as itself", () => {
    const point = (kind: "ptr" | "struct", typeName: string): TemplateFunction => ({
      parameters: [],
      call: () => new GoOpaque({ typeName, kind, fields: [["X", goInt(1)]] }),
    });
    const table = new Map([
      ["pointer", point("ptr", "*x.Point")],
      ["point", point("struct", "x.Point")],
    ]);
    const text = '{{ pointer }} {{ printf "%+v" pointer }} {{ pointer.X }} {{ eq point point }} {{ eq pointer pointer }}';
    expect(parseTemplate("tpl", text, { functions: table }).execute({})).toBe("{1} &{X:1} 1 true false");
  });

  test("len, index and slice count bytes of texts", () => {
    expect(render("{{ len .s }} {{ index .s 1 }} {{ slice .s 1 3 }}{{ slice .s 1 2 }} {{ slice .l 1 }}", { s: "héy", l: ["a", "b"] })).toBe(
      "4 195 é\ufffd [b]",
    );
  });
});

describe("errors", () => {
  test("name the place in lines and bytes, the template and the expression", () => {
    const error = errorOf('{{ define "t" }}\né {{ upper .x }}{{ end }}{{ template "t" . }}', { x: 1 });
    expect(error.message).toBe('template: tpl:2:12: executing "t" at <.x>: wrong type for value; expected string; got float64');
    expect(error).toMatchObject({ code: "execute", template: "t", place: { line: 2, column: 12 } });
  });

  test("say what is beyond this implementation", () => {
    expect(errorOf("{{ 1i }}").code).toBe("unsupported");
    expect(errorOf('{{ printf "%p" .l }}', { l: [1] }).code).toBe("unsupported");
  });
});

describe("limits", () => {
  test("on the text that is written", () => {
    const template = parseTemplate("tpl", "{{ range .l }}0123456789{{ end }}", { functions });
    expect(template.execute({ l: [1, 2] }, { limits: { outputCharacters: 20 } })).toHaveLength(20);
    expect(() => template.execute({ l: [1, 2, 3] }, { limits: { outputCharacters: 20 } })).toThrow(
      expect.objectContaining({ code: "output-limit" }),
    );
  });

  test("on the texts of functions, before and after they are built", () => {
    expect(errorOf('{{ repeat 1000000000 "x" }}').code).toBe("output-limit");
    const doubling = '{{ $x := "0123456789" }}{{ range 40 }}{{ $x = print $x $x }}{{ end }}';
    expect(errorOf(doubling).code).toBe("output-limit");
  });

  test("on the rounds of all loops together", () => {
    const iterations = 1000;
    expect(errorOf("{{ range 1001 }}{{ end }}", {}, { iterations }).message).toBe(
      'template: tpl:1:9: executing "tpl" at <1001>: more than 1000 iterations',
    );
    expect(errorOf("{{ range 1000000000 }}{{ end }}", {}, { iterations }).code).toBe("iteration-limit");
    expect(errorOf("{{ range 40 }}{{ range 40 }}{{ end }}{{ end }}", {}, { iterations }).code).toBe("iteration-limit");
  });

  test("on expressions that are too deep to be evaluated or shown", () => {
    const codes = [10, 1000, 4000, 8000, 16_000, 200_000].map(
      (depth) => errorOf(`{{ len ${"(".repeat(depth)}1${")".repeat(depth)} }}`).code,
    );
    expect([...new Set(codes)]).toEqual(["execute", "depth-limit"]);
    expect(codes.at(-1)).toBe("depth-limit");
  });

  test("on templates that call each other", () => {
    expect(errorOf('{{ define "t" }}{{ template "t" }}{{ end }}{{ template "t" }}').code).toBe("depth-limit");
    expect(
      errorOf(
        '{{ define "t" }}{{ if lt (len .) 30 }}{{ template "t" (print . "x") }}{{ template "t" (print . "x") }}{{ end }}{{ end }}{{ template "t" "" }}',
        {},
        { iterations: 1000 },
      ).code,
    ).toBe("iteration-limit");
  });
});

test("functions that change a map in place change a copy of what the template reads", () => {
  const data = { labels: { a: "1" }, other: { labels: { a: "2" } } };
  const template = parseTemplate("tpl", '{{ $_ := set .labels "b" "x" }}{{ toJson .labels }}{{ .other.labels.a }}', {
    functions: "hermetic",
  });
  expect(template.execute(data)).toBe('{"a":"1","b":"x"}2');
  expect(data).toEqual({ labels: { a: "1" }, other: { labels: { a: "2" } } });
});

test("functions that change a map in place see all data where the template hands on all of it", () => {
  const template = parseTemplate("tpl", '{{ $all := . }}{{ $_ := set $all "b" "x" }}{{ len . }}', { functions: "hermetic" });
  expect(template.execute({ a: 1, c: 2 })).toBe("3");
});
