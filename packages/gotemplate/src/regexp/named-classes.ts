import type { RuneSetPart } from "./rune-set.ts";

/** Members of the ASCII classes, as pairs of first and last character (RE2 syntax: Perl and POSIX classes). */
const asciiClasses: Readonly<Record<string, string>> = {
  alnum: "09AZaz",
  alpha: "AZaz",
  ascii: "\x00\x7f",
  blank: "\t\t  ",
  cntrl: "\x00\x1f\x7f\x7f",
  digit: "09",
  graph: "!~",
  lower: "az",
  print: " ~",
  punct: "!/:@[`{~",
  space: "\t\r  ",
  upper: "AZ",
  word: "09AZ__az",
  xdigit: "09AFaf",
  perlSpace: "\t\n\f\r  ",
};

const perlEscapes: Readonly<Record<string, string>> = { d: "digit", s: "perlSpace", w: "word" };

function asciiPart(name: string, fold: boolean, negated: boolean): RuneSetPart {
  const pairs = asciiClasses[name]!;
  const codes = [...pairs].map((character) => character.charCodeAt(0));
  const has = (rune: number): boolean => codes.some((low, index) => index % 2 === 0 && rune >= low && rune <= codes[index + 1]!);
  return { has, fold, negated };
}

/** The class of `\d \D \s \S \w \W`, given the letter; `undefined` for other letters. */
export function perlClass(letter: string, fold: boolean): RuneSetPart | undefined {
  const name = perlEscapes[letter.toLowerCase()];
  return name === undefined ? undefined : asciiPart(name, fold, letter < "a");
}

/** The class of `[:alpha:]` or `[:^alpha:]`, given what stands between the colons; `undefined` if there is none of that name. */
export function posixClass(name: string, fold: boolean): RuneSetPart | undefined {
  const negated = name.startsWith("^");
  const plain = negated ? name.slice(1) : name;
  return plain === "perlSpace" || !Object.hasOwn(asciiClasses, plain) ? undefined : asciiPart(plain, fold, negated);
}

const categories = "C Cc Cf Cn Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs";

/** Long names of the categories that Go 1.25 and later accept, without separators; JavaScript has them with underscores. */
const categoryNames = [
  "Casedletter LC, Closepunctuation Pe, Cntrl Cc, Combiningmark M, Connectorpunctuation Pc, Control Cc, Currencysymbol Sc",
  "Dashpunctuation Pd, Decimalnumber Nd, Digit Nd, Enclosingmark Me, Finalpunctuation Pf, Format Cf, Initialpunctuation Pi, Lc LC",
  "Letter L, Letternumber Nl, Lineseparator Zl, Lowercaseletter Ll, Mark M, Mathsymbol Sm, Modifierletter Lm, Modifiersymbol Sk",
  "Nonspacingmark Mn, Number N, Openpunctuation Ps, Other C, Otherletter Lo, Othernumber No, Otherpunctuation Po, Othersymbol So",
  "Paragraphseparator Zp, Privateuse Co, Punct P, Punctuation P, Separator Z, Spaceseparator Zs, Spacingmark Mc, Surrogate Cs",
  "Symbol S, Titlecaseletter Lt, Unassigned Cn, Uppercaseletter Lu",
].join(", ");

/** Scripts of Unicode 15 whose name is one word: Go 1.25 and later remove separators from what is asked for and so cannot find the others. */
const scripts = [
  "Adlam Ahom Arabic Armenian Avestan Balinese Bamum Batak Bengali Bhaiksuki Bopomofo Brahmi Braille Buginese Buhid Carian Chakma Cham",
  "Cherokee Chorasmian Common Coptic Cuneiform Cypriot Cyrillic Deseret Devanagari Dogra Duployan Elbasan Elymaic Ethiopic Georgian",
  "Glagolitic Gothic Grantha Greek Gujarati Gurmukhi Han Hangul Hanunoo Hatran Hebrew Hiragana Inherited Javanese Kaithi Kannada Katakana",
  "Kawi Kharoshthi Khmer Khojki Khudawadi Lao Latin Lepcha Limbu Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen",
  "Medefaidrin Miao Modi Mongolian Mro Multani Myanmar Nabataean Nandinagari Newa Nko Nushu Ogham Oriya Osage Osmanya Palmyrene Phoenician",
  "Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham Sinhala Sogdian Soyombo Sundanese Syriac Tagalog Tagbanwa Takri Tamil Tangsa",
  "Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Toto Ugaritic Vai Vithkuqi Wancho Yezidi Yi",
].join(" ");

const properties = new Map<string, string>([
  ["Any", "Any"],
  ["Ascii", "ASCII"],
  ["Assigned", "Assigned"],
  ...categories.split(" ").map((name) => [name, `General_Category=${name}`] as const),
  ...categoryNames.split(", ").map((pair) => [pair.split(" ")[0]!, `General_Category=${pair.split(" ")[1]!}`] as const),
  ...scripts.split(" ").map((name) => [name, `Script=${name}`] as const),
]);

/** First letter upper case, the rest lower case, no separators (Go 1.26: canonicalName). */
function canonicalName(name: string): string {
  const letters = name.replace(/[-_ ]/g, "");
  return (
    letters.slice(0, 1).replace(/[a-z]/, (letter) => letter.toUpperCase()) +
    letters.slice(1).replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  );
}

/** The class of `\p{name}`; `undefined` if Go 1.26 knows no category or script of that name. */
export function unicodeClass(name: string, fold: boolean, negated: boolean): RuneSetPart | undefined {
  const property = properties.get(canonicalName(name));
  if (property === undefined) return undefined;
  const pattern = new RegExp(`\\p{${property}}`, "u");
  return { has: (rune) => pattern.test(String.fromCodePoint(rune)), fold, negated };
}
