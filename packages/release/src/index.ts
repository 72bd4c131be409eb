export { type BuildMode, type ChosenVersion, chooseVersion, describeVersion, type VersionChoice } from "./choose-version.ts";
export { dashForm, dotForm, hashVersion, parseVersion, type ReleaseVersion } from "./version.ts";
