import { expect, test } from "vitest";
import { packAddonDirectory, packChart } from "../archive/index.ts";
import { classChartManifests } from "./class-chart.ts";

const release = { name: "cluster-class", namespace: "tenant" };
const chartFile = "apiVersion: v2\nname: docker-demo-1-36-cluster-class\nversion: v1\n";

function chart(templates: Record<string, string>, values = ""): Uint8Array {
  const files = Object.entries(templates).map(([name, text]) => [`templates/${name}`, text] as const);
  return packChart("docker-demo-1-36-cluster-class", new Map([["Chart.yaml", chartFile], ["values.yaml", values], ...files]));
}

test("templates are filled in with the release, the chart and its values, in the order of their names", () => {
  const archive = chart(
    {
      "b.yaml": "kind: ClusterClass\nmetadata: {name: {{ .Release.Name }}-{{ .Chart.Version }}, namespace: {{ .Release.Namespace }}}\n",
      "a.yaml": 'image: {{ .Values.images.worker }}\ntemplate: {{ "{{ .builtin.cluster.name }}" }}\n',
      "_helpers.yaml": "{{ fail `never` }}",
      "NOTES.txt": "not a manifest",
    },
    "images: {worker: ubuntu}\n",
  );
  expect(classChartManifests(archive, release)).toEqual({
    text:
      "image: ubuntu\ntemplate: {{ .builtin.cluster.name }}\n\n---\n" +
      "kind: ClusterClass\nmetadata: {name: cluster-class-v1, namespace: tenant}\n",
  });
});

test("a template that needs Helm's own functions is named", () => {
  const found = classChartManifests(chart({ "class.yaml": 'kind: {{ include "name" . }}\n' }), release);
  expect(found).toEqual({ fault: expect.stringMatching(/class\.yaml.*include.*helm template/s) });
});

test("an archive without a chart is none", () => {
  const found = classChartManifests(packAddonDirectory(new Map([["x/templates/a.yaml", "a: 1\n"]])), release);
  expect(found).toEqual({ fault: expect.stringContaining("no Chart.yaml") });
});
