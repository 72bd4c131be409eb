import { bundleCodes } from "./catalogue/bundle.ts";
import { classCodes } from "./catalogue/class.ts";
import { environmentCodes } from "./catalogue/environment.ts";
import { factCodes } from "./catalogue/facts.ts";
import { prepareCodes } from "./catalogue/prepare.ts";
import { releaseCodes } from "./catalogue/release.ts";
import { renderCodes } from "./catalogue/render.ts";
import { resolveCodes } from "./catalogue/resolve.ts";
import { sourceCodes } from "./catalogue/source.ts";

export type { CatalogueEntry } from "./catalogue/entry.ts";

/** Every code of the project, by the stage it belongs to. A code keeps its meaning and is never used again for another. */
export const catalogue = {
  ...sourceCodes,
  ...resolveCodes,
  ...renderCodes,
  ...classCodes,
  ...bundleCodes,
  ...releaseCodes,
  ...environmentCodes,
  ...prepareCodes,
  ...factCodes,
} as const;

export type DiagnosticCode = keyof typeof catalogue;
