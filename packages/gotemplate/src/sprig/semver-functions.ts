import { ConstraintError, meetsConstraint, parseConstraint, parseVersion, VersionError } from "../semver/index.ts";
import { versionFrom } from "../semver/template-value.ts";
import { type FunctionTable, GoError } from "../values.ts";
import { define, text } from "./define.ts";

function compare(constraint: string, version: string): boolean {
  try {
    const parsed = parseConstraint(constraint);
    return meetsConstraint(parseVersion(version), parsed);
  } catch (error) {
    if (error instanceof ConstraintError || error instanceof VersionError) throw new GoError(error.message);
    throw error;
  }
}

/** Versions (sprig v3.3.0, semver.go; slim-sprig has none). */
export const semverFunctions: FunctionTable = new Map([
  ["semver", define([text], versionFrom)],
  ["semverCompare", define([text, text], compare)],
]);
