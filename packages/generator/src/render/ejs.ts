import { type Context, createContext, Script } from "node:vm";
import { type Diagnostic, problem } from "@cstack/model";
import ejs from "ejs";
import { isScalar, LineCounter, parseDocument, visit } from "yaml";

/** The names a template sees; all plain data. */
export interface TemplateData {
  unit: unknown;
  kubernetes: unknown;
  provider: unknown;
  stack: unknown;
  facts: unknown;
}

interface Rendered {
  value?: unknown;
  diagnostics: Diagnostic[];
}

const names = ["unit", "kubernetes", "provider", "stack", "facts"];
const timeLimit = 1000;
const rememberedRuns = 16;

/**
 * Renders EJS templates for a run. Templates are compiled once, and rendered texts are parsed once: most templates of a class place no value
 * at all, and the others give few different texts. Results are shared, so nobody may change them.
 */
export class EjsRenderer {
  readonly #compiled = new Map<string, CompiledTemplate>();
  readonly #parsed = new Map<string, Rendered>();

  /**
   * Renders a YAML template and parses what came out. `<%= x %>` writes x as JSON, which is a YAML value anywhere a whole value can stand.
   * The result is plain data; diagnostics name the template's file and line.
   */
  render(path: string, text: string, data: TemplateData): Rendered {
    if (!text.includes("<%")) return this.#parse(path, text);
    const compiled = this.#compile(path, text);
    if ("diagnostic" in compiled) return { diagnostics: [compiled.diagnostic] };
    try {
      compiled.placement ??= placementProblems(path, compiled.run(data, "tokens"));
      if (compiled.placement.length > 0) return { diagnostics: compiled.placement };
      return this.#parse(path, compiled.render(data));
    } catch (error) {
      return { diagnostics: [runtimeProblem(path, error)] };
    }
  }

  #parse(path: string, text: string): Rendered {
    const known = this.#parsed.get(text) ?? parseRendered(path, text);
    this.#parsed.set(text, known);
    return known;
  }

  #compile(path: string, text: string): CompiledTemplate | { diagnostic: Diagnostic } {
    const known = this.#compiled.get(text);
    if (known !== undefined) return known;
    const raw = rawOutput(text);
    if (raw !== undefined) return { diagnostic: problem("CS3004", { file: path, line: raw }, "The template writes raw text with <%-.") };
    try {
      const compiled = new CompiledTemplate(path, text);
      this.#compiled.set(text, compiled);
      return compiled;
    } catch (error) {
      return { diagnostic: runtimeProblem(path, error) };
    }
  }
}

/** One run of a template: what it read of its data, and what it wrote. */
interface Run {
  reads: [path: string, value: string][];
  output: string;
}

/**
 * A template as a function inside an own realm: no require, no clock, no randomness, and a time limit for each run. A run starts a thread
 * that watches the time, which costs more than the template; so runs are remembered with what they read, and since templates are pure, the
 * same values give the same text without another run.
 */
class CompiledTemplate {
  placement: Diagnostic[] | undefined;
  readonly #runs: Run[] = [];
  readonly #context: Context;
  readonly #script: Script;

