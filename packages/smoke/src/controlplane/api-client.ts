import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { parse } from "yaml";
import { NotYet } from "../process/eventually.ts";
import type { Manifest } from "./manager-manifests.ts";

/** Who asks which API server; all texts are PEM. */
export interface ApiCredentials {
  server: string;
  authority: string;
  certificate: string;
  key: string;
}

interface Kubeconfig {
  clusters: { cluster: { server: string; "certificate-authority-data": string } }[];
  users: { user: { "client-certificate-data": string; "client-key-data": string } }[];
}

const patience = 60_000;
/** A small machine answers more requests at a time later, not sooner. */
const atOnce = 6;
const fieldManager = "cstack-smoke";

/** The credentials of a kubeconfig of one cluster with everything inside, as this package and kind write it. */
export function readCredentials(kubeconfig: string): ApiCredentials {
  const { clusters, users } = parse(readFileSync(kubeconfig, "utf8")) as Kubeconfig;
  const [cluster, user] = [clusters[0]?.cluster, users[0]?.user];
  if (cluster === undefined || user === undefined) throw new Error(`${kubeconfig} names no cluster or no user`);
  return {
    server: cluster.server,
    authority: fromBase64(cluster["certificate-authority-data"]),
    certificate: fromBase64(user["client-certificate-data"]),
    key: fromBase64(user["client-key-data"]),
  };
}

/**
 * The few requests that starting a control plane makes by the hundred: a process of kubectl for each would take longer than all of them. Answers that
 * may be others later (429, 5xx, no connection) are thrown as {@link NotYet}.
 */
export class ApiClient {
  readonly #server: string;
  readonly #agent: Agent;

  constructor({ server, authority, certificate, key }: ApiCredentials) {
    this.#server = server;
    this.#agent = new Agent({ ca: authority, cert: certificate, key, keepAlive: true, maxSockets: atOnce });
  }

  /** Whether something is served at a path; nothing else is an answer. */
  async isServed(path: string): Promise<boolean> {
    const { status } = await this.#send("GET", path);
    return status === 200;
  }

  /** Server-side apply of an object without namespace; fields that others own are taken over. */
  async apply(object: Manifest, plural: string): Promise<void> {
    const root = object.apiVersion === "v1" ? "/api/v1" : `/apis/${object.apiVersion}`;
    const path = `${root}/${plural}/${object.metadata.name}?fieldManager=${fieldManager}&force=true`;
    const { status, text } = await this.#send("PATCH", path, JSON.stringify(object));
    if (status >= 300) throw new Error(`${object.kind} ${object.metadata.name} is refused (${status}): ${text}`);
  }

  close(): void {
    this.#agent.destroy();
  }

  async #send(method: string, path: string, body?: string): Promise<{ status: number; text: string }> {
    const answer = await this.#exchange(method, path, body).catch((error: Error) => {
      throw new NotYet(`${method} ${path}: ${error.message}`);
    });
    if (answer.status === 429 || answer.status >= 500) throw new NotYet(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer;
  }

  #exchange(method: string, path: string, body: string | undefined): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const headers = { "content-type": "application/apply-patch+yaml" };
      const sent = request(this.#server + path, { method, agent: this.#agent, headers, timeout: patience }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        response.once("end", () => resolve({ status: response.statusCode ?? 0, text }));
        response.once("error", reject);
      });
      sent.once("timeout", () => sent.destroy(new Error(`no answer after ${patience / 1000} s`)));
      sent.once("error", reject);
      sent.end(body);
    });
  }
}

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}
