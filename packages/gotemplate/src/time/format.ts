/** Times as text: Go 1.26, time.Time.Format. */
import { type CivilTime, civilOf, dayNames, type Moment, monthNames, weekdayOf, yearDayOf } from "./calendar.ts";
import { splitLayout } from "./layout.ts";

/** The text of a moment in a layout. */
export function formatTime(moment: Moment, layout: string): string {
  const civil = civilOf(moment);
  return splitLayout(layout)
    .map(({ text, isElement }) => (isElement ? formatElement(text, moment, civil) : text))
    .join("");
}

/** What `String()` and `%v` print. */
export function timeText(moment: Moment): string {
  return formatTime(moment, "2006-01-02 15:04:05.999999999 -0700 MST");
}

function pad(value: number, width: number, filler = "0"): string {
  return String(value).padStart(width, filler);
}

function formatElement(element: string, moment: Moment, civil: CivilTime): string {
  const hour12 = civil.hour % 12 || 12;
  const month = monthNames[civil.month - 1]!;
  const weekday = dayNames[weekdayOf(civil)]!;
  switch (element) {
    case "2006":
      return civil.year < 0 ? `-${pad(-civil.year, 4)}` : pad(civil.year, 4);
    case "06":
      return pad(Math.abs(civil.year) % 100, 2);
    case "January":
      return month;
    case "Jan":
      return month.slice(0, 3);
    case "1":
      return String(civil.month);
    case "01":
      return pad(civil.month, 2);
    case "Monday":
      return weekday;
    case "Mon":
      return weekday.slice(0, 3);
    case "2":
      return String(civil.day);
    case "_2":
      return pad(civil.day, 2, " ");
    case "02":
      return pad(civil.day, 2);
    case "__2":
      return pad(yearDayOf(civil), 3, " ");
    case "002":
      return pad(yearDayOf(civil), 3);
    case "15":
      return pad(civil.hour, 2);
    case "3":
      return String(hour12);
    case "03":
      return pad(hour12, 2);
    case "4":
      return String(civil.minute);
    case "04":
      return pad(civil.minute, 2);
    case "5":
      return String(civil.second);
    case "05":
      return pad(civil.second, 2);
    case "PM":
      return civil.hour >= 12 ? "PM" : "AM";
    case "pm":
      return civil.hour >= 12 ? "pm" : "am";
    case "MST":
      return moment.zone || formatOffset("-0700", moment.offset);
    default:
      return /^[.,]/.test(element) ? formatFraction(element, moment.nanosecond) : formatOffset(element, moment.offset);
  }
}

/** `.000` has so many digits, `.999` at most so many and no zeros at the end. */
function formatFraction(element: string, nanosecond: number): string {
  const digits = pad(nanosecond, 9).slice(0, element.length - 1);
  const shown = element[1] === "9" ? digits.replace(/0+$/, "") : digits.padEnd(element.length - 1, "0");
  return shown === "" ? "" : element[0] + shown;
}

/** Hours, minutes and seconds east of UTC, as many as the element has; `Z` for none where it starts with one. */
function formatOffset(element: string, offset: number): string {
  if (element.startsWith("Z") && offset === 0) return "Z";
  const magnitude = Math.abs(offset);
  const fields = [Math.floor(magnitude / 3600), Math.floor(magnitude / 60) % 60, magnitude % 60].map((field) => pad(field, 2));
  const separator = element.includes(":") ? ":" : "";
  const count = element.replace(/[^0-9]/g, "").length / 2;
  return (offset < 0 ? "-" : "+") + fields.slice(0, count).join(separator);
}
