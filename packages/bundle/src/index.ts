export * from "./archive/index.ts";
export * from "./deliver/index.ts";
export { type GithubTarget, githubAssets, hasGithubRelease, publishGithubRelease } from "./github/github-releases.ts";
export * from "./hash/index.ts";
export { type Credentials, findCredentials } from "./oci/credentials.ts";
export { type Blob, type Descriptor, type Manifest, mediaTypes, type OciArtifact, singleFileArtifact } from "./oci/manifest.ts";
export { mapLimited } from "./oci/map-limited.ts";
export { type ArtifactName, missingTags, type PublishTarget, pushArtifacts, pushContent, repositoryOf, type Sent } from "./oci/publish.ts";
export { isLoopback, parseRepository as parseOciRepository, type RepositoryReference } from "./oci/reference.ts";
export { attach, listReferrers } from "./oci/referrers.ts";
export { OciRepository, type PulledManifest } from "./oci/registry.ts";
export { RegistryError } from "./oci/registry-error.ts";
export { type ReleaseArtifacts, type ReleaseContent, releaseArtifacts, semverOf } from "./oci/release-artifacts.ts";
export { Transport, type TransportOptions } from "./oci/transport.ts";
export { type BuildRecord, BuildRecords, buildKey } from "./output/build-record.ts";
export * from "./tree/index.ts";
export { keyHint, type SigningMaterial, signingKey, signStatement, verifyAttestation } from "./trust/attestation.ts";
export { attestationArtifact, isBundle } from "./trust/attestation-artifact.ts";
export { billOfMaterials, billType } from "./trust/bill-of-materials.ts";
export {
  type Provenance,
  provenanceOf,
  provenanceType,
  type ReleaseOrigin,
  type ReleaseParameters,
  type Statement,
  statementOf,
} from "./trust/statement.ts";
export { publicSigstoreRoots, sigstoreRoots, type TrustedSigner, trustedKey } from "./trust/trusted-signer.ts";
export { inspectUnsigned } from "./trust/unsigned-release.ts";
export { type ReceivedRelease, type TrustCheck, type Verification, verifyRelease } from "./trust/verify-release.ts";
export { type BuildOptions, buildUnit, type UnitBundle } from "./unit/build-unit.ts";
export { classChart, escapeHelm } from "./unit/charts.ts";
export { type BundleFiles, byteLength, checksumFile, sha256 } from "./unit/checksums.ts";
export { clusterStackObject } from "./unit/cluster-stack.ts";
export { type UnitContent, unitContent } from "./unit/content.ts";
export { exportTree } from "./unit/export-tree.ts";
export type { VendoredCharts } from "./unit/vendored-charts.ts";
