import { Agent, request } from "node:https";
import { NotYet } from "../process/eventually.ts";
import type { ApiCredentials } from "./credentials.ts";
import type { Manifest } from "./manager-manifests.ts";

const patience = 60_000;
/** A small machine answers more requests at a time later, not sooner. */
const atOnce = 6;
const fieldManager = "cstack-smoke";

/**
 * The few requests that starting a control plane makes by the hundred: a process of kubectl for each would take longer than all of them. Answers that
 * may be others later (429, 5xx, no connection) are thrown as {@link NotYet}.
 */
export class ApiClient {
  readonly #server: string;
  readonly #agent: Agent;
  readonly #authorization: { authorization?: string };

  constructor({ server, token, ...tls }: ApiCredentials) {
    this.#server = server.replace(/\/$/, "");
    this.#authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const { authority: ca, certificate: cert, key } = tls;
    this.#agent = new Agent({ ...defined({ ca, cert, key }), keepAlive: true, maxSockets: atOnce });
  }

  /** The JSON at a path; anything but 200 is thrown with what the API server says of it. */
  async read(path: string): Promise<unknown> {
    const { status, text } = await this.#send("GET", path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${messageOf(text)}`);
    return JSON.parse(text);
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
      const headers = { ...this.#authorization, "content-type": "application/apply-patch+yaml" };
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

/** Options that are there; the rest is left to the library. */
function defined<T extends object>(options: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return text.slice(0, 200);
  }
}