  constructor(path: string, text: string) {
    const source = templateSource(path, text);
    this.#context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
    new Script(realm).runInContext(this.#context);
    new Script(source, { filename: path }).runInContext(this.#context, { timeout: timeLimit });
    this.#script = new Script("globalThis.output = globalThis.render(globalThis.input, globalThis.mode)", { filename: path });
  }

  render(data: TemplateData): string {
    const known = this.#runs.find(({ reads }) => reads.every(([path, value]) => valueAtPath(data, path) === value));
    if (known !== undefined) return known.output;
    const output = this.run(data, "values");
    this.#runs.unshift({ reads: JSON.parse(String(this.#context["reads"])) as Run["reads"], output });
    this.#runs.length = Math.min(this.#runs.length, rememberedRuns);
    return output;
  }

  run(data: TemplateData, mode: "values" | "tokens"): string {
    this.#context["input"] = JSON.stringify(data);
    this.#context["mode"] = mode;
    this.#script.runInContext(this.#context, { timeout: timeLimit });
    return String(this.#context["output"]);
  }
}

/** Prepares the realm: removes what is not a pure function of the data, and defines how values are written. */
const realm = `
delete globalThis.Date; delete globalThis.Intl; delete globalThis.WebAssembly; delete globalThis.SharedArrayBuffer; delete globalThis.Atomics;
Math.random = () => { throw new Error("templates have no randomness"); };
const forbidden = () => { throw new Error("the value is undefined"); };
const writers = {
  values: (value) => value === undefined ? forbidden() : JSON.stringify(value),
  tokens: (value) => value === undefined ? forbidden() : "cstackToken",
};
const watched = (value, path, reads) => {
  if (typeof value !== "object" || value === null) { reads.set(path, JSON.stringify(value)); return value; }
  return new Proxy(value, {
    get: (target, key) => {
      if (typeof key === "symbol" || !Object.hasOwn(target, key)) { reads.set(path, JSON.stringify(target)); return target[key]; }
      return watched(target[key], path === "" ? key : path + "/" + key, reads);
    },
    ownKeys: (target) => { reads.set(path, JSON.stringify(target)); return Reflect.ownKeys(target); },
    has: (target, key) => { reads.set(path, JSON.stringify(target)); return key in target; },
  });
};
globalThis.render = (input, mode) => {
  const reads = new Map();
  const output = globalThis.template(watched(JSON.parse(input), "", reads), writers[mode]);
  globalThis.reads = JSON.stringify([...reads]);
  return output;
};
`;

/** The value at a path of `watched`, as text; undefined where nothing is there. */
function valueAtPath(data: unknown, path: string): string | undefined {
  let value = data;
  for (const key of path === "" ? [] : path.split("/")) value = (value as Record<string, unknown> | null | undefined)?.[key];
  return JSON.stringify(value);
}

/** EJS gives the body of a function over `locals` and `escapeFn` that counts lines in `__line`; the frame around it is ours. */
function templateSource(path: string, text: string): string {
  const template = new ejs.Template(text, { strict: true, destructuredLocals: names, compileDebug: true, filename: path });
  template.compile();
  const { source } = template as unknown as { source: string };
  return `"use strict"; globalThis.template = (locals, escapeFn) => {
let __line = 1;
try {
${source}
} catch (error) { error.templateLine = __line; throw error; }
};`;
}

function rawOutput(text: string): number | undefined {
  const offset = text.indexOf("<%-");
  return offset === -1 ? undefined : text.slice(0, offset).split("\n").length;
}

/** With a token in place of each value, every token must be a whole scalar in value position. */
function placementProblems(path: string, text: string): Diagnostic[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  const expected = text.split("cstackToken").length - 1;
  let whole = 0;
  visit(document, {
    Scalar(key, node) {
      if (node.value === "cstackToken" && key !== "key") whole++;
    },
    Pair(_key, pair) {
      if (isScalar(pair.key) && pair.key.value === "cstackToken") whole--;
    },
  });
  if (document.errors.length === 0 && whole === expected) return [];
  const reason =
    document.errors[0]?.message.split("\n")[0] ??
    `${expected - Math.max(whole, 0)} of ${expected} values stand inside a text, a key or a comment`;
  return [problem("CS3003", { file: path }, `Not every <%= %> stands for a whole YAML value: ${reason}.`)];
}

function parseRendered(path: string, text: string): Rendered {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const [error] = document.errors;
  if (error === undefined) return { value: document.toJS({ maxAliasCount: 0 }), diagnostics: [] };
  const { line } = lines.linePos(error.pos[0]);
  const shown = text.split("\n").slice(Math.max(0, line - 2), line + 1);
  const message = `${error.message.split("\n")[0] ?? ""}\n${shown.map((row) => `    ${row}`).join("\n")}`;
  return { diagnostics: [problem("CS3005", { file: path }, `The rendered text is not YAML: ${message}`)] };
}

function runtimeProblem(path: string, error: unknown): Diagnostic {
  const { message, code, templateLine } = error as { message?: string; code?: string; templateLine?: number };
  const place = typeof templateLine === "number" ? { file: path, line: templateLine } : { file: path };
  if (code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return problem("CS3002", place, `The template ran longer than ${timeLimit} ms.`);
  return problem("CS3001", place, `The template throws: ${(message ?? String(error)).split("\n").at(-1) ?? ""}.`);
}
