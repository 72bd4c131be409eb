import { setTimeout as delay } from "node:timers/promises";
import type { Credentials } from "./credentials.ts";
import { isLoopback } from "./reference.ts";
import { RegistryError } from "./registry-error.ts";

export interface TransportOptions {
  /** Speak HTTP without TLS; on by itself for this machine only. */
  plainHttp?: boolean;
  /** Attempts of one request; 5 unless told. */
  attempts?: number;
  /** Milliseconds before the second attempt, doubled for each further one; 250 unless told. */
  backoff?: number;
}

export interface RegistryRequest {
  method: string;
  /** From `/v2/` on, or a whole address that the registry gave. */
  path: string;
  /** `repository:<name>:pull,push`, for registries with a token service. */
  scope: string;
  headers?: Record<string, string>;
  body?: Uint8Array;
  /** Answers beside 2xx that the caller understands. */
  expected?: readonly number[];
}

export interface RegistryAnswer {
  status: number;
  headers: Headers;
  body: Uint8Array;
}

const requestTimeout = 60_000;
/** Manifests and catalogs; blobs of ours are far smaller. */
const largestAnswer = 64 * 1024 * 1024;

/**
 * Requests to one registry: TLS unless it is this machine, credentials for this host only, tokens where it asks for them, and another attempt where
 * the registry or the way to it failed. Source: OCI Distribution 1.1; distribution/distribution, docs/spec/auth/token.md.
 */
export class Transport {
  readonly host: string;
  readonly #origin: string;
  readonly #credentials: Credentials;
  readonly #attempts: number;
  readonly #backoff: number;
  /** The value of the header Authorization by scope. */
  readonly #authorization = new Map<string, string>();
  readonly #underWay = new Map<string, Promise<boolean>>();
  /** Requests that were sent, attempts included. */
  sent = 0;

  constructor(host: string, credentials: Credentials, { plainHttp, attempts = 5, backoff = 250 }: TransportOptions = {}) {
    this.host = host;
    this.#origin = `${(plainHttp ?? isLoopback(host)) ? "http" : "https"}://${host}`;
    this.#credentials = credentials;
    this.#attempts = attempts;
    this.#backoff = backoff;
  }

