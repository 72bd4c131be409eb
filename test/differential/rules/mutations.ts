import fc from "fast-check";

/** Texts that mean something to some rule; mutations put them where they may not belong. */
const texts = [
  "",
  "x",
  "X_1",
  "a/b",
  "default-worker",
  "*-worker",
  "a*b",
  "v1",
  "v1.36.4",
  "1.36",
  "v1.37.0+b",
  "25%",
  "-1%",
  "/spec/a/0",
  "/spec/template/1",
  "/metadata/labels",
  "add",
  "replace",
  "remove",
  "flavor",
  "nobody",
  "builtin.cluster.name",
  "builtin.nothing",
  "inline",
  "DevMachineTemplate",
  "Template",
  "infrastructure.cluster.x-k8s.io/v1beta1",
  "node.kubernetes.io/x",
  "NoSchedule",
  "RollingUpdate",
  "2026-01-01T00:00:00Z",
  "{{ .cluster.name }}",
  "{{ .nothing }}",
  "{{",
  "a".repeat(64),
  "a".repeat(300),
];

const values: unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  29,
  2 ** 31,
  1.5,
  {},
  [],
  [""],
  [{}],
  { a: "b" },
  { "a b": "c d" },
  { "cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size": "1" },
  ...texts,
];

type Change = { place: number; value: unknown; kind: "replace" | "remove" | "add" | "copy"; from: number };

/** Documents that differ from `base` in one to three places below `root`. */
export function mutations<T>(base: T, root: string): fc.Arbitrary<T> {
  const change: fc.Arbitrary<Change> = fc.record({
    place: fc.nat(10_000),
    from: fc.nat(10_000),
    value: fc.constantFrom(...values),
    kind: fc.constantFrom("replace", "replace", "remove", "add", "copy"),
  });
  return fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce((document, next) => changed(document, next, root), structuredClone(base)));
}

function changed<T>(document: T, { place, from, value, kind }: Change, root: string): T {
  const places = placesOf((document as Record<string, unknown>)[root]);
  const found = places[place % places.length];
  if (!found) return document;
  const { container, key } = found;
  const target = container as Record<string | number, unknown>;
  if (kind === "remove") remove(container, key);
  else if (kind === "add") addTo(target[key], value);
  else target[key] = structuredClone(kind === "copy" ? valueAt(places[from % places.length]!) : value);
  return document;
}

interface Place {
  container: object;
  key: string | number;
}

function placesOf(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [{ container: value, key }, ...placesOf((value as Record<string | number, unknown>)[key])]);
}

function valueAt({ container, key }: Place): unknown {
  return (container as Record<string | number, unknown>)[key];
}

function remove(container: object, key: string | number): void {
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else delete (container as Record<string, unknown>)[key];
}

function addTo(target: unknown, value: unknown): void {
  if (Array.isArray(target)) target.push(structuredClone(target.length > 0 && value === null ? target[0] : value));
  else if (typeof target === "object" && target !== null) (target as Record<string, unknown>)["unknownField"] = value;
}
