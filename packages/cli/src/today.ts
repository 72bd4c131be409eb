import { Option } from "commander";
import { usageFailure } from "./failure.ts";

/** The option --date, a day such as `2026-11-21`: today when left out. Nothing else looks at the clock. */
export function dateOption(description: string): Option {
  return new Option("--date <date>", description).argParser(parseDate).default(today(), "today");
}

/** The day in UTC. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function parseDate(text: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
  if (!isDay) throw usageFailure(`--date takes a day such as 2026-11-21, and not "${text}".`);
  return text;
}
