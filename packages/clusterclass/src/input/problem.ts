import type { StageError } from "../api/errors.ts";

/** Codes of errors that turn up before anything is evaluated. */
export const inputCodes = {
  syntax: "IN-01",
  duplicateKey: "IN-02",
  tooLarge: "IN-03",
  tooDeep: "IN-04",
  notAnObject: "IN-05",
  wrongDocuments: "IN-06",
  notConvertible: "IN-07",
} as const;

export type InputCode = keyof typeof inputCodes;

/** Why an input cannot be read: thrown inside the reader, a value outside. */
export class InputProblem extends Error {
  readonly code: InputCode;

  constructor(code: InputCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A problem as an error of the stage `input`; Cluster API has no field for these. */
export function inputError(code: InputCode, message: string, field = ""): StageError {
  return { stage: "input", layer: "", field, message, rule: inputCodes[code] };
}
