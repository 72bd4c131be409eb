import fc from "fast-check";

/*
 * A grammar of the Go templates that patches use: variables and builtins, conditions, loops, pipes through sprig, and YAML around them.
 */

const paths = fc.constantFrom(
  ".flavor",
  ".count",
  ".ratio",
  ".enabled",
  ".cidrs",
  ".settings",
  ".settings.mirror",
  ".settings.insecure",
  ".settings.ports",
  ".labels",
  ".labels.zone",
  ".free",
  ".missing",
  ".missing.deeper",
  ".builtin.cluster.name",
  ".builtin.cluster.namespace",
  ".builtin.cluster.uid",
  ".builtin.cluster.metadata.labels",
  ".builtin.cluster.metadata.annotations",
  ".builtin.cluster.topology.version",
  ".builtin.cluster.topology.class",
  ".builtin.cluster.topology.classRef.name",
  ".builtin.cluster.network.pods",
  ".builtin.cluster.network.serviceDomain",
  ".builtin.controlPlane.version",
  ".builtin.controlPlane.replicas",
  ".builtin.controlPlane.name",
  ".builtin.controlPlane.metadata.labels",
  ".builtin.controlPlane.machineTemplate.infrastructureRef.name",
  ".builtin.machineDeployment.class",
  ".builtin.machineDeployment.topologyName",
  ".builtin.machineDeployment.version",
  ".builtin.machineDeployment.replicas",
  ".builtin.machineDeployment.metadata.labels",
  ".builtin.machineDeployment.bootstrap.configRef.name",
  ".builtin.machinePool.infrastructureRef.name",
  ".builtin.machinePool",
);

const pipe = fc.constantFrom(
  "",
  "",
  "",
  " | quote",
  " | squote",
  " | upper",
  " | toJson",
  ' | default "fallback"',
  " | toString",
  " | int64",
  " | int",
  " | trim",
  " | len",
  " | empty",
  " | b64enc",
  ' | toString | trimPrefix "v"',
  " | toJson | quote",
  " | toString | nindent 2",
  ' | toString | replace "1" "2"',
);

const expression = fc.tuple(paths, pipe).map(([path, functions]) => `{{ ${path}${functions} }}`);

const condition = fc.oneof(
  paths,
  fc
    .tuple(fc.constantFrom("not", "empty", 'kindIs "string"', "hasKey ."), paths)
    .map(([test, path]) => `${test === "hasKey ." ? `hasKey . "${path.slice(1)}"` : `${test} ${path}`}`),
  fc
    .tuple(fc.constantFrom('eq (toString .count) "3"', 'ne (toString .flavor) "m1"', "eq .enabled true", "ge (len (toString .free)) 3"))
    .map(([test]) => test),
  fc.tuple(fc.constantFrom("eq", "ne"), paths, fc.constantFrom('"m1"', '"v1.36.1"', "true", "3.0")).map((parts) => parts.join(" ")),
  fc.tuple(paths, paths).map(([left, right]) => `and ${left} ${right}`),
  fc.tuple(paths, paths).map(([left, right]) => `or ${left} (not ${right})`),
  fc.constant('semverCompare ">=1.30" .builtin.cluster.topology.version'),
  fc.constant('hasPrefix "m" (toString .flavor)'),
  fc.constant("gt (int .count) 2"),
);

const word = fc.constantFrom("a", "b-c", "10.0.0.0/8", "yes", "1", "http://x", "é");

const inline: fc.Arbitrary<string> = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 2 },
    word,
    expression,
    fc.tuple(condition, tie("text"), tie("text")).map(([test, yes, no]) => `{{ if ${test} }}${yes}{{ else }}${no}{{ end }}`),
    fc.tuple(condition, tie("text")).map(([test, yes]) => `{{- if ${test} -}}${yes}{{- end -}}`),
    fc.tuple(paths, word).map(([path, body]) => `{{ with ${path} }}${body}{{ . }}{{ end }}`),
    fc.tuple(tie("text"), tie("text")).map(([left, right]) => `${left} ${right}`),
    fc.constant('{{ printf "%s-%v" .builtin.cluster.name .count }}'),
    fc.constant("{{ if .cidrs }}{{ index .cidrs 0 }}{{ end }}"),
    fc.constant('{{ ternary "x" "y" (eq .enabled true) }}'),
  ),
})).text;

const block = fc.oneof(
  fc
    .tuple(fc.constantFrom("name", "value", "y", "content"), inline, fc.constantFrom("other", "no"), inline)
    .map(([a, x, b, z]) => `${a}: ${x}\n${b}: ${z}\n`),
  paths.map((path) => `{{ range ${path} }}\n- {{ . }}{{ end }}\n`),
  paths.map((path) => `{{ range $key, $value := ${path} }}\n{{ $key }}: {{ $value | quote }}{{ end }}\n`),
  fc.tuple(inline, inline).map(([x, z]) => `- ${x}\n- name: ${z}\n`),
  fc.tuple(inline, inline).map(([x, z]) => `path: /etc/x\ncontent: |\n  ${x}\n  ${z}\n`),
  fc.constant("{{ .settings | toJson }}"),
  fc.constant('{{ dict "a" .flavor "b" (list 1 .count) | toJson }}'),
);

/** A `valueFrom.template`. */
export const valueTemplate: fc.Arbitrary<string> = fc.oneof({ weight: 3, arbitrary: inline }, { weight: 2, arbitrary: block });

/** An `enabledIf`; mostly one that can hold. */
export const enabledIf: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 4, arbitrary: condition.map((test) => `{{ if ${test} }}true{{ end }}`) },
    { weight: 2, arbitrary: condition.map((test) => `{{ ${test} }}`) },
    { weight: 2, arbitrary: fc.constantFrom("true", "yes", " True ", "on # x", '"true"', "1", "false", "{{ false }}", "<no value>") },
    { weight: 1, arbitrary: inline },
  )
  .filter((text) => text.length <= 256 && text !== "");
