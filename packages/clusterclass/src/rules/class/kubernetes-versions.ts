import type { FieldError } from "../../api/errors.ts";
import { compareWithBuild, formatVersion, parseTolerantVersion, type Version } from "../primitives/versions.ts";
import { clusterApi, type Rule } from "../rule.ts";
import type { ClassRuleInput } from "./input.ts";

const source = clusterApi("core/webhooks/admission/clusterclass.go", "validateKubernetesVersions");

/** The list of Kubernetes versions of a class. Upstream's field path has no `s` at its end. */
export const kubernetesVersionRules: readonly Rule<ClassRuleInput>[] = [
  {
    id: "CC-22",
    title: "Each Kubernetes version is a semantic version",
    source,
    check: ({ spec }) =>
      (spec.kubernetesVersions ?? []).flatMap((text, i) =>
        parseTolerantVersion(text) ? [] : [{ field: field(i), message: `${JSON.stringify(text)} is not a semantic version` }],
      ),
  },
  { id: "CC-23", title: "Kubernetes versions increase", source, check: (input) => forEachStep(input, checkOrder) },
  { id: "CC-24", title: "Kubernetes versions leave out no minor", source, check: (input) => forEachStep(input, checkMinor) },
];

function field(index: number): string {
  return `spec.kubernetesVersion[${index}]`;
}

function forEachStep({ spec }: ClassRuleInput, check: (previous: Version, version: Version, field: string) => FieldError[]): FieldError[] {
  const errors: FieldError[] = [];
  let previous: Version | undefined;
  for (const [i, text] of (spec.kubernetesVersions ?? []).entries()) {
    const version = parseTolerantVersion(text);
    if (!version) continue;
    if (previous) errors.push(...check(previous, version, field(i)));
    previous = version;
  }
  return errors;
}

function checkOrder(previous: Version, version: Version, at: string): FieldError[] {
  const order = compareWithBuild(version, previous);
  if (order === "different" || order > 0) return [];
  return [{ field: at, message: `${formatVersion(version)} is not above ${formatVersion(previous)}, which stands before it` }];
}

function checkMinor(previous: Version, version: Version, at: string): FieldError[] {
  if (version.minor === previous.minor || version.minor === BigInt.asUintN(64, previous.minor + 1n)) return [];
  return [{ field: at, message: `minor ${version.minor} does not follow minor ${previous.minor}` }];
}
