import { expect, test } from "vitest";
import type { JsonObject } from "../../api/json.ts";
import { convertKubeadmPatch } from "./patches.ts";

const configSpec = "/spec/template/spec/kubeadmConfigSpec";

function converted(jsonPatch: JsonObject) {
  const result = convertKubeadmPatch("KubeadmControlPlaneTemplate", jsonPatch);
  return "problem" in result ? "by hand" : result.jsonPatch;
}

test.each([
  "/spec/template/metadata/labels",
  `${configSpec}/files/-`,
  `${configSpec}/preKubeadmCommands/0`,
  `${configSpec}/clusterConfiguration/apiServer/certSANs`,
  `${configSpec}/joinConfiguration/nodeRegistration/name`,
])("%s stays", (path) => {
  const jsonPatch = { op: "add", path, valueFrom: { variable: "x" } };
  expect(converted(jsonPatch)).toEqual(jsonPatch);
});

test("a renamed field keeps the value that is computed later", () => {
  const jsonPatch = { op: "replace", path: "/spec/template/spec/machineNamingStrategy/template", valueFrom: { variable: "x" } };
  expect(converted(jsonPatch)).toEqual({ ...jsonPatch, path: "/spec/template/spec/machineNaming/template" });
});

test("literals are converted with their place", () => {
  expect(converted({ op: "add", path: `${configSpec}/clusterConfiguration/apiServer/extraArgs`, value: { b: "2", a: "1" } })).toEqual({
    op: "add",
    path: `${configSpec}/clusterConfiguration/apiServer/extraArgs`,
    value: [
      { name: "a", value: "1" },
      { name: "b", value: "2" },
    ],
  });
  expect(converted({ op: "add", path: "/spec/template/spec/remediationStrategy/retryPeriod", value: "1m" })).toEqual({
    op: "add",
    path: "/spec/template/spec/remediation/retryPeriodSeconds",
    value: 60,
  });
  expect(
    converted({ op: "add", path: `${configSpec}/initConfiguration/nodeRegistration`, value: { kubeletExtraArgs: { a: "1" } } }),
  ).toMatchObject({
    value: { kubeletExtraArgs: [{ name: "a", value: "1" }] },
  });
});

test.each<JsonObject>([
  { op: "add", path: `${configSpec}/clusterConfiguration/apiServer/extraArgs/v`, value: "2" },
  { op: "add", path: `${configSpec}/clusterConfiguration/apiServer`, valueFrom: { variable: "x" } },
  { op: "add", path: `${configSpec}/initConfiguration/nodeRegistration/kubeletExtraArgs`, valueFrom: { template: "x" } },
  { op: "add", path: "/spec/template/spec/machineTemplate/nodeDrainTimeout", value: "1m" },
  { op: "add", path: `${configSpec}/clusterConfiguration/apiServer/timeoutForControlPlane`, value: "1m" },
  { op: "add", path: "/spec/template/spec/rolloutStrategy", value: { type: "RollingUpdate" } },
  { op: "remove", path: `${configSpec}/useExperimentalRetryJoin` },
])("%j is rewritten by hand", (jsonPatch) => {
  expect(converted(jsonPatch)).toBe("by hand");
});

test("what is removed needs no conversion", () => {
  const jsonPatch = { op: "remove", path: `${configSpec}/clusterConfiguration/apiServer` };
  expect(converted(jsonPatch)).toEqual(jsonPatch);
});

test("templates of other kinds are not touched", () => {
  const jsonPatch = { op: "add", path: "/spec/template/spec/rolloutStrategy", value: {} };
  expect(convertKubeadmPatch("DevMachineTemplate", jsonPatch)).toEqual({ jsonPatch });
});
