/** Times from text: Go 1.26, time.ParseInLocation, for a machine whose local time is UTC. */
import { type CivilTime, dayNames, daysInMonth, isLeapYear, type Moment, monthNames, unixOf } from "./calendar.ts";
import { splitLayout } from "./layout.ts";

/** Why a text does not have the form of a layout. */
export class TimeError extends Error {
  override readonly name = "TimeError";
}

/** What is read so far. */
interface Fields {
  year: number;
  month?: number;
  day?: number;
  yearDay?: number;
  hour: number;
  minute: number;
  second: number;
  nanosecond: number;
  afternoon?: boolean;
  offset?: number;
  zone?: string;
}

/** Reads a time. Throws {@link TimeError}. */
export function parseTime(layout: string, value: string): Moment {
  const fields: Fields = { year: 0, hour: 0, minute: 0, second: 0, nanosecond: 0 };
  const parts = splitLayout(layout);
  let rest = value;
  for (const [index, { text, isElement }] of parts.entries()) {
    rest = isElement ? readElement(fields, text, rest, parts[index + 1]?.text) : skipLiteral(text, rest);
  }
  if (rest !== "") throw new TimeError(`parsing time ${JSON.stringify(value)}: extra text: ${JSON.stringify(rest)}`);
  return momentOf(fields);
}

/** A space in a layout stands for any number of spaces. */
function skipLiteral(literal: string, value: string): string {
  let rest = value;
  for (const piece of literal.match(/ +|[^ ]/gu) ?? []) {
    if (piece.startsWith(" ")) {
      if (rest !== "" && !rest.startsWith(" ")) throw mismatch(literal);
      rest = rest.replace(/^ +/, "");
    } else {
      if (!rest.startsWith(piece)) throw mismatch(literal);
      rest = rest.slice(piece.length);
    }
  }
  return rest;
}

function mismatch(element: string): TimeError {
  return new TimeError(`parsing time: the text does not match ${JSON.stringify(element)} of the layout`);
}

function take(pattern: RegExp, value: string, element: string): [found: string, rest: string] {
  const match = pattern.exec(value);
  if (match === null) throw mismatch(element);
  return [match[0], value.slice(match[0].length)];
}

function takeNumber(pattern: RegExp, value: string, element: string, [min, max]: readonly [number, number]): [number, string] {
  const [digits, rest] = take(pattern, value, element);
  const number = Number(digits.trim());
  if (number < min || number > max) throw new TimeError(`parsing time: ${element} of the layout is out of range`);
  return [number, rest];
}

function takeName(names: readonly string[], value: string, element: string): [index: number, rest: string] {
  const index = names.findIndex((name) => value.slice(0, name.length).toLowerCase() === name.toLowerCase());
  if (index < 0) throw mismatch(element);
  return [index, value.slice(names[index]!.length)];
}

function shortNames(names: readonly string[]): string[] {
  return names.map((name) => name.slice(0, 3));
}

const oneOrTwo = /^[0-9]{1,2}/;
const two = /^[0-9]{2}/;

/** Elements that are numbers: where they go, how they are written, and from where to where they reach. */
const numbers: Readonly<
  Record<string, { field: "month" | "day" | "yearDay" | "hour" | "minute" | "second"; pattern: RegExp; range: [number, number] }>
> = {
  "1": { field: "month", pattern: oneOrTwo, range: [1, 12] },
  "01": { field: "month", pattern: two, range: [1, 12] },
  "2": { field: "day", pattern: oneOrTwo, range: [0, 99] },
  _2: { field: "day", pattern: /^ ?[0-9]{1,2}/, range: [0, 99] },
  "02": { field: "day", pattern: two, range: [0, 99] },
  __2: { field: "yearDay", pattern: /^ {0,2}[0-9]{1,3}/, range: [0, 999] },
  "002": { field: "yearDay", pattern: /^[0-9]{3}/, range: [0, 999] },
  "15": { field: "hour", pattern: oneOrTwo, range: [0, 23] },
  "3": { field: "hour", pattern: oneOrTwo, range: [0, 12] },
  "03": { field: "hour", pattern: two, range: [0, 12] },
  "4": { field: "minute", pattern: oneOrTwo, range: [0, 59] },
  "04": { field: "minute", pattern: two, range: [0, 59] },
  "5": { field: "second", pattern: oneOrTwo, range: [0, 59] },
  "05": { field: "second", pattern: two, range: [0, 59] },
};

function readElement(fields: Fields, element: string, value: string, following: string | undefined): string {
  const number = Object.hasOwn(numbers, element) ? numbers[element] : undefined;
  if (number === undefined) return readOther(fields, element, value);
  const [found, rest] = takeNumber(number.pattern, value, element, number.range);
  fields[number.field] = found;
  const mayHaveFraction = number.field === "second" && !/^[.,][09]/.test(following ?? "");
  return mayHaveFraction ? readFraction(fields, /^(?:[.,][0-9]+)?/, rest, element) : rest;
}

