import { chartRepositoryProblem, clusterOfUnit, type Delivery, deliveredCluster, deliverTexts, oneText } from "@cstack/delivery";
import type { DeliveryData } from "../catalog-data.ts";
import type { OpenUnit } from "./open-unit.ts";
import { readCluster } from "./read-cluster.ts";

/** How addons are to be delivered: by manifests alone, since a page gives one file at a time. */
export interface DeliveryRequest {
  unit: DeliveryData;
  delivery: Exclude<Delivery, "helm">;
  /** Where charts are that nobody else publishes; empty where nobody said. */
  repository: string;
}

/** Manifests as `cstack deliver` prints them; without a text, problems say why. */
export interface DeliveredManifests {
  text?: string;
  problems: string[];
}

/** What delivers the addons of the Cluster in a text without the operator. */
export function deliveredManifests(open: OpenUnit, text: string, { unit, delivery, repository }: DeliveryRequest): DeliveredManifests {
  const problem = repository === "" ? undefined : chartRepositoryProblem(repository);
  if (problem !== undefined) return { problems: [problem] };
  const ofClass = open.classIn("default");
  if (Array.isArray(ofClass)) return { problems: ofClass.map(({ message }) => message) };
  const { cluster, others, errors } = readCluster(text);
  const given = { clusters: cluster === undefined ? [] : [cluster], others, errors };
  const { found, diagnostics } = clusterOfUnit("cluster.yaml", given, { ...unit, clusterClass: ofClass.clusterClass });
  if (found === undefined) return { problems: diagnostics.map(({ message }) => message) };
  const { texts, diagnostics: more } = deliverTexts(unit, deliveredCluster(found, unit), delivery, repository || undefined);
  const problems = more.map(({ message, repair }) => `${message} ${repair}`);
  return texts === undefined ? { problems } : { text: oneText(texts), problems };
}
