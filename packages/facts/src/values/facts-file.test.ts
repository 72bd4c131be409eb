import { formatDiagnostic, readYaml, validateSource } from "@cstack/model";
import { expect, it } from "vitest";
import { factsFile } from "./facts-file.ts";

it("writes a source file with one line a value", () => {
  const text = factsFile([
    {
      version: "1.0.0",
      source: "team/hello v1.0.0",
      values: [
        { key: "replicas", types: ["integer"], changes: ["Deployment hello"] },
        { key: ["nodeSelector", "a.b/c"], types: ["string"], asDefault: true },
      ],
    },
  ]);
  expect(text.split("\n").slice(2)).toEqual([
    "charts:",
    "  - version: 1.0.0",
    "    source: team/hello v1.0.0",
    "    values:",
    "      - {key: replicas, types: [integer], changes: [Deployment hello]}",
    "      - {key: [nodeSelector, a.b/c], types: [string], asDefault: true}",
    "",
  ]);
  const { document } = readYaml("chart-facts.yaml", text);
  expect(validateSource(document!, "chart-facts").map(formatDiagnostic)).toEqual([]);
});
