import { type KubernetesObject, templateKey } from "../../api/objects.ts";
import { templateReferences } from "../admission/references.ts";
import { classSpec } from "./class-fixture.ts";

/** A ClusterClass object that is admitted, with `spec` merged over the fixture's. */
export function classObject(spec: Record<string, unknown> = {}, metadata: Record<string, string> = {}): KubernetesObject {
  const merged = JSON.parse(JSON.stringify({ ...classSpec(), ...spec }));
  return {
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "ClusterClass",
    metadata: { name: "stack", namespace: "default", ...metadata },
    spec: merged,
  };
}

/** Empty templates for everything that the fixture's class names. */
export function templateObjects(): Map<string, KubernetesObject> {
  return new Map(
    templateReferences(classSpec()).map((reference) => [
      templateKey(reference),
      {
        apiVersion: reference.apiVersion,
        kind: reference.kind,
        metadata: { name: reference.name, namespace: "default" },
        spec: { template: { spec: {} } },
      },
    ]),
  );
}
