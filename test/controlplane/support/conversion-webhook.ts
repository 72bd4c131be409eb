import { request } from "node:https";
import type { JsonObject } from "@cstack/clusterclass";
import type { ManagementCluster } from "./management-cluster.ts";

/** The parts of a CustomResourceDefinition that say how its versions become each other. */
interface Definition {
  spec: {
    versions: { name: string; schema: { openAPIV3Schema: JsonObject } }[];
    conversion?: { webhook?: { clientConfig?: ClientConfig } };
  };
}

interface ClientConfig {
  url?: string;
  caBundle?: string;
  service?: { namespace: string; name: string; path?: string; port?: number };
}

interface ConversionResponse {
  convertedObjects?: JsonObject[];
  result: { status: string; message?: string };
}

/** Objects of one kind in other versions, as the webhook of the kind converts them for the API server. */
export class ConversionWebhook {
  readonly #management: ManagementCluster;
  readonly #definition: Definition;

  private constructor(management: ManagementCluster, definition: Definition) {
    this.#management = management;
    this.#definition = definition;
  }

  /** The webhook of a CustomResourceDefinition, `clusters.cluster.x-k8s.io`. */
  static async of(management: ManagementCluster, name: string): Promise<ConversionWebhook> {
    return new ConversionWebhook(
      management,
      await management.read<Definition>(`/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`),
    );
  }

  schemaOf(version: string): JsonObject {
    const found = this.#definition.spec.versions.find(({ name }) => name === version);
    if (found === undefined) throw new Error(`the kind has no version ${version}`);
    return found.schema.openAPIV3Schema;
  }

  /** Converts all objects at once; throws what the webhook says if it converts one of them not. */
  async convert(objects: readonly JsonObject[], desiredAPIVersion: string): Promise<JsonObject[]> {
    const review = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "ConversionReview",
      request: { uid: "review", desiredAPIVersion, objects },
    };
    const { response } = (await this.#post(review)) as { response: ConversionResponse };
    if (response.result.status !== "Success") throw new Error(response.result.message ?? "not converted");
    return response.convertedObjects ?? [];
  }

  /** A webhook inside the cluster is reached through the API server, one at an address directly. */
  #post(review: unknown): Promise<unknown> {
    const { url, caBundle = "", service } = this.#definition.spec.conversion?.webhook?.clientConfig ?? {};
    if (url !== undefined) return post(url, Buffer.from(caBundle, "base64").toString(), JSON.stringify(review));
    if (service === undefined) throw new Error("the kind has no conversion webhook");
    const { namespace, name, port = 443, path = "/" } = service;
    return this.#management.send(`/api/v1/namespaces/${namespace}/services/https:${name}:${port}/proxy${path}`, review);
  }
}

function post(url: string, ca: string, body: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", ca, headers: { "content-type": "application/json" } }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve(JSON.parse(Buffer.concat(parts).toString("utf8"))));
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
