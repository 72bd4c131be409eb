import { type Diagnostic, type Place, problem } from "@cstack/model";

/** A source that gave no usable answer; nothing that depends on it changes. */
export function cannotAsk(place: Place, what: string, { url, reason }: { url: string; reason: string }): Diagnostic {
  return problem("CS8004", place, `${what}: ${url}: ${reason}.`);
}
