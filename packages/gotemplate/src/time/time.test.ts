import { describe, expect, it } from "vitest";
import { formatDuration, parseDuration } from "./duration.ts";
import { formatTime, timeText } from "./format.ts";
import { parseTime, TimeError } from "./parse.ts";

describe("parseTime and formatTime", () => {
  it("read and write a layout of the reference time", () => {
    const moment = parseTime("2006-01-02 15:04:05", "2020-02-29 13:04:05");
    expect(moment.unix).toBe(1_582_981_445n);
    expect(formatTime(moment, "Mon, 2 Jan 2006 03:04PM")).toBe("Sat, 29 Feb 2020 01:04PM");
  });

  it("keep the offset that a text has", () => {
    expect(timeText(parseTime("2006-01-02T15:04:05Z07:00", "2020-01-02T03:04:05.5+02:00"))).toBe("2020-01-02 03:04:05.5 +0200 +0200");
  });

  it("leave an underscore before a year alone", () => {
    expect(formatTime(parseTime("2006", "2020"), "a_2006")).toBe("a_2020");
  });

  it.each([
    ["2006-01-02", "2021-02-29"],
    ["2006-01-02", "2021-13-01"],
    ["2006-01-02", "2021-1-1"],
    ["2006-01-02", "2021-01-01 "],
    ["Jan", "Foo"],
  ])("refuse what does not fit %s: %s", (layout, text) => {
    expect(() => parseTime(layout, text)).toThrow(TimeError);
  });
});

describe("durations", () => {
  it.each([
    ["1h15m30.5s", 4_530_500_000_000n],
    ["-1.5h", -5_400_000_000_000n],
    ["2us3ns", 2_003n],
    ["0", 0n],
  ])("%s is read as nanoseconds", (text, nanoseconds) => {
    expect(parseDuration(text)).toBe(nanoseconds);
  });

  it.each(["", "5", "1d", "1h-2m", ".s", "10000000h"])("%j is none", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it("are written with the largest unit first, below a second with one unit", () => {
    expect([3_661_000_000_000n, 1_500_000n, -2_000n, 0n].map(formatDuration)).toEqual(["1h1m1s", "1.5ms", "-2µs", "0s"]);
  });
});
