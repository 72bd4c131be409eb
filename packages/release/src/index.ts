export { type BuildMode, type ChosenVersion, chooseVersion, describeVersion, type VersionChoice } from "./choose-version.ts";
export { parseReleaseName, type ReleaseUnit, releaseName, stableNumber, versionFault } from "./release-name.ts";
export { dashForm, dotForm, hashVersion, parseVersion, type ReleaseVersion } from "./version.ts";
