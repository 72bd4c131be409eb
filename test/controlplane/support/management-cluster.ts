import type { JsonObject, KubernetesObject } from "@cstack/clusterclass";
import { execa } from "execa";
import type { ManagementTools } from "./management-tools.ts";

/** An object as an API server returns it. */
export interface StoredObject extends KubernetesObject {
  metadata: KubernetesObject["metadata"] & {
    name: string;
    uid: string;
    generation: number;
    creationTimestamp: string;
    deletionTimestamp?: string;
    finalizers?: string[];
    ownerReferences?: { kind: string; name: string; uid: string }[];
    managedFields?: { manager: string; operation: string; subresource?: string; fieldsV1?: Record<string, unknown> }[];
  };
  spec: NonNullable<KubernetesObject["spec"]>;
  status?: { observedGeneration?: number; conditions?: Condition[] } & NonNullable<KubernetesObject["spec"]>;
}

export interface Condition {
  type: string;
  status: string;
  reason: string;
  message?: string;
  observedGeneration?: number;
}

/** A refusal of the API server or of a webhook. */
export interface Refusal {
  message: string;
  /** Fields that the causes name, each once, sorted. */
  fields: string[];
}

export interface Kind {
  apiVersion: string;
  kind: string;
}

interface ApiStatus {
  message?: string;
  details?: { causes?: { field?: string }[] };
}

/** A deletion of everything of a kind asks the webhooks about each object, on a busy machine for minutes. */
const patience = 180_000;

/** Requests under way at a time; an API server on a small machine answers more of them later, not sooner. */
const atOnce = 12;

/** The API of a management cluster, through `kubectl proxy`, so that any kubeconfig works. Unexpected answers are thrown. */
export class ManagementCluster {
  readonly #address: string;
  readonly #stop: () => void;
  readonly #waiting: (() => void)[] = [];
  #free = atOnce;
  readonly #plurals = new Map<string, Promise<Map<string, string>>>();

  private constructor(address: string, stop: () => void) {
    this.#address = address;
    this.#stop = stop;
  }

  static async connect({ kubectl, kubeconfig }: ManagementTools): Promise<ManagementCluster> {
    const proxy = execa(kubectl, ["--kubeconfig", kubeconfig, "proxy", "--port=0"], { reject: false });
    const announced = new Promise<string>((resolve, reject) => {
      proxy.stdout.once("data", (text: Buffer) => resolve(text.toString()));
      proxy.once("exit", (code) => reject(new Error(`kubectl proxy ended with ${code}`)));
    });
    const address = /serve on (\S+)/.exec(await announced)?.[1];
    return new ManagementCluster(`http://${address}`, () => proxy.kill());
  }

  close(): void {
    this.#stop();
  }

