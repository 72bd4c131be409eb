import { describe, expect, it } from "vitest";
import { chartContent } from "./chart-content.ts";
import { knownValue } from "./value-types.ts";

const defaults = `
replicas: 2
image: {tag: ""}
nodeSelector: {}
args: []
token:
secret: {create: false}
config: {file: a.conf}
`;
const templates = `
name: {{ .Values.secret.name }}
{{ toYaml .Values.config.extra }}
{{ .Values.secret.data | toYaml | nindent 2 }}
{{- range $key, $value := .Values.options }}
`;

function known(path: string, schema?: object) {
  const files = new Map([
    ["values.yaml", defaults],
    ["templates/all.yaml", templates],
  ]);
  if (schema !== undefined) files.set("values.schema.json", JSON.stringify(schema));
  return knownValue(chartContent(files), path.split("."));
}

describe("a value is known", () => {
  it("by the chart's own values, in their type", () => {
    expect(known("replicas")).toEqual({ key: ["replicas"], types: ["integer"] });
    expect(known("image.tag")).toEqual({ key: ["image", "tag"], types: ["string"] });
    expect(known("args")).toEqual({ key: ["args"], types: ["array"] });
  });

  it("in any type where the chart gives none, with whatever stands below", () => {
    expect(known("token")).toEqual({ key: ["token"], types: ["any"] });
    expect(known("token.value")).toEqual({ key: ["token"], types: ["any"] });
  });

  it("below a map that the chart leaves open", () => {
    expect(known("nodeSelector.disk")).toEqual({ key: ["nodeSelector"], types: ["object"] });
  });

  it("because a template reads it, or prints or walks through the map around it", () => {
    expect(known("secret.name")).toEqual({ key: ["secret", "name"], types: ["any"] });
    expect(known("secret.data.file")).toEqual({ key: ["secret", "data"], types: ["object"] });
    expect(known("config.extra.more")).toEqual({ key: ["config", "extra"], types: ["object"] });
    expect(known("options.verbose")).toEqual({ key: ["options"], types: ["object"] });
  });

  it("by the chart's schema before anything else", () => {
    const schema = {
      properties: { replicas: { type: ["integer", "null", "string"] }, extra: { properties: { a: {} }, additionalProperties: true } },
    };
    expect(known("replicas", schema)).toEqual({ key: ["replicas"], types: ["integer", "string"] });
    expect(known("extra.a", schema)).toEqual({ key: ["extra", "a"], types: ["any"] });
    expect(known("extra.b", schema)).toEqual({ key: ["extra"], types: ["object"] });
  });
});

it.each(["replica", "image.tags", "replicas.min", "secret.nam"])("%s is unknown", (path) => {
  expect(known(path)).toBeUndefined();
});
