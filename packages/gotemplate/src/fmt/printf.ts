import { GoInteger, type GoValue, typeName } from "../values.ts";
import { type Flags, noFlags } from "./flags.ts";
import { Printer } from "./printer.ts";

/** Widths, precisions and argument numbers beyond this are refused. */
const largest = 1_000_000;
const flagNames: Readonly<Record<string, "sharp" | "zero" | "plus" | "minus" | "space">> = {
  "#": "sharp",
  "0": "zero",
  "+": "plus",
  "-": "minus",
  " ": "space",
};

/** fmt.Sprintf of Go 1.26, with its reports of wrong formats (`%!d(string=hi)`, `%!v(MISSING)`, `%!(EXTRA int=1)` ...). */
export function sprintf(format: string, args: readonly GoValue[]): string {
  return format.includes("%") || args.length > 0 ? new Formatter(format, args).run() : format;
}

class Formatter {
  readonly #format: string;
  readonly #args: readonly GoValue[];
  #at = 0;
  #argument = 0;
  /** The last thing read was an index like `[3]`. */
  #afterIndex = false;
  #goodIndex = true;
  #reordered = false;

  constructor(format: string, args: readonly GoValue[]) {
    this.#format = format;
    this.#args = args;
  }

  run(): string {
    let output = "";
    while (this.#at < this.#format.length) {
      const percent = this.#format.indexOf("%", this.#at);
      if (percent < 0) {
        output += this.#format.slice(this.#at);
        break;
      }
      output += this.#format.slice(this.#at, percent);
      this.#at = percent + 1;
      output += this.#directive();
    }
    return output + this.#extra();
  }

  #directive(): string {
    const flags = noFlags();
    this.#goodIndex = true;
    this.#afterIndex = false;
    this.#readFlags(flags);
    this.#readIndex();
    const problems = this.#readWidth(flags) + this.#readPrecision(flags);
    if (!this.#afterIndex) this.#readIndex();
    const rune = this.#format.codePointAt(this.#at);
    if (rune === undefined) return `${problems}%!(NOVERB)`;
    const verb = String.fromCodePoint(rune);
    this.#at += verb.length;
    return problems + this.#verb(verb, flags);
  }

  #verb(verb: string, flags: Flags): string {
    if (verb === "%") return "%";
    if (!this.#goodIndex) return `%!${verb}(BADINDEX)`;
    if (this.#argument >= this.#args.length) return `%!${verb}(MISSING)`;
    if (verb === "v" || verb === "w") {
      flags.sharpV = flags.sharp;
      flags.plusV = flags.plus;
      flags.sharp = false;
      flags.plus = false;
    }
    return new Printer(flags).argument(this.#args[this.#argument++], verb);
  }

  #readFlags(flags: Flags): void {
    for (;;) {
      const name = flagNames[this.#format[this.#at] ?? ""];
      if (name === undefined) return;
      flags[name] = true;
      this.#at++;
    }
  }

  #readWidth(flags: Flags): string {
    if (this.#format[this.#at] !== "*") {
      flags.width = this.#readNumber();
      if (this.#afterIndex && flags.width !== undefined) this.#goodIndex = false;
      return "";
    }
    this.#at++;
    flags.width = this.#integerArgument();
    this.#afterIndex = false;
    if (flags.width === undefined) return "%!(BADWIDTH)";
    if (flags.width < 0) {
      flags.width = -flags.width;
      flags.minus = true;
      flags.zero = false;
    }
    return "";
  }

  #readPrecision(flags: Flags): string {
    if (this.#format[this.#at] !== "." || this.#at + 1 >= this.#format.length) return "";
    this.#at++;
    if (this.#afterIndex) this.#goodIndex = false;
    this.#readIndex();
    if (this.#format[this.#at] !== "*") {
      flags.precision = this.#readNumber() ?? 0;
      return "";
    }
    this.#at++;
    const precision = this.#integerArgument();
    this.#afterIndex = false;
    flags.precision = precision !== undefined && precision >= 0 ? precision : undefined;
    return flags.precision === undefined ? "%!(BADPREC)" : "";
  }

  /** A decimal number; one that is too large swallows the rest of the format. */
  #readNumber(): number | undefined {
    const digits = /^\d*/.exec(this.#format.slice(this.#at, this.#at + 10))![0];
    if (digits === "") return undefined;
    for (let length = 1; length < digits.length; length++) {
      if (Number(digits.slice(0, length)) > largest) {
        this.#at = this.#format.length;
        return undefined;
      }
    }
    this.#at += digits.length;
    return Number(digits);
  }

  #integerArgument(): number | undefined {
    if (this.#argument >= this.#args.length) return undefined;
    const value = this.#args[this.#argument++];
    if (!(value instanceof GoInteger)) return undefined;
    const number = Number(value.value);
    return Math.abs(number) > largest ? undefined : number;
  }

  /** An argument number like `[2]`. */
  #readIndex(): void {
    this.#afterIndex = false;
    if (this.#format[this.#at] !== "[") return;
    this.#reordered = true;
    const tooShort = this.#format.length - this.#at < 3;
    const end = tooShort ? -1 : this.#format.indexOf("]", this.#at);
    const text = end < 0 ? "" : this.#format.slice(this.#at + 1, end);
    this.#at = end < 0 ? this.#at + 1 : end + 1;
    const isNumber = /^\d+$/.test(text) && Number(text.slice(0, -1)) <= largest;
    const index = isNumber ? Number(text) - 1 : -1;
    this.#afterIndex = isNumber;
    if (index >= 0 && index < this.#args.length) this.#argument = index;
    else this.#goodIndex = false;
  }

  #extra(): string {
    if (this.#reordered || this.#argument >= this.#args.length) return "";
    const printer = new Printer();
    const rest = this.#args
      .slice(this.#argument)
      .map((arg) => (arg === null || arg === undefined ? "<nil>" : `${typeName(arg)}=${printer.argument(arg, "v")}`));
    return `%!(EXTRA ${rest.join(", ")})`;
  }
}
