import { usageFailure } from "./failure.ts";

/** The day in UTC: `2026-11-21`. The default of options named --date; nothing else looks at the clock. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The value of an option named --date. */
export function parseDate(text: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
  if (!isDay) throw usageFailure(`--date takes a day such as 2026-11-21, and not "${text}".`);
  return text;
}
