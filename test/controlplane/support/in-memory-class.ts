import type { JsonObject, KubernetesObject } from "@cstack/clusterclass";
import type { ClassInput } from "./stack-under-test.ts";

interface ClassPatch {
  definitions?: { jsonPatches: { path: string }[] }[];
}

const image = "/spec/template/spec/backend/docker/customImage";
const imageAnnotation = "/spec/template/metadata/annotations/image";
const atOnce = { provisioning: { startupDuration: "1s" } };
const inMemoryMachine = { vm: atOnce, node: atOnce, apiServer: atOnce, etcd: atOnce };

/**
 * A class of the docker provider whose machines exist in the memory of the provider only (`backend.inMemory`): everything but the
 * infrastructure is real, and no container is needed. The unit's own class does that by its variable `machineBackend`, but then no image matters. Here the backend is replaced in the templates, and the patches that set the image set an annotation in the same template instead,
 * so that they still make another template of another image.
 */
export function inMemoryClass({ clusterClass, templates }: ClassInput): ClassInput {
  const patched = JSON.parse(JSON.stringify(clusterClass).replaceAll(image, imageAnnotation)) as KubernetesObject;
  const { patches = [] } = patched.spec as { patches?: ClassPatch[] };
  const kept = patches.filter((patch) => !changesContainers(patch));
  return {
    clusterClass: { ...patched, spec: { ...patched.spec, patches: kept as unknown as JsonObject[] } },
    templates: new Map([...templates].map(([key, template]) => [key, inMemoryTemplate(template)])),
  };
}

/** Without containers there is nothing that such a patch could change, and Cluster API fails where it does not find its place. */
function changesContainers({ definitions = [] }: ClassPatch): boolean {
  return definitions.some(({ jsonPatches }) => jsonPatches.some(({ path }) => path.startsWith("/spec/template/spec/backend/docker/")));
}

function inMemoryTemplate(template: KubernetesObject): KubernetesObject {
  const spec = contents[template.kind];
  return spec === undefined ? template : { ...template, spec: { template: spec } };
}

/** `spec.template` of the kinds that have a backend. */
const contents: Readonly<Record<string, JsonObject>> = {
  DevClusterTemplate: { spec: { backend: { inMemory: {} } } },
  DevMachineTemplate: { metadata: { annotations: { image: "none" } }, spec: { backend: { inMemory: inMemoryMachine } } },
};
