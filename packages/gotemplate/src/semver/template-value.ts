/** A version as templates see it: `*semver.Version` of github.com/Masterminds/semver v3.4.0 with its methods. */
import { UnsupportedError } from "../errors.ts";
import { any, bytes, define, named, text } from "../sprig/define.ts";
import type { JsonText } from "../sprig/json-encoding.ts";
import { toBytes } from "../utf8.ts";
import { type FunctionTable, GoError, type GoInteger, GoOpaque, GoSlice, type GoType, type GoValue, goInt, goInteger } from "../values.ts";
import { compareVersions, parseVersion, type Version, VersionError, versionText } from "./version.ts";

const pointerType = "*semver.Version";
const structType = "semver.Version";

/** What functions need of a version in a template. */
interface VersionPayload extends JsonText {
  readonly version: Version;
}

/** Reads a version for a template. Throws {@link GoError} if the text is none. */
export function versionFrom(source: string): GoOpaque {
  try {
    return versionValue(parseVersion(source), pointerType);
  } catch (error) {
    if (error instanceof VersionError) throw new GoError(error.message);
    throw error;
  }
}

function versionValue(version: Version, type: GoType): GoOpaque {
  const string = (): string => versionText(version);
  const payload: VersionPayload = { version, jsonText: versionText(version) };
  const methods: FunctionTable =
    type === pointerType ? new Map([...valueMethods(version), ...pointerMethods(version)]) : valueMethods(version);
  return new GoOpaque({
    typeName: type,
    kind: type === pointerType ? "ptr" : "struct",
    fields: fieldsOf(version),
    methods,
    string,
    payload,
  });
}

function fieldsOf({ major, minor, patch, prerelease, metadata, original }: Version): [string, GoValue][] {
  return [
    ["major", uint64(major)],
    ["minor", uint64(minor)],
    ["patch", uint64(patch)],
    ["pre", prerelease],
    ["metadata", metadata],
    ["original", original],
  ];
}

function uint64(value: bigint): GoInteger {
  return goInteger("uint64", value);
}

function valueMethods(version: Version): FunctionTable {
  const release = { prerelease: "", metadata: "" };
  const patched = version.prerelease === "" ? version.patch + 1n : version.patch;
  return new Map([
    ["String", define([], () => versionText(version))],
    ["Major", define([], () => uint64(version.major))],
    ["Minor", define([], () => uint64(version.minor))],
    ["Patch", define([], () => uint64(version.patch))],
    ["Prerelease", define([], () => version.prerelease)],
    ["Metadata", define([], () => version.metadata)],
    ["IncPatch", define([], () => changed(version, { ...release, patch: patched }))],
    ["IncMinor", define([], () => changed(version, { ...release, minor: version.minor + 1n, patch: 0n }))],
    ["IncMajor", define([], () => changed(version, { ...release, major: version.major + 1n, minor: 0n, patch: 0n }))],
    ["SetPrerelease", define([text], (prerelease) => changed(version, { prerelease: checked(prerelease, "prerelease") }))],
    ["SetMetadata", define([text], (metadata) => changed(version, { metadata: checked(metadata, "metadata") }))],
    ["MarshalText", define([], () => byteSlice(versionText(version)))],
    ["MarshalJSON", define([], () => byteSlice(`"${versionText(version)}"`))],
    ["Value", define([], () => versionText(version))],
  ]);
}

function pointerMethods(version: Version): FunctionTable {
  const comparing = (holds: (order: number) => GoValue) =>
    define([named(pointerType)], (other) => holds(compareVersions(version, versionOf(other))));
  const refusing = define([bytes], refuseChange);
  return new Map([
    ["Original", define([], () => version.original)],
    ["Compare", comparing(goInt)],
    ["Equal", comparing((order) => order === 0)],
    ["LessThan", comparing((order) => order < 0)],
    ["LessThanEqual", comparing((order) => order <= 0)],
    ["GreaterThan", comparing((order) => order > 0)],
    ["GreaterThanEqual", comparing((order) => order >= 0)],
    ["UnmarshalJSON", refusing],
    ["UnmarshalText", refusing],
    ["Scan", define([any], refuseChange)],
  ]);
}

function refuseChange(): never {
  throw new UnsupportedError("changing a version in place is not supported");
}

function versionOf({ payload }: GoOpaque): Version {
  if (typeof payload === "object" && payload !== null && "version" in payload) return (payload as VersionPayload).version;
  throw new GoError("runtime error: invalid memory address or nil pointer dereference");
}

/** A version with other parts; its original text is the canonical one, with `v` where the text before had it. */
function changed(version: Version, parts: Partial<Version>): GoOpaque {
  const wrapped = { ...version, ...parts };
  const prefix = version.original.startsWith("v") ? "v" : "";
  return versionValue({ ...wrapped, original: prefix + versionText(wrapped) }, structType);
}

/** Dot-separated identifiers; numbers of a prerelease have no leading zero. */
function checked(value: string, part: "prerelease" | "metadata"): string {
  if (value === "") return value;
  const identifiers = value.split(".");
  if (identifiers.some((identifier) => !/^[0-9A-Za-z-]+$/.test(identifier))) throw new GoError(`invalid ${part} string`);
  const hasLeadingZero = identifiers.some((identifier) => /^0[0-9]+$/.test(identifier));
  if (part === "prerelease" && hasLeadingZero) throw new GoError("version segment starts with 0");
  return value;
}

function byteSlice(value: string): GoSlice {
  return new GoSlice(
    "uint8",
    Array.from(toBytes(value), (byte) => goInteger("uint8", byte)),
  );
}

/** A version that nothing was read into: 0.0.0. */
export const zeroVersion: GoOpaque = versionValue(
  { major: 0n, minor: 0n, patch: 0n, prerelease: "", metadata: "", original: "" },
  pointerType,
);
