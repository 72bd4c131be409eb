/**
 * What a change means for the Clusters that take it: `breaking`, something is refused or a person must act; `rolling`, machines are replaced;
 * `quiet`, neither; `none`, nothing changed.
 */
export type Severity = "none" | "quiet" | "rolling" | "breaking";

/** Bumps of a changeset in the order of their weight. */
export type Bump = "none" | "patch" | "minor" | "major";

const severities = ["none", "quiet", "rolling", "breaking"] as const;
const bumps = ["none", "patch", "minor", "major"] as const;

/** The worst of several; `none` of nothing. */
export function worst(found: readonly Severity[]): Severity {
  return severities[Math.max(0, ...found.map((severity) => severities.indexOf(severity)))]!;
}

/** The bump that a change takes, see VERSIONING.md. */
export function bumpOf(severity: Severity): Bump {
  return bumps[severities.indexOf(severity)]!;
}

/** Whether a declared bump is smaller than the change takes. */
export function isSmaller(declared: Bump, needed: Bump): boolean {
  return bumps.indexOf(declared) < bumps.indexOf(needed);
}

/** The largest of several bumps; `none` of nothing. */
export function largest(found: readonly Bump[]): Bump {
  return bumps[Math.max(0, ...found.map((bump) => bumps.indexOf(bump)))]!;
}
