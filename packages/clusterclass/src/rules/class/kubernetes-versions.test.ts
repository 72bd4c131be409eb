import { expect, test } from "vitest";
import { classInput } from "../testing/class-fixture.ts";
import { findings } from "../testing/findings.ts";
import { kubernetesVersionRules } from "./kubernetes-versions.ts";

function listed(...kubernetesVersions: string[]) {
  return findings(kubernetesVersionRules, classInput({ kubernetesVersions }));
}

test.each([
  [[]],
  [["v1.35.8", "v1.36.4"]],
  [["1.35", "v1.36.0-rc.1", "v1.36.0"]],
  [["v1.36.4+1", "v1.36.4+2"]],
  [["v1.36.4+abc", "v1.36.4+aaa"]],
])("%j is accepted", (versions) => {
  expect(listed(...versions)).toEqual([]);
});

test("what is not a version is refused, and the next one compared with the last that is", () => {
  expect(listed("v1.36.4", "new", "v1.36.3")).toEqual(["CC-22 spec.kubernetesVersion[1]", "CC-23 spec.kubernetesVersion[2]"]);
});

test("versions increase", () => {
  expect(listed("v1.36.4", "v1.36.4")).toEqual(["CC-23 spec.kubernetesVersion[1]"]);
  expect(listed("v1.36.4+2", "v1.36.4+1")).toEqual(["CC-23 spec.kubernetesVersion[1]"]);
});

test("no minor is left out", () => {
  expect(listed("v1.34.1", "v1.36.4")).toEqual(["CC-24 spec.kubernetesVersion[1]"]);
});
