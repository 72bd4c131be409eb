import { pulledImages } from "@cstack/generator";
import { describe, expect, it } from "vitest";
import { allUnits, renderedUnit } from "../support/repository.ts";

/** What a unit runs beside Kubernetes is listed for mirrors: its addons, and what the class itself brings, as the class names it. */

function imagesOf(unit: ReturnType<typeof allUnits>[number]) {
  return new Map(pulledImages(unit).images.map((entry) => [entry.component, entry]));
}

describe.each(allUnits().map((unit) => [unit.id, unit] as const))("%s", (_id, unit) => {
  it("pulls nothing for its addons that nobody has read", () => {
    const unknown = pulledImages(unit).images.filter((entry) => entry.for === "addon" && entry.image === undefined);
    expect(unknown.map(({ component }) => component)).toEqual([]);
  });
});

describe.each(
  allUnits()
    .filter(({ provider }) => provider.data.id === "docker")
    .map((unit) => [unit.id, unit] as const),
)("%s", (_id, unit) => {
  it("pulls the load balancer in front of the API servers", () => {
    const template = renderedUnit(unit).templates.find(({ kind }) => kind === "DevClusterTemplate");
    expect(template?.spec).toMatchObject({
      template: { spec: { backend: { docker: { loadBalancer: { imageRepository: "kindest", imageTag: "v20230606-42a2262b" } } } } },
    });
    expect(imagesOf(unit).get("load balancer")?.image).toBe("docker.io/kindest/haproxy:v20230606-42a2262b");
  });
});

describe.each(
  allUnits()
    .filter(({ provider }) => provider.data.id === "openstack")
    .map((unit) => [unit.id, unit] as const),
)("%s", (_id, unit) => {
  it("pulls kube-vip by digest", () => {
    const schema = unit.variables.find(({ name }) => name === "kubeVip")?.schema as { properties: { image: { default: string } } };
    const entry = imagesOf(unit).get("kube-vip");
    expect(entry?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(schema.properties.image.default).toBe(`${entry?.image}@${entry?.digest}`);
  });
});
