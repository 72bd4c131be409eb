import type { KubernetesManifest, RenderedInfraFile } from "@cstack/generator";
import { describe, expect, it } from "vitest";
import { allUnits, renderedUnit } from "../support/repository.ts";

/** Files that somebody applies outside a cluster, one after the other: each finds what it refers to. */

const units = allUnits().map(renderedUnit);
const withFiles = units.filter(({ infra }) => infra.length > 0);
const clusterWide = ["ClusterRole", "ClusterRoleBinding"];

interface PodSpec {
  serviceAccountName?: string;
  volumes: { configMap?: { name: string }; secret?: { secretName: string } }[];
}

describe.each(withFiles.map((unit) => [unit.unit.id, unit] as const))("what %s has applied outside a cluster", (_id, { unit, infra }) => {
  it("is named after the sample's Cluster and stands in its namespace, so that two Clusters never meet", () => {
    for (const { kind, metadata } of infra.flatMap(({ manifests }) => manifests)) {
      const { namespace, name } = metadata as { namespace?: string; name: string };
      expect(name, kind).toMatch(clusterWide.includes(kind) ? /^my-namespace-my-cluster-/ : /^my-cluster-/);
      expect(namespace, name).toBe(clusterWide.includes(kind) ? undefined : "my-namespace");
    }
  });

  it("refers to what an earlier file or the same one brings, and to Secrets that it names to its reader", () => {
    for (const file of infra) {
      const known = new Set(infra.filter(({ order }) => order < file.order).flatMap(objectsOf));
      for (const name of objectsOf(file)) known.add(name);
      expect(referencesOf(file).filter((reference) => !known.has(reference))).toEqual([]);
      for (const secret of secretsOf(file)) expect(file.docs, file.path).toContain(secret);
    }
  });

  it("depends on choices that the class has", () => {
    for (const { when, path } of infra) {
      const { enum: options } = unit.variables.find(({ name }) => name === when?.variable)?.schema ?? {};
      for (const value of when?.values ?? []) expect(options, path).toContain(value);
    }
  });

  it("names every image that it runs among the facts of its addon", () => {
    const facts = unit.addons
      .flatMap(({ version }) => version.images ?? [])
      .map(({ image, digest }) => (digest ? `${image}@${digest}` : image));
    const images = JSON.stringify(infra).match(/"image":"[^"]+"/g) ?? [];
    expect(images.length).toBeGreaterThan(0);
    for (const image of images) expect(facts).toContain(image.slice('"image":"'.length, -1));
  });
});

it("is looked at for at least one provider", () => {
  expect(withFiles.length).toBeGreaterThan(0);
});

function objectsOf({ manifests }: RenderedInfraFile): string[] {
  return manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

/** Roles, service accounts and configurations that the objects of a file use. */
function referencesOf({ manifests }: RenderedInfraFile): string[] {
  return manifests.flatMap((manifest) => {
    const { roleRef, subjects = [] } = manifest as KubernetesManifest & {
      roleRef?: { kind: string; name: string };
      subjects?: { kind: string; name: string }[];
    };
    const bound = [...(roleRef === undefined ? [] : [roleRef]), ...subjects].map(({ kind, name }) => `${kind} ${name}`);
    const token = manifest.metadata.annotations?.["kubernetes.io/service-account.name"];
    const { serviceAccountName = token, volumes = [] } = podOf(manifest) ?? {};
    const account = serviceAccountName === undefined ? [] : [`ServiceAccount ${serviceAccountName}`];
    return [...bound, ...account, ...volumes.flatMap(({ configMap }) => (configMap === undefined ? [] : [`ConfigMap ${configMap.name}`]))];
  });
}

function secretsOf({ manifests }: RenderedInfraFile): string[] {
  return manifests.flatMap((manifest) => podOf(manifest)?.volumes ?? []).flatMap(({ secret }) => secret?.secretName ?? []);
}

function podOf({ kind, spec }: KubernetesManifest): PodSpec | undefined {
  return kind === "Deployment" ? (spec as { template: { spec: PodSpec } }).template.spec : undefined;
}
