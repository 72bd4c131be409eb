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

const names = ["unit", "kubernetes", "provider", "stack", "facts"];
const timeLimit = 1000;

/** Compiled EJS templates by text. One cache for a run: the same template serves all units. */
export class EjsRenderer {
  readonly #compiled = new Map<string, CompiledTemplate>();

  /**
   * Renders a YAML template and parses what came out. `<%= x %>` writes x as JSON, which is a YAML value anywhere a whole value can stand.
   * The result is plain data; diagnostics name the template's file and line.
   */
  render(path: string, text: string, data: TemplateData): { value?: unknown; diagnostics: Diagnostic[] } {
    const compiled = this.#compile(path, text);
    if ("diagnostic" in compiled) return { diagnostics: [compiled.diagnostic] };
    try {
      compiled.placement ??= placementProblems(path, compiled.run(data, "tokens"));
      if (compiled.placement.length > 0) return { diagnostics: compiled.placement };
      return parseRendered(path, compiled.run(data, "values"));
    } catch (error) {
      return { diagnostics: [runtimeProblem(path, error)] };
    }
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

/** A template as a function inside an own realm: no require, no clock, no randomness, and a time limit for each run. */
class CompiledTemplate {
  placement: Diagnostic[] | undefined;
  readonly #context: Context;
  readonly #script: Script;

  constructor(path: string, text: string) {
    const source = templateSource(path, text);
    this.#context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
    new Script(realm).runInContext(this.#context);
    new Script(source, { filename: path }).runInContext(this.#context, { timeout: timeLimit });
    this.#script = new Script("globalThis.output = globalThis.render(globalThis.input, globalThis.mode)", { filename: path });
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
globalThis.render = (input, mode) => globalThis.template(JSON.parse(input), writers[mode]);
`;

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

function parseRendered(path: string, text: string): { value?: unknown; diagnostics: Diagnostic[] } {
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
