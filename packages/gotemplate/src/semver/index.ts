export { type Constraint, ConstraintError, meetsConstraint, parseConstraint } from "./constraint.ts";
export { compareVersions, parseVersion, type Version, VersionError, versionText } from "./version.ts";
