import type { ReleaseFile, ReleaseNoticeFile } from "@cstack/model";

const words = {
  quiet: "Quiet: nothing is refused and no machine is replaced.",
  rolling: "Rolling: machines are replaced.",
  breaking: "Breaking: something is refused, or somebody must act.",
} as const;

/** CHANGELOG.md of a unit, newest release first. Pure: everything in it is in the ledger. */
export function unitChangelog(unit: string, entries: readonly ReleaseFile[], notices: readonly ReleaseNoticeFile[]): string {
  const retired = notices.find(({ kind }) => kind === "retired");
  const retirement = retired === undefined ? [] : [`Retired on ${retired.date}: ${retired.reason}`];
  const releases = entries.toReversed().map((entry) => {
    const withdrawn = notices.find(({ kind, version }) => kind === "withdrawn" && version === entry.version);
    return releaseSection(entry, withdrawn);
  });
  return [`# ${unit}`, "Written by `cstack release` from the ledger.", ...retirement, ...releases].join("\n\n").concat("\n");
}

function releaseSection(entry: ReleaseFile, withdrawn: ReleaseNoticeFile | undefined): string {
  const { version, date, kubernetes, stackVersion, comparison, changes } = entry;
  const instead = withdrawn?.instead === undefined ? "the next release" : withdrawn.instead;
  const parts = [
    `## ${version} (${date})`,
    ...(withdrawn === undefined ? [] : [`**Withdrawn on ${withdrawn.date}**: ${withdrawn.reason} Use ${instead}.`]),
    `Kubernetes v${kubernetes}${stackVersion === undefined ? "" : `, stack version ${stackVersion}`}.`,
    ...(comparison?.from === undefined ? [] : [`From ${comparison.from}. ${words[comparison.severity]}`]),
    ...(comparison === undefined ? [] : [reasonLines(comparison.reasons)]),
    ...(changes === undefined ? [] : [changes.trim().replaceAll(/^#+ /gm, "#### ")]),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function reasonLines(reasons: NonNullable<ReleaseFile["comparison"]>["reasons"]): string {
  return reasons.map(({ severity, text }) => `- ${severity}: ${text.replaceAll(/[\\`*_<>|[\]]/g, "\\$&")}`).join("\n");
}
