import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { moduleFolder } from "@cstack/smoke";
import { copySources } from "../../support/checkout-copy.ts";
import { root } from "../../support/repository.ts";

/** Definitions that a Go module has beside its code, as an addon with a chart of its own. */
interface DefinitionsAddon {
  id: string;
  variable: string;
  group: string;
  module: string;
  version: string;
  folder: string;
}

/** Modules that bring definitions. */
export const definitionModules: readonly DefinitionsAddon[] = [
  {
    id: "gateway-definitions",
    variable: "gatewayDefinitions",
    group: "gateway.networking.k8s.io",
    module: "sigs.k8s.io/gateway-api",
    version: "v1.5.1",
    folder: "config/crd/standard",
  },
  {
    id: "snapshot-definitions",
    variable: "snapshotDefinitions",
    group: "snapshot.storage.k8s.io",
    module: "github.com/kubernetes-csi/external-snapshotter/client/v8",
    version: "v8.6.0",
    folder: "config/crd",
  },
];

/** Copies the sources of this checkout into a folder, with a stack beside them whose addons run on any machine. */
export async function makeLaneCheckout(folder: string, go: string): Promise<void> {
  copySources(folder);
  cpSync(join(root, "test", "kind", "fixtures"), folder, { recursive: true, filter: (path) => !path.endsWith(".go") });
  for (const each of definitionModules) await writeAddon(folder, each, await moduleFolder(go, each));
}

async function writeAddon(checkout: string, addon: DefinitionsAddon, module: string): Promise<void> {
  const target = join(checkout, "addons", addon.id);
  const templates = join(target, "chart", "templates");
  mkdirSync(templates, { recursive: true });
  for (const name of readdirSync(join(module, addon.folder))) {
    const text = readFileSync(join(module, addon.folder, name), "utf8");
    if (/^kind: CustomResourceDefinition$/m.test(text)) writeFileSync(join(templates, name), text);
  }
  const versions = { minors: ["1.36", "1.37"], chart: "1.0.0", images: [], source: `${addon.module} ${addon.version}, ${addon.folder}` };
  writeFileSync(join(target, "addon.yaml"), JSON.stringify(addonFile(addon)));
  writeFileSync(join(target, "versions.yaml"), JSON.stringify({ versions: [versions] }));
  writeFileSync(join(target, "values.yaml.ejs"), "{}\n");
}

function addonFile({ id, variable, group }: DefinitionsAddon): object {
  return {
    id,
    title: `Definitions of ${group}`,
    docs: `Definitions of ${group}.`,
    switch: variable,
    variables: [{ name: variable, description: `Definitions of ${group}.`, schema: { type: "boolean", default: true } }],
    runsIn: "workload",
    deliveries: ["operator", "flux", "caaph", "sveltos", "helm"],
    chart: { name: id },
    namespace: "kube-system",
    stage: "AfterControlPlaneInitialized",
    order: 5,
    crds: [{ group, by: "chart" }],
    switchedOff: "The definitions go, and all their objects.",
  };
}
