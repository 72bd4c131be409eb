import { packChart } from "@cstack/bundle";

/** A chart of one ConfigMap as an archive; more files by path make it larger or another one. */
export function fixtureChart(name: string, version: string, files: Readonly<Record<string, string>> = {}): Uint8Array {
  const all = {
    "Chart.yaml": `apiVersion: v2\nname: ${name}\nversion: ${version}\n`,
    "values.yaml": "greeting: hello\n",
    "templates/greeting.yaml":
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}-greeting\ndata:\n  greeting: {{ .Values.greeting | quote }}\n",
    ...files,
  };
  return packChart(name, new Map(Object.entries(all)));
}

/** The index.yaml of a Helm repository with one chart, as Helm writes it. */
export function fixtureIndex(name: string, entries: readonly { version: string; url: string; digest?: string }[]): string {
  const items = entries.map(({ version, url, digest }) => {
    const hash = digest === undefined ? "" : `    digest: ${digest.replace("sha256:", "")}\n`;
    return `  - apiVersion: v2\n${hash}    name: ${name}\n    urls:\n    - ${url}\n    version: ${version}\n`;
  });
  return `apiVersion: v1\nentries:\n  ${name}:\n${items.join("")}generated: "2026-01-01T00:00:00Z"\n`;
}
