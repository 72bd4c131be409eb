/** Days and years of the proleptic Gregorian calendar. */

export const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
export const dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** A moment with the clock of a time zone: seconds since 1970 in UTC, nanoseconds below a second, seconds east of UTC. */
export interface Moment {
  readonly unix: bigint;
  readonly nanosecond: number;
  readonly offset: number;
  /** Abbreviation of the zone; empty if it has none. */
  readonly zone: string;
}

/** Year, month (1 to 12), day and clock as people write them. */
export interface CivilTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** `time.Time{}`: the first moment of the year 1. */
export const zeroMoment: Moment = { unix: -62_135_596_800n, nanosecond: 0, offset: 0, zone: "UTC" };

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days from 1970-01-01 to a date. */
function daysSinceEpoch({ year, month, day }: Pick<CivilTime, "year" | "month" | "day">): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.floor(date.getTime() / 86_400_000);
}

/** Seconds since 1970 of a clock in UTC. */
export function unixOf(civil: CivilTime): bigint {
  return BigInt(daysSinceEpoch(civil)) * 86_400n + BigInt(civil.hour * 3600 + civil.minute * 60 + civil.second);
}

/** The clock of a moment in its zone. */
export function civilOf({ unix, offset }: Moment): CivilTime {
  const local = unix + BigInt(offset);
  const clock = Number(((local % 86_400n) + 86_400n) % 86_400n);
  const date = new Date(Number(local - BigInt(clock)) * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: Math.floor(clock / 3600),
    minute: Math.floor(clock / 60) % 60,
    second: clock % 60,
  };
}

/** Day of the week, Sunday is 0. */
export function weekdayOf(civil: CivilTime): number {
  return (((daysSinceEpoch(civil) + 4) % 7) + 7) % 7;
}

/** Day of the year, from 1. */
export function yearDayOf(civil: CivilTime): number {
  return daysSinceEpoch(civil) - daysSinceEpoch({ year: civil.year, month: 1, day: 1 }) + 1;
}
