import type { AddonVersion, ContainerImage } from "@cstack/model";
import type { Unit } from "../resolve/unit.ts";
import type { TemplateData } from "./ejs.ts";

/** What an EJS template of a unit sees; the values of an addon also see the facts of its version. */
export function templateData(unit: Unit, className: string, addon?: AddonVersion): TemplateData {
  const { kubernetes, provider, stack, infrastructure, nodeImage } = unit;
  return {
    unit: {
      id: unit.id,
      className,
      workerClasses: unit.workerClasses,
      features: unit.features.map((feature) => feature.data.id),
      /** Schemas by name: a fact that is the default of a variable has its home there. */
      variables: Object.fromEntries(unit.variables.map(({ name, schema }) => [name, schema])),
    },
    kubernetes: { ...kubernetes, minorNumber: Number(kubernetes.minor.split(".")[1]) },
    provider: { id: provider.data.id, title: provider.data.title },
    stack: { id: stack.data.id, title: stack.data.title },
    facts: {
      infrastructure: infrastructure ?? null,
      nodeImage: nodeImage ?? null,
      addon: addon === undefined ? null : { ...addon, images: byComponent(addon.images ?? []) },
    },
  };
}

/** Images as a manifest names them, by what they are. */
function byComponent(images: readonly ContainerImage[]): Record<string, string> {
  return Object.fromEntries(
    images.flatMap(({ component, image, digest }) =>
      component === undefined ? [] : [[component, digest === undefined ? image : `${image}@${digest}`]],
    ),
  );
}
