import type { TemplateMetadata } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { byteLength, labelValueProblems, qualifiedNameProblems } from "./names.ts";

const annotationsLimit = 256 * 1024;

/** Label keys are qualified names and label values are valid; `field` is the path of the metadata. */
export function labelsAreValid(metadata: TemplateMetadata | undefined, field: string): FieldError[] {
  return Object.entries(metadata?.labels ?? {}).flatMap(([key, value]) => [
    ...qualifiedNameProblems(key).map((problem) => ({ field: `${field}.labels`, message: `key ${JSON.stringify(key)} ${problem}` })),
    ...labelValueProblems(value).map((problem) => ({
      field: `${field}.labels`,
      message: `value ${JSON.stringify(value)} of ${key} ${problem}`,
    })),
  ]);
}

/** Annotation keys are qualified names (in any case), and all annotations together have at most 256 KiB. */
export function annotationsAreValid(metadata: TemplateMetadata | undefined, field: string): FieldError[] {
  const annotations = Object.entries(metadata?.annotations ?? {});
  const errors = annotations.flatMap(([key]) =>
    qualifiedNameProblems(key.toLowerCase()).map((problem) => ({
      field: `${field}.annotations`,
      message: `key ${JSON.stringify(key)} ${problem}`,
    })),
  );
  const size = annotations.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  if (size > annotationsLimit)
    errors.push({ field: `${field}.annotations`, message: `${size} bytes are more than the ${annotationsLimit} that are allowed` });
  return errors;
}
