export { RegexpError, type RegexpErrorCode, regexpErrorTexts } from "./error.ts";
export type { Match } from "./machine.ts";
export { compileRegexp, quoteMeta, type Regexp } from "./regexp.ts";
