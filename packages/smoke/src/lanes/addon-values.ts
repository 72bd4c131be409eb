import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type GoValue, parseTemplate } from "@cstack/gotemplate";
import { parse, parseAllDocuments } from "yaml";

/** Hooks of Cluster API at which the operator applies addons; each applies the release that the Cluster has then. */
export type AddonStage = "AfterControlPlaneInitialized" | "BeforeClusterUpgrade";

/** An addon of a bundle, unpacked. */
export interface DeliveredAddon {
  name: string;
  /** As in clusteraddon.yaml. */
  stage: AddonStage;
  /** Folder of the chart. */
  folder: string;
}

/** What overwrites read: the Cluster in the shape of v1beta1, as the operator sees it, and its infrastructure. */
export interface OverwriteInput {
  Cluster: unknown;
  InfraCluster: unknown;
}

interface Chart {
  dependencies?: { name: string; version: string; repository?: string }[];
}

/** The values that an addon gets from its Cluster, as the operator makes them; throws the template's error. */
export function valuesOf({ name, folder }: DeliveredAddon, { Cluster, InfraCluster }: OverwriteInput): string {
  const template = parseTemplate(name, readFileSync(join(folder, "overwrite.yaml"), "utf8"), { functions: "operator" });
  const text = template.execute({ Cluster: Cluster as GoValue, InfraCluster: InfraCluster as GoValue });
  return (parse(text) as { values?: string } | null)?.values ?? "";
}

/** Whether an addon is off in a cluster with these values. */
export function isOff(values: string): boolean {
  return (parse(values) as { addon?: { enabled?: boolean } } | null)?.addon?.enabled === false;
}

/** Charts that an addon is made of and that are not in its folder. */
export function missingCharts({ folder }: DeliveredAddon): string[] {
  const { dependencies = [] } = parse(readFileSync(join(folder, "Chart.yaml"), "utf8")) as Chart;
  const isThere = ({ name, version }: { name: string; version: string }): boolean =>
    [name, `${name}-${version}.tgz`].some((entry) => existsSync(join(folder, "charts", entry)));
  return dependencies.filter((each) => !isThere(each)).map(({ name, version, repository = "" }) => `${name} ${version} of ${repository}`);
}

/** `image: "a/b:1"`, in a line of its own or in a map that is one line. */
const imageInText = /\bimage: ["']?([^\s"',}]+)/g;

/** Images of all containers in manifests, each once; also of those in texts, as a ConfigMap has them for pods that a controller makes. */
export function imagesIn(manifests: string): string[] {
  const images = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === "string") for (const [, image = ""] of value.matchAll(imageInText)) images.add(image);
    else if (Array.isArray(value)) for (const item of value) visit(item);
    else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        if (key === "image" && typeof item === "string") images.add(item);
        else visit(item);
      }
    }
  };
  for (const document of documentsOf(manifests)) visit(document.toJS());
  return [...images].toSorted();
}

function documentsOf(manifests: string) {
  const documents = parseAllDocuments(manifests);
  return Array.isArray(documents) ? documents : [];
}
