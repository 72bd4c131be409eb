import type { JsonObject, KubernetesObject } from "@cstack/clusterclass";
import type { ClassInput } from "./stack-under-test.ts";

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
  return { clusterClass: patched, templates: new Map([...templates].map(([key, template]) => [key, inMemoryTemplate(template)])) };
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
