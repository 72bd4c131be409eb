import type { Provider } from "@cstack/generator";
import { gt, parse, satisfies } from "semver";
import type { Network } from "../network/network.ts";
import { githubReleases, releasesAddress } from "../sources/github-releases.ts";
import { cannotAsk } from "./cannot-ask.ts";
import type { FactPlan } from "./fact-change.ts";

/** Releases of an infrastructure provider that are newer than the one its facts were looked at with, as far as the class allows them. */
export async function providerUpdates({ data, versions }: Provider, network: Network, token?: string): Promise<FactPlan> {
  const releases = versions?.data.infrastructure?.releases;
  if (versions === undefined || releases === undefined) return { changes: [], held: [], diagnostics: [] };
  const row = ["infrastructure", "releases"];
  const asked = await githubReleases(releases.repository, network, token);
  if ("failed" in asked) {
    return { changes: [], held: [], diagnostics: [cannotAsk(versions.document.place(row), data.id, asked.failed)] };
  }
  const { version: from } = releases;
  const newer = asked.value
    .filter((tag) => parse(tag) !== null && parse(tag)?.prerelease.length === 0 && gt(tag, from))
    .sort((a, b) => (gt(a, b) ? -1 : 1));
  const range = (data.requires?.components ?? []).find(({ name }) => name === `infrastructure-${data.id}`)?.version ?? "*";
  const [newest] = newer;
  const to = newer.find((tag) => satisfies(tag, range));
  const base = { file: versions.path, subject: `provider ${data.id}`, from };
  const source = releasesAddress(releases.repository);
  const notes = ["look at its release notes, CRDs and webhooks: schemas/, mutability and apis/ may need them"];
  return {
    changes: to === undefined ? [] : [{ ...base, to, source, edits: [{ row, key: "version", value: to }], notes }],
    held: newest === undefined || newest === to ? [] : [{ ...base, newer: newest, reason: `the class requires ${range}` }],
    diagnostics: [],
  };
}
