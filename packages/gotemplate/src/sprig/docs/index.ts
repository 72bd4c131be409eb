import { dataDocs } from "./data.ts";
import { datesAndSecretsDocs } from "./dates-and-secrets.ts";
import type { FunctionDoc } from "./function-doc.ts";
import { listsDocs } from "./lists.ts";
import { mapsDocs } from "./maps.ts";
import { numbersDocs } from "./numbers.ts";
import { patternsDocs } from "./patterns.ts";
import { textsDocs } from "./texts.ts";

export type { FunctionDoc } from "./function-doc.ts";

/** Every function of sprig's hermetic table and of the operator's, in groups. The outputs are Go's. */
export const functionDocs: readonly FunctionDoc[] = [
  ...textsDocs,
  ...numbersDocs,
  ...listsDocs,
  ...mapsDocs,
  ...dataDocs,
  ...patternsDocs,
  ...datesAndSecretsDocs,
];
