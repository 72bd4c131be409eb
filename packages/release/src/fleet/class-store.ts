import { createHash } from "node:crypto";
import {
  asJson,
  asObject,
  type ClassReference,
  type EvaluationInput,
  isObject,
  type JsonObject,
  type KubernetesObject,
  nameOf,
  namespaceOf,
  readEvaluationInput,
  writtenReferences,
} from "@cstack/clusterclass";

/** A class with its templates; `id` is its content: classes that are equal in several namespaces are one. */
export interface StoredClass {
  id: string;
  input: EvaluationInput;
}

/** Why a Cluster's class cannot be planned with. */
export interface MissingClass {
  reason: string;
}

/**
 * The classes and templates of a management cluster, by content: an operator installs the same class into the namespace of every tenant, and only one copy of it is
 * kept. Objects of other kinds are ignored where no class names them.
 */
export class ClassStore {
  readonly #contents = new Map<string, KubernetesObject>();
  readonly #digests = new Map<string, string>();
  readonly #found = new Map<string, StoredClass | MissingClass>();
  readonly #inputs = new Map<string, StoredClass | MissingClass>();

  /** Takes a class, a template, or anything else that stands beside Clusters. */
  add(object: KubernetesObject): void {
    const plain = withoutIdentity(object);
    const digest = createHash("sha256").update(JSON.stringify(plain)).digest("base64url");
    if (!this.#contents.has(digest)) this.#contents.set(digest, plain);
    this.#digests.set(keyOf({ kind: object.kind, name: nameOf(object), namespace: namespaceOf(object) }), digest);
  }

  /** The class that a reference means, with its templates. */
  find(reference: ClassReference): StoredClass | MissingClass {
    const key = `${reference.namespace}/${reference.name}`;
    const known = this.#found.get(key) ?? this.#assemble(reference);
    this.#found.set(key, known);
    return known;
  }

  #assemble({ name, namespace }: ClassReference): StoredClass | MissingClass {
    const own = this.#digests.get(keyOf({ kind: "ClusterClass", name, namespace }));
    if (own === undefined) return { reason: `its class ${namespace}/${name} is not there` };
    const templates = writtenReferences(asJson(this.#contents.get(own)!)).flatMap(
      ({ kind, name: template }) => this.#digests.get(keyOf({ kind, name: template, namespace })) ?? [],
    );
    const digests = [...new Set([own, ...templates])];
    const id = digests.join(" ");
    const known = this.#inputs.get(id) ?? this.#read(id, digests);
    this.#inputs.set(id, known);
    return known;
  }

  #read(id: string, digests: readonly string[]): StoredClass | MissingClass {
    const { input, errors } = readEvaluationInput(digests.map((digest) => this.#contents.get(digest)!));
    return input === undefined ? { reason: `its class cannot be read: ${errors[0]?.message ?? ""}` } : { id, input };
  }
}

/** Without the namespace and what an API server writes. */
function withoutIdentity(object: KubernetesObject): KubernetesObject {
  const { status: _, metadata, ...rest } = asJson(object);
  const { name = "", labels, annotations } = isObject(metadata) ? metadata : {};
  const own = isObject(annotations) ? withoutKey(annotations, "kubectl.kubernetes.io/last-applied-configuration") : undefined;
  return asObject({
    ...rest,
    metadata: {
      name,
      namespace: "default",
      ...(labels === undefined ? {} : { labels }),
      ...(own === undefined ? {} : { annotations: own }),
    },
  });
}

function withoutKey(map: JsonObject, key: string): JsonObject {
  const { [key]: _, ...rest } = map;
  return rest;
}

function keyOf({ kind, name, namespace }: { kind: string; name: string; namespace: string }): string {
  return `${kind} ${namespace}/${name}`;
}
