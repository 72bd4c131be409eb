import type { RenderedInfraFile } from "@cstack/generator";
import { expect, it } from "vitest";
import { infraRows, infraTexts } from "./infra-files.ts";

const file: RenderedInfraFile = {
  name: "access",
  order: 20,
  file: "access.yaml.ejs",
  path: "infra/20-access.yaml",
  appliedTo: "infra",
  step: "BeforeCluster",
  when: { variable: "cloud", values: ["inside", "beside"] },
  docs: "What the controller may do.\nNothing else.\n",
  manifests: [{ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "my-cluster-access" } }],
};

it("says at the top of a file where it goes, when, and for which Clusters", () => {
  expect(infraTexts({ infra: [file] }).get("infra/20-access.yaml")).toBe(
    `# Apply to the cluster that runs the machines, before the Cluster.
# Needed where \`cloud\` is \`inside\` or \`beside\`.
# What the controller may do.
# Nothing else.
apiVersion: v1
kind: ServiceAccount
metadata:
  name: my-cluster-access
`,
  );
});

it("lists the files for the README of a release", () => {
  const always: RenderedInfraFile = { ...file, path: "infra/30-all.yaml", appliedTo: "management", step: "AfterCluster" };
  delete always.when;
  expect(infraRows({ infra: [{ ...file, when: { variable: "cloud" } }, always] }).map((row) => row.slice(0, 4))).toEqual([
    ["`infra/20-access.yaml`", "the cluster that runs the machines", "before the Cluster", "`cloud` is set"],
    ["`infra/30-all.yaml`", "the management cluster", "after the Cluster", "always"],
  ]);
});
