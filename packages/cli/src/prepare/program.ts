import { execFile } from "node:child_process";
import type { Json } from "@cstack/clusterclass";
import { type Diagnostic, problem, type Result } from "@cstack/model";
import { redacted } from "./redact.ts";
import type { Cloud } from "./run-step.ts";

const outputLimit = 64 * 1024 * 1024;
/** Lines of a failing program that are shown; what went wrong stands at its end. */
const shownLines = 12;

/** Calls a program with a list of arguments, never through a shell and without standard input; its output, or why there is none. */
export function callProgram(program: string, args: readonly string[]): Promise<Result<string>> {
  return new Promise((resolve) => {
    const child = execFile(program, [...args], { maxBuffer: outputLimit, encoding: "utf8" }, (error, stdout, stderr) => {
      resolve(error === null ? { value: stdout, diagnostics: [] } : { diagnostics: [failure(program, args, error, stderr)] });
    });
    child.stdin?.end();
  });
}

/** The infrastructure behind a program. `changed` hears of every call that changes something, before it is made. */
export function cloudOf(program: string, changed: (command: string) => void): Cloud {
  return {
    async ask(args) {
      const { value, diagnostics } = await callProgram(program, args);
      return value === undefined ? { diagnostics } : readAnswer(program, args, value);
    },
    async change(args) {
      changed(redacted(commandText([program, ...args]), process.env));
      return (await callProgram(program, args)).diagnostics;
    },
    pause: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
  };
}

function readAnswer(program: string, args: readonly string[], stdout: string): Result<Json> {
  try {
    return { value: JSON.parse(stdout) as Json, diagnostics: [] };
  } catch {
    return { diagnostics: [problem("CS7104", {}, `${commandText([program, ...args])} printed no JSON.`)] };
  }
}

function failure(program: string, args: readonly string[], error: Error & { code?: unknown }, stderr: string): Diagnostic {
  if (error.code === "ENOENT") return problem("CS7001", {}, `The program ${program} is not on the path.`);
  const lines = redacted(stderr, process.env).trim().split("\n").slice(-shownLines);
  const text = redacted(commandText([program, ...args]), process.env);
  return problem("CS7101", {}, [`${text} ended with ${String(error.code ?? "an error")}:`, ...lines].join("\n    "));
}

/** A command as a person could type it. */
export function commandText(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./<>-]+$/.test(word) && !/[<>]/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(" ");
}
