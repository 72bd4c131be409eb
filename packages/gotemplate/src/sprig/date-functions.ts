import { UnsupportedError } from "../errors.ts";
import { type Moment, zeroMoment } from "../time/calendar.ts";
import { formatDuration, parseDuration, second } from "../time/duration.ts";
import { formatTime } from "../time/format.ts";
import { parseTime, TimeError } from "../time/parse.ts";
import { isTime, momentOf, timeParameter, timeValue } from "../time/template-value.ts";
import { type FunctionTable, GoError, GoInteger, type GoOpaque, type GoValue } from "../values.ts";
import { any, define, text } from "./define.ts";
import { notDeterministic } from "./nondeterministic.ts";
import { atoi } from "./number-functions.ts";

const hour = 3600n * second;
const day = 24n * hour;

/** The units of `durationRound`, from the largest. */
const roundUnits: readonly (readonly [length: bigint, name: string])[] = [
  [365n * day, "y"],
  [30n * day, "mo"],
  [day, "d"],
  [hour, "h"],
  [60n * second, "m"],
  [second, "s"],
];

/** Texts and int64 count as seconds, everything else as none. */
function duration(value: GoValue): string {
  const seconds = typeof value === "string" ? atoi(value) : isInt64(value) ? value.value : 0n;
  return formatDuration(BigInt.asIntN(64, seconds * second));
}

function isInt64(value: GoValue): value is GoInteger {
  return value instanceof GoInteger && value.kind === "int64";
}

/** The largest unit that fits more than once. */
function durationRound(value: GoValue): string {
  if (isTime(value)) throw notDeterministic("durationRound of a time");
  const nanoseconds = typeof value === "string" ? (parseDuration(value) ?? 0n) : isInt64(value) ? value.value : 0n;
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const unit = roundUnits.find(([length]) => magnitude > length);
  return unit === undefined ? "0s" : `${magnitude / unit[0]}${unit[1]}`;
}

function toDate(layout: string, value: string): GoOpaque {
  try {
    return timeValue(parseTime(layout, value));
  } catch (error) {
    if (error instanceof TimeError) return timeValue(zeroMoment);
    throw error;
  }
}

function mustToDate(layout: string, value: string): GoOpaque {
  try {
    return timeValue(parseTime(layout, value));
  } catch (error) {
    if (error instanceof TimeError) throw new GoError(error.message);
    throw error;
  }
}

function later(moment: Moment, nanoseconds: bigint): GoOpaque {
  const total = moment.unix * second + BigInt(moment.nanosecond) + nanoseconds;
  const rest = ((total % second) + second) % second;
  return timeValue({ ...moment, unix: (total - rest) / second, nanosecond: Number(rest) });
}

function dateModify(change: string, date: GoOpaque): GoValue {
  const nanoseconds = parseDuration(change);
  return nanoseconds === undefined ? date : later(momentOf(date), nanoseconds);
}

function mustDateModify(change: string, date: GoOpaque): GoValue {
  const nanoseconds = parseDuration(change);
  if (nanoseconds === undefined) throw new GoError(`time: invalid duration ${JSON.stringify(change)}`);
  return later(momentOf(date), nanoseconds);
}

/** A time or seconds since 1970, of type int, int32 or int64, in a layout. Go takes the current time for anything else. */
function dateInZone(layout: string, date: GoValue, zone: string): string {
  if (!["", "UTC", "Local"].includes(zone)) throw new UnsupportedError(`dates in time zone ${zone} are not supported`);
  const isSeconds = date instanceof GoInteger && ["int", "int32", "int64"].includes(date.kind);
  if (!isTime(date) && !isSeconds) throw notDeterministic("the date of now");
  const moment = isTime(date) ? momentOf(date) : { ...zeroMoment, unix: date.value };
  return formatTime({ ...moment, offset: 0, zone: "UTC" }, layout);
}

const mustModify = define([text, timeParameter], mustDateModify);

/**
 * Dates that do not depend on the clock (sprig v3.3.0, date.go). The local time zone is taken to be UTC, as in the images of Cluster API's
 * controllers and of the operator, which set none.
 */
export const dateFunctions: FunctionTable = new Map([
  ["duration", define([any], duration)],
  ["durationRound", define([any], durationRound)],
  ["toDate", define([text, text], toDate)],
  ["mustToDate", define([text, text], mustToDate)],
  ["mustDateModify", mustModify],
  ["must_date_modify", mustModify],
  ["unixEpoch", define([timeParameter], (date) => momentOf(date).unix.toString())],
]);

const zoned = define([text, any, text], dateInZone);
const modify = define([text, timeParameter], dateModify);

/** Dates that sprig does not call hermetic and slim-sprig offers. */
export const operatorDateFunctions: FunctionTable = new Map([
  ...dateFunctions,
  ["date", define([text, any], (layout, date) => dateInZone(layout, date, "Local"))],
  ["dateInZone", zoned],
  ["date_in_zone", zoned],
  ["dateModify", modify],
  ["date_modify", modify],
  ["htmlDate", define([any], (date) => dateInZone("2006-01-02", date, "Local"))],
  ["htmlDateInZone", define([any, text], (date, zone) => dateInZone("2006-01-02", date, zone))],
]);
