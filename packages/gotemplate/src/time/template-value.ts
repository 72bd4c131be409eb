/** A time as templates see it: `time.Time` with its methods. */
import { UnsupportedError } from "../errors.ts";
import { define, named, text } from "../sprig/define.ts";
import type { JsonText } from "../sprig/json-encoding.ts";
import { type FunctionTable, type GoInteger, GoOpaque, type GoValue, goInt, goInteger, type TemplateFunction } from "../values.ts";
import { civilOf, dayNames, type Moment, monthNames, weekdayOf, yearDayOf, zeroMoment } from "./calendar.ts";
import { formatTime, timeText } from "./format.ts";

const typeName = "time.Time";

/** What functions need of a time in a template. */
interface TimePayload extends JsonText {
  readonly moment: Moment;
}

/** Methods whose results are of types that are not modelled here. */
const unsupportedMethods = [
  ...["Add", "AddDate", "AppendBinary", "AppendFormat", "AppendText", "Clock", "Date", "GoString", "GobEncode", "ISOWeek", "In", "IsDST"],
  ...["Location", "MarshalBinary", "MarshalJSON", "MarshalText", "Round", "Sub", "Truncate", "Zone", "ZoneBounds"],
];

/** A `time.Time` for templates. */
export function timeValue(moment: Moment): GoOpaque {
  const payload: TimePayload = { moment, jsonText: formatTime(moment, "2006-01-02T15:04:05.999999999Z07:00") };
  return new GoOpaque({ typeName, kind: "struct", methods: methodsOf(moment), string: () => timeText(moment), payload });
}

/** Whether a value is a time that {@link timeValue} made. */
export function isTime(value: GoValue): value is GoOpaque {
  return value instanceof GoOpaque && value.typeName === typeName;
}

/** The moment of a `time.Time`. */
export function momentOf({ payload }: GoOpaque): Moment {
  if (typeof payload === "object" && payload !== null && "moment" in payload) return (payload as TimePayload).moment;
  throw new UnsupportedError("a time from elsewhere is not supported");
}

export const timeParameter = named(typeName);

function methodsOf(moment: Moment): FunctionTable {
  const civil = civilOf(moment);
  const inUtc = define([], () => timeValue({ ...moment, offset: 0, zone: "UTC" }));
  const milliseconds = moment.unix * 1000n + BigInt(Math.floor(moment.nanosecond / 1e6));
  const nanoseconds = moment.unix * 1_000_000_000n + BigInt(moment.nanosecond);
  return new Map([
    ...unsupportedMethods.map((name) => [name, unsupported(name)] as const),
    ["String", define([], () => timeText(moment))],
    ["Format", define([text], (layout) => formatTime(moment, layout))],
    ["Year", define([], () => goInt(civil.year))],
    ["Month", define([], () => enumeration("time.Month", civil.month, monthNames[civil.month - 1]!))],
    ["Day", define([], () => goInt(civil.day))],
    ["YearDay", define([], () => goInt(yearDayOf(civil)))],
    ["Weekday", define([], () => enumeration("time.Weekday", weekdayOf(civil), dayNames[weekdayOf(civil)]!))],
    ["Hour", define([], () => goInt(civil.hour))],
    ["Minute", define([], () => goInt(civil.minute))],
    ["Second", define([], () => goInt(civil.second))],
    ["Nanosecond", define([], () => goInt(moment.nanosecond))],
    ["Unix", define([], () => int64(moment.unix))],
    ["UnixMilli", define([], () => int64(milliseconds))],
    ["UnixMicro", define([], () => int64(moment.unix * 1_000_000n + BigInt(Math.floor(moment.nanosecond / 1000))))],
    ["UnixNano", define([], () => int64(nanoseconds))],
    ["IsZero", define([], () => moment.unix === zeroMoment.unix && moment.nanosecond === 0)],
    ["UTC", inUtc],
    ["Local", inUtc],
    ["Equal", comparing(moment, (order) => order === 0)],
    ["Before", comparing(moment, (order) => order < 0)],
    ["After", comparing(moment, (order) => order > 0)],
    ["Compare", comparing(moment, goInt)],
  ]);
}

function unsupported(name: string): TemplateFunction {
  return {
    parameters: ["interface {}"],
    variadic: true,
    call: () => {
      throw new UnsupportedError(`time.Time.${name} is not supported`);
    },
  };
}

function comparing(moment: Moment, result: (order: number) => GoValue): TemplateFunction {
  return define([timeParameter], (other) => {
    const { unix, nanosecond } = momentOf(other);
    return result(moment.unix < unix ? -1 : moment.unix > unix ? 1 : Math.sign(moment.nanosecond - nanosecond));
  });
}

function int64(value: bigint): GoInteger {
  return goInteger("int64", value);
}

/** A named integer that prints as a name. */
function enumeration(type: string, number: number, name: string): GoOpaque {
  return new GoOpaque({
    typeName: type,
    kind: "int",
    methods: new Map([["String", define([], () => name)]]),
    string: () => name,
    payload: goInt(number),
  });
}
