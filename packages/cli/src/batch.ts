import { isObject, type JsonObject } from "@cstack/clusterclass";

/** Bytes of one line; a case is a few manifests. */
const lineLimit = 64 * 1024 * 1024;

/** One line of a batch: a case, or why it is none. */
export type BatchLine = { case: JsonObject } | { problem: string };

/**
 * Reads cases as JSON lines from standard input and writes one result a line, in the same order, as they come: neither all cases nor
 * all results are in memory. A line that is no case, and a case on which `answer` throws, have a result made by `refuse`.
 */
export async function runBatch(
  answer: (input: JsonObject) => object,
  refuse: (problem: string, stage: "input" | "internal") => object,
): Promise<void> {
  for await (const line of readLines(process.stdin)) {
    const read = readCase(line);
    const result = "problem" in read ? refuse(read.problem, "input") : answered(read.case, answer, refuse);
    if (!(await writeLine(JSON.stringify({ ...idOf(read), ...result })))) return;
  }
}

/** A defect of the engine ends one case, not the thousands after it. */
function answered(
  input: JsonObject,
  answer: (input: JsonObject) => object,
  refuse: (problem: string, stage: "internal") => object,
): object {
  try {
    return answer(input);
  } catch (error) {
    return refuse(error instanceof Error ? `${error.name}: ${error.message}` : String(error), "internal");
  }
}

/** The member of a case as text; anything else counts as empty, as in the Go programs that read such lines. */
export function textOf(input: JsonObject, name: string): string {
  const value = Object.hasOwn(input, name) ? input[name] : undefined;
  return typeof value === "string" ? value : "";
}

function idOf(read: BatchLine): JsonObject {
  const id = "case" in read && Object.hasOwn(read.case, "id") ? read.case["id"] : undefined;
  return typeof id === "string" || typeof id === "number" ? { id } : {};
}

/** A line with its number, or the number of a line that is too long to be kept. */
interface NumberedLine {
  number: number;
  text: string | undefined;
}

function readCase({ number, text }: NumberedLine): BatchLine {
  if (text === undefined) return { problem: `line ${number} has more than ${lineLimit} bytes` };
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? { case: value } : { problem: `line ${number} is no JSON object` };
  } catch (error) {
    return { problem: `line ${number} is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Lines that are not blank. What is beyond the limit is dropped as it is read. */
async function* readLines(stream: AsyncIterable<Buffer | string>): AsyncGenerator<NumberedLine> {
  let parts: Buffer[] = [];
  let length = 0;
  let number = 1;
  const finished = (): NumberedLine => {
    const text = length > lineLimit ? undefined : Buffer.concat(parts).toString("utf8");
    parts = [];
    length = 0;
    return { number: number++, text };
  };
  const keep = (piece: Buffer): void => {
    length += piece.length;
    if (length <= lineLimit) parts.push(piece);
    else parts = [];
  };
  for await (const chunk of stream) {
    let rest = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      keep(rest.subarray(0, end));
      const line = finished();
      if (line.text === undefined || line.text.trim() !== "") yield line;
      rest = rest.subarray(end + 1);
    }
    keep(rest);
  }
  if (length > 0) {
    const line = finished();
    if (line.text === undefined || line.text.trim() !== "") yield line;
  }
}

/** Waits until the reader has taken the line; false if it has gone away. */
function writeLine(text: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const gone = (error: NodeJS.ErrnoException): void => (error.code === "EPIPE" ? resolve(false) : reject(error));
    process.stdout.once("error", gone);
    process.stdout.write(`${text}\n`, (error) => {
      if (error) return;
      process.stdout.removeListener("error", gone);
      resolve(true);
    });
  });
}
