import type { RepositoryReference } from "@cstack/bundle";
import type { ReleaseFile } from "@cstack/model";
import type { ArtifactLink, DocumentArtifacts } from "@cstack/release";
import { artifactNames } from "../publish/publish-ledger.ts";

/**
 * Where the artifacts of a release are. Without the repository that they were published to, paths begin below its name, and nobody can ask for what is
 * signed about them. Source of `referrers`: OCI Distribution 1.1, "Listing Referrers".
 */
export function artifactLinks(entry: ReleaseFile, target: RepositoryReference | undefined): DocumentArtifacts | null {
  const { artifacts } = entry;
  if (artifacts === undefined) return null;
  const [chart, manifests, operator] = artifactNames({ ...entry, artifacts }).map(({ path, tag, digest }): ArtifactLink => {
    if (target === undefined) return { repository: path, tag, digest };
    const { host, repository } = target;
    const name = path === "" ? repository : `${repository}/${path}`;
    return { repository: `${host}/${name}`, tag, digest, referrers: `https://${host}/v2/${name}/referrers/${digest}` };
  });
  return { operator: operator!, chart: chart!, manifests: manifests! };
}
