import type { ReleaseArtifacts, ReleaseContent } from "../oci/release-artifacts.ts";

/** What an in-toto statement v1 says of artifacts (in-toto attestation framework, spec/v1/statement.md). */
export interface Statement {
  _type: "https://in-toto.io/Statement/v1";
  subject: { name: string; digest: { sha256: string } }[];
  predicateType: string;
  predicate: unknown;
}

/** Where a release comes from. */
export interface ReleaseOrigin {
  /** Commit that added the ledger's entry: what the release was built from. */
  commit: string;
  /** Address of the repository, for those who look for the commit; never used by `cstack verify`. */
  source?: string;
  /** Who built it, as a URI: the workflow in CI. */
  builder: string;
}

/** What a release was built with, and what its bytes are computed from again. */
export type ReleaseParameters = Pick<ReleaseContent, "unit" | "version" | "kubernetes" | "contentHash"> & { date: string };

/** The predicate of SLSA provenance v1 (slsa.dev/spec/v1.0/provenance), as far as releases fill it. */
export interface Provenance {
  buildDefinition: {
    buildType: string;
    externalParameters: ReleaseParameters;
    resolvedDependencies: { uri?: string; digest: { gitCommit: string } }[];
  };
  runDetails: { builder: { id: string } };
}

export const provenanceType = "https://slsa.dev/provenance/v1";
/** How a release is built: from the sources of a commit, by `cstack publish`. */
export const buildType = "urn:cstack:release:v1";

/** Says of the three artifacts of a release which commit they were built from, with what, and by whom. Pure, without a time. */
export function provenanceOf(
  artifacts: ReleaseArtifacts,
  parameters: ReleaseParameters,
  { commit, source, builder }: ReleaseOrigin,
): Statement {
  const { unit, version, date, kubernetes, contentHash } = parameters;
  const predicate: Provenance = {
    buildDefinition: {
      buildType,
      externalParameters: { unit, version, date, kubernetes, contentHash },
      resolvedDependencies: [{ ...(source === undefined ? {} : { uri: source }), digest: { gitCommit: commit } }],
    },
    runDetails: { builder: { id: builder } },
  };
  return statementOf(artifacts, provenanceType, predicate);
}

/** Says something of the three artifacts of a release. */
export function statementOf(artifacts: ReleaseArtifacts, predicateType: string, predicate: unknown): Statement {
  const subject = Object.values(artifacts).map(({ path, tag, digest }) => ({
    name: path === "" ? tag : `${path}:${tag}`,
    digest: { sha256: digest.slice("sha256:".length) },
  }));
  return { _type: "https://in-toto.io/Statement/v1", subject, predicateType, predicate };
}

/** The provenance in a statement; undefined where it is another one. */
export function provenanceIn({ predicateType, predicate }: Statement): Provenance | undefined {
  if (predicateType !== provenanceType || typeof predicate !== "object" || predicate === null) return undefined;
  const { buildDefinition, runDetails } = predicate as Partial<Provenance>;
  const isOurs = buildDefinition?.buildType === buildType && typeof buildDefinition.externalParameters?.unit === "string";
  return isOurs && typeof runDetails?.builder?.id === "string" ? (predicate as Provenance) : undefined;
}