function readOther(fields: Fields, element: string, value: string): string {
  if (element === "2006" || element === "06") return readYear(fields, element, value);
  if (element === "January" || element === "Jan") {
    const [index, rest] = takeName(element === "Jan" ? shortNames(monthNames) : monthNames, value, element);
    fields.month = index + 1;
    return rest;
  }
  if (element === "Monday" || element === "Mon") return takeName(element === "Mon" ? shortNames(dayNames) : dayNames, value, element)[1];
  if (element === "PM" || element === "pm") {
    const [found, rest] = take(element === "PM" ? /^[AP]M/ : /^[ap]m/, value, element);
    fields.afternoon = found.toLowerCase() === "pm";
    return rest;
  }
  if (element === "MST") return readZoneName(fields, value);
  if (/^[.,]0/.test(element)) return readFraction(fields, new RegExp(`^[.,][0-9]{${element.length - 1}}`), value, element);
  return /^[.,]9/.test(element)
    ? readFraction(fields, /^(?:[.,][0-9]{1,9}(?![0-9]))?/, value, element)
    : readOffset(fields, element, value);
}

function readYear(fields: Fields, element: string, value: string): string {
  const [digits, rest] = take(element === "2006" ? /^[0-9]{4}/ : two, value, element);
  const year = Number(digits);
  fields.year = element === "2006" ? year : year + (year >= 69 ? 1900 : 2000);
  return rest;
}

function readFraction(fields: Fields, pattern: RegExp, value: string, element: string): string {
  const [found, rest] = take(pattern, value, element);
  if (found !== "") fields.nanosecond = Number(found.slice(1, 10).padEnd(9, "0"));
  return rest;
}

/** `-07:00` and its like; `Z` stands for UTC where the element starts with one. */
function readOffset(fields: Fields, element: string, value: string): string {
  if (element.startsWith("Z") && value.startsWith("Z")) {
    Object.assign(fields, { offset: 0, zone: "UTC" });
    return value.slice(1);
  }
  const pattern = new RegExp(`^[-+]${element.slice(1).replace(/[0-9]{2}/g, "[0-9]{2}")}`);
  const [found, rest] = take(pattern, value, element);
  const [hours = 0, minutes = 0, seconds = 0] = (found.match(/[0-9]{2}/g) ?? []).map(Number);
  if (hours > 24 || minutes > 60 || seconds > 60) throw new TimeError("parsing time: time zone offset out of range");
  const magnitude = hours * 3600 + minutes * 60 + seconds;
  fields.offset = found.startsWith("-") ? -magnitude : magnitude;
  return rest;
}

/** The abbreviation of a zone: UTC, GMT with hours, three or four letters. Other zones than UTC are taken to have no offset, as in Go. */
function readZoneName(fields: Fields, value: string): string {
  const [name, rest] = take(
    /^(?:UTC|ChST|MeST|GMT(?:[-+](?:[0-9]|1[0-9]|2[0-3])(?![0-9]))?|WITA|[A-Z]{3}T(?![A-Z])|[A-Z]{4}T(?![A-Z])|[A-Z]{3}(?![A-Z])|[-+][0-9]{2}(?:[0-9]{2})?)/,
    value,
    "MST",
  );
  fields.zone = name;
  return rest;
}

/** A zone that is only named does not shift the time, as in Go, which knows no offset for it; of `GMT+3` the offset is shown all the same. */
function momentOf(fields: Fields): Moment {
  const { zone = "", nanosecond } = fields;
  const offset = fields.offset ?? (/^GMT[-+]/.test(zone) ? Number(zone.slice(3)) * 3600 : 0);
  const isUtc = offset === 0 && (fields.zone === undefined || zone === "UTC");
  return { unix: unixOf(civilFrom(fields)) - BigInt(fields.offset ?? 0), nanosecond, offset, zone: isUtc ? "UTC" : zone };
}

function civilFrom(fields: Fields): CivilTime {
  const { year, minute, second } = fields;
  return { year, ...dateFrom(fields), hour: hourFrom(fields), minute, second };
}

function hourFrom({ hour, afternoon }: Fields): number {
  if (afternoon === true && hour < 12) return hour + 12;
  return afternoon === false && hour === 12 ? 0 : hour;
}

function dateFrom({ year, month, day, yearDay }: Fields): { month: number; day: number } {
  if (yearDay === undefined) return checkedDay(year, month ?? 1, day ?? 1);
  if (yearDay < 1 || yearDay > (isLeapYear(year) ? 366 : 365)) throw new TimeError("parsing time: day-of-year out of range");
  let left = yearDay;
  let found = 1;
  while (left > daysInMonth(year, found)) left -= daysInMonth(year, found++);
  if ((month !== undefined && month !== found) || (day !== undefined && day !== left))
    throw new TimeError("parsing time: day-of-year does not match the date");
  return { month: found, day: left };
}

function checkedDay(year: number, month: number, day: number): { month: number; day: number } {
  if (day < 1 || day > daysInMonth(year, month)) throw new TimeError("parsing time: day out of range");
  return { month, day };
}