  /** Does work once for a key at a time: whoever asks while it is under way gets false when it is done. */
  async once(key: string, work: () => Promise<boolean>): Promise<boolean> {
    const underWay = this.#underWay.get(key);
    if (underWay !== undefined) return underWay.then(() => false);
    const begun = work().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, begun);
    return begun;
  }

  /** @throws RegistryError CS6020 for what no attempt could make good, and for unexpected answers */
  async request(request: RegistryRequest): Promise<RegistryAnswer> {
    for (let attempt = 1; ; attempt++) {
      const { answer, failure } = await this.#attempt(request);
      if (answer !== undefined && !isTransient(answer.status)) return this.#judged(request, answer);
      if (attempt >= this.#attempts) throw this.#unreachable(request, answer, failure);
      await delay(waitBefore(attempt, this.#backoff, answer));
    }
  }

  async #attempt(request: RegistryRequest): Promise<{ answer?: RegistryAnswer; failure?: string }> {
    try {
      const answer = await this.#send(request);
      if (answer.status !== 401 || !(await this.#authorize(request.scope, answer))) return { answer };
      return { answer: await this.#send(request) };
    } catch (error) {
      if (error instanceof RegistryError) throw error;
      const { message, cause } = error as Error;
      return { failure: cause instanceof Error ? `${message}: ${cause.message}` : message };
    }
  }

  async #send({ method, path, scope, headers, body }: RegistryRequest): Promise<RegistryAnswer> {
    const url = new URL(path, this.#origin);
    const authorization = url.origin === this.#origin ? this.#authorization.get(scope) : undefined;
    this.sent++;
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(requestTimeout),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > largestAnswer) throw new RegistryError("CS6020", this.host, `The answer to ${method} ${url.pathname} is too large.`);
    return { status: response.status, headers: response.headers, body: bytes };
  }

  /** Answers a challenge; false where there is nothing new to answer with. */
  async #authorize(scope: string, { headers }: RegistryAnswer): Promise<boolean> {
    const challenge = headers.get("www-authenticate") ?? "";
    const before = this.#authorization.get(scope);
    const value = /^bearer /i.test(challenge) ? await this.#token(challenge, scope) : basic(this.#credentials);
    if (value === undefined || value === before) return false;
    this.#authorization.set(scope, value);
    return true;
  }

  async #token(challenge: string, scope: string): Promise<string | undefined> {
    if (this.#credentials.kind === "bearer") return `Bearer ${this.#credentials.token}`;
    const fields = Object.fromEntries([...challenge.matchAll(/([a-z_]+)="([^"]*)"/gi)].map(([, name, value]) => [name, value]));
    const realm = new URL(fields["realm"] ?? "", this.#origin);
    if (realm.protocol !== "https:" && !isLoopback(realm.host))
      throw new RegistryError(
        "CS6020",
        this.host,
        `The registry wants credentials sent to ${realm.origin}, which is not protected by TLS.`,
      );
    const response = await fetch(realm, tokenRequest(realm, this.#credentials, fields["service"], scope));
    if (!response.ok) return undefined;
    const { token, access_token: access } = (await response.json()) as { token?: string; access_token?: string };
    const found = token ?? access;
    return found === undefined ? undefined : `Bearer ${found}`;
  }

  #judged({ method, path, expected = [] }: RegistryRequest, answer: RegistryAnswer): RegistryAnswer {
    if ((answer.status >= 200 && answer.status < 300) || expected.includes(answer.status)) return answer;
    const reason = answer.status === 401 || answer.status === 403 ? "the credentials do not allow it" : errorWords(answer.body);
    throw new RegistryError(
      "CS6020",
      this.host,
      `${method} ${pathOf(path)}: ${answer.status}${reason === "" ? "" : `, ${reason}`}.`,
      answer.status,
    );
  }

  #unreachable({ method, path }: RegistryRequest, answer: RegistryAnswer | undefined, failure: string | undefined): RegistryError {
    const reason = answer === undefined ? failure : `${answer.status}, ${errorWords(answer.body) || "the registry is busy or broken"}`;
    return new RegistryError("CS6020", this.host, `${method} ${pathOf(path)} failed ${this.#attempts} times: ${reason}.`, answer?.status);
  }
}

function tokenRequest(realm: URL, credentials: Credentials, service: string | undefined, scope: string): RequestInit {
  const signal = AbortSignal.timeout(requestTimeout);
  if (credentials.kind === "identity") {
    const form = { grant_type: "refresh_token", refresh_token: credentials.token, client_id: "cstack", service: service ?? "", scope };
    return { method: "POST", body: new URLSearchParams(form), signal };
  }
  if (service !== undefined) realm.searchParams.set("service", service);
  realm.searchParams.set("scope", scope);
  const authorization = basic(credentials);
  return { headers: authorization === undefined ? {} : { authorization }, signal };
}

function basic(credentials: Credentials): string | undefined {
  if (credentials.kind === "bearer") return `Bearer ${credentials.token}`;
  if (credentials.kind !== "basic") return undefined;
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`;
}

function isTransient(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

function waitBefore(attempt: number, backoff: number, answer: RegistryAnswer | undefined): number {
  const asked = Number(answer?.headers.get("retry-after"));
  const own = backoff * 2 ** (attempt - 1);
  return Number.isFinite(asked) && asked > 0 ? Math.min(Math.max(asked * 1000, own), 30_000) : own;
}

/** Addresses of uploads carry state that is nobody's business. */
function pathOf(path: string): string {
  return path.replace(/^https?:\/\/[^/]+/, "").replace(/\?.*$/, "");
}

/** The words of an error answer (OCI Distribution 1.1, "Error Codes"). */
function errorWords(body: Uint8Array): string {
  try {
    const { errors = [] } = JSON.parse(Buffer.from(body).toString("utf8")) as { errors?: { code?: string; message?: string }[] };
    return errors.map(({ code, message }) => [code, message].filter(Boolean).join(" ")).join("; ");
  } catch {
    return "";
  }
}
