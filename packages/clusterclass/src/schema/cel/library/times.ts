import { member, type Overload } from "../overload.ts";
import { type CelDuration, CelError, type CelTimestamp, type CelValue, Undecidable } from "../values.ts";
import { floorSeconds } from "./conversions.ts";

const DAY = 86_400_000;

/** Parts of timestamps (in UTC, or in a zone that is a fixed offset) and of durations. */
export const timeFunctions: Overload[] = [
  ...dateParts("getFullYear", "year", (date) => date.getUTCFullYear()),
  ...dateParts("getMonth", "month", (date) => date.getUTCMonth()),
  ...dateParts("getDayOfYear", "day_of_year", (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY)),
  ...dateParts("getDayOfMonth", "day_of_month", (date) => date.getUTCDate() - 1),
  ...dateParts("getDate", "day_of_month_1_based", (date) => date.getUTCDate()),
  ...dateParts("getDayOfWeek", "day_of_week", (date) => date.getUTCDay()),
  ...dateParts("getHours", "hours", (date) => date.getUTCHours()),
  ...dateParts("getMinutes", "minutes", (date) => date.getUTCMinutes()),
  ...dateParts("getSeconds", "seconds", (date) => date.getUTCSeconds()),
  ...dateParts("getMilliseconds", "milliseconds", (date) => date.getUTCMilliseconds()),
  durationPart("getHours", "hours", 3_600_000_000_000n),
  durationPart("getMinutes", "minutes", 60_000_000_000n),
  durationPart("getSeconds", "seconds", 1_000_000_000n),
  durationPart("getMilliseconds", "milliseconds", 1_000_000n),
];

function dateParts(fn: string, part: string, read: (date: Date) => number): Overload[] {
  const run = (time: CelTimestamp, zone = "UTC"): CelValue => BigInt(read(dateIn(time, zone)));
  return [
    member(`timestamp_to_${part}`, fn, "timestamp", "int", run),
    member(`timestamp_to_${part}_with_tz`, fn, "timestamp, string", "int", run),
  ];
}

function durationPart(fn: string, part: string, unit: bigint): Overload {
  return member(`duration_to_${part}`, fn, "duration", "int", (value: CelDuration) => value.nanos / unit);
}

function dateIn(time: CelTimestamp, zone: string): Date {
  const seconds = floorSeconds(time.nanos);
  const millis = Number(seconds) * 1000 + Number((time.nanos - seconds * 1_000_000_000n) / 1_000_000n);
  return new Date(millis + offsetOf(zone) * 60_000);
}

function offsetOf(zone: string): number {
  if (zone === "" || zone === "UTC") return 0;
  const match = /^([+-]?)([0-9]{2}):([0-9]{2})$/.exec(zone);
  if (match === null) {
    if (zone.includes(":")) throw new CelError(`unknown time zone ${zone}`);
    throw new Undecidable(`the time zone ${zone} needs a database of time zones`);
  }
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}