  /** What is at a path of the API. */
  async read<T>(path: string): Promise<T> {
    return (await this.#expectOk("GET", path)) as T;
  }

  /** The answer to what is sent to a path of the API. */
  async send(path: string, body: unknown): Promise<unknown> {
    return this.#expectOk("POST", path, body);
  }

  async createNamespace(name: string): Promise<void> {
    await this.#expectOk("POST", "/api/v1/namespaces", { metadata: { name } });
  }

  async deleteNamespace(name: string): Promise<void> {
    await this.#expectOk("DELETE", `/api/v1/namespaces/${name}`);
  }

  /** Creates an object; undefined if it was accepted. */
  async create(object: KubernetesObject): Promise<Refusal | undefined> {
    return this.#change("POST", await this.#path(object, object.metadata.namespace), object, "application/json");
  }

  /** What the API server would store of an object, with the defaults of its schema and of webhooks; nothing is created. */
  async dryRun(object: KubernetesObject): Promise<JsonObject> {
    const path = await this.#path(object, object.metadata.namespace);
    return (await this.#expectOk("POST", `${path}?dryRun=All`, object)) as JsonObject;
  }

  /** Replaces fields by a JSON merge patch; undefined if it was accepted. */
  async patch(object: KubernetesObject, changes: unknown): Promise<Refusal | undefined> {
    const path = `${await this.#path(object, object.metadata.namespace)}/${object.metadata.name}`;
    return this.#change("PATCH", path, changes, "application/merge-patch+json");
  }

  /** Replaces the spec of an object that exists, as a dry run that all webhooks see; undefined if it would be accepted. */
  async tryReplace(stored: StoredObject, spec: JsonObject): Promise<Refusal | undefined> {
    const path = `${await this.#path(stored, stored.metadata.namespace)}/${stored.metadata.name}?dryRun=All`;
    return this.#change("PUT", path, { ...stored, spec }, "application/json");
  }

  async get(kind: Kind, namespace: string, name: string): Promise<StoredObject> {
    return (await this.#expectOk("GET", `${await this.#path(kind, namespace)}/${name}`)) as StoredObject;
  }

  /** All objects of a kind in a namespace. */
  async list(kind: Kind, namespace: string): Promise<StoredObject[]> {
    const { items } = (await this.#expectOk("GET", await this.#path(kind, namespace))) as { items: StoredObject[] };
    return items.map((item) => ({ ...item, apiVersion: kind.apiVersion, kind: kind.kind }));
  }

  async deleteAll(kind: Kind, namespace: string): Promise<void> {
    await this.#expectOk("DELETE", await this.#path(kind, namespace));
  }

  /** The kinds of an API group that live in namespaces. */
  async kindsOf(apiVersion: string): Promise<Kind[]> {
    return [...(await this.#pluralsOf(apiVersion)).keys()].map((kind) => ({ apiVersion, kind }));
  }

  async #path({ apiVersion, kind }: Kind, namespace = "default"): Promise<string> {
    const plural = (await this.#pluralsOf(apiVersion)).get(kind);
    if (plural === undefined) throw new Error(`the management cluster does not know ${kind} of ${apiVersion}`);
    return `${rootOf(apiVersion)}/namespaces/${namespace}/${plural}`;
  }

  #pluralsOf(apiVersion: string): Promise<Map<string, string>> {
    const known = this.#plurals.get(apiVersion) ?? this.#discover(apiVersion);
    this.#plurals.set(apiVersion, known);
    return known;
  }

  async #discover(apiVersion: string): Promise<Map<string, string>> {
    const { resources } = (await this.#expectOk("GET", rootOf(apiVersion))) as {
      resources: { kind: string; name: string; namespaced: boolean }[];
    };
    return new Map(resources.filter(({ name, namespaced }) => namespaced && !name.includes("/")).map(({ kind, name }) => [kind, name]));
  }

  async #change(method: string, path: string, body: unknown, type: string): Promise<Refusal | undefined> {
    const { ok, answer } = await this.#request(method, path, body, type);
    if (ok) return undefined;
    const { message = "", details } = answer as ApiStatus;
    const fields = new Set((details?.causes ?? []).map(({ field = "" }) => field));
    return { message, fields: [...fields].toSorted() };
  }

  async #expectOk(method: string, path: string, body?: unknown): Promise<unknown> {
    const { ok, answer } = await this.#request(method, path, body, "application/json");
    if (!ok) throw new Error(`${method} ${path}: ${(answer as ApiStatus).message ?? "no message"}`);
    return answer;
  }

  async #request(method: string, path: string, body: unknown, type: string): Promise<{ ok: boolean; answer: unknown }> {
    await this.#turn();
    try {
      return await this.#send(method, path, body, type);
    } finally {
      this.#free += 1;
      this.#waiting.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    while (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#free -= 1;
  }

  /** Asks again where the API server says so: while it is busy, or prepares the storage of a kind that was just installed. */
  async #ask(url: string, init: RequestInit): Promise<Response> {
    for (;;) {
      const response = await fetch(url, init);
      const seconds = secondsToWait(response);
      if (seconds === undefined) return response;
      await response.arrayBuffer();
      await new Promise((done) => setTimeout(done, seconds * 1000));
    }
  }

  async #send(method: string, path: string, body: unknown, type: string): Promise<{ ok: boolean; answer: unknown }> {
    const init = { method, headers: { "content-type": type }, signal: AbortSignal.timeout(patience) };
    const response = await this.#ask(this.#address + path, body === undefined ? init : { ...init, body: JSON.stringify(body) });
    // The proxy itself answers in plain text, if it does not reach the API server.
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return { ok: response.ok, answer: isJson ? await response.json() : { message: await response.text() } };
  }
}

/** Seconds after which a request that was not looked at may be sent again, as client-go does; undefined if the answer is one. */
function secondsToWait({ status, headers }: Response): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? "0");
  return (status === 429 || status === 503) && seconds > 0 ? seconds : undefined;
}

/** Where the API server serves a group and version; the core group has none. */
function rootOf(apiVersion: string): string {
  return apiVersion === "v1" ? "/api/v1" : `/apis/${apiVersion}`;
}

/** The condition of an object, if it speaks of its current generation. */
export function conditionOf({ metadata, status }: StoredObject, type: string): Condition | undefined {
  const found = status?.conditions?.find((condition) => condition.type === type);
  return (found?.observedGeneration ?? metadata.generation) === metadata.generation ? found : undefined;
}

/** Asks again and again until there is an answer; undefined once the time is over. */
export async function eventually<T>(milliseconds: number, ask: () => Promise<T | undefined>, pause = 500): Promise<T | undefined> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || Date.now() > deadline) return answer;
    await new Promise((done) => setTimeout(done, pause));
  }
}
