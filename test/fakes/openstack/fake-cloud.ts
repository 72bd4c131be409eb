import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { cinderRoutes } from "./cinder.ts";
import { CloudRefusal, refusalBody } from "./cloud-refusal.ts";
import { CloudState } from "./cloud-state.ts";
import { type Fault, Faults } from "./faults.ts";
import { glanceRoutes } from "./glance.ts";
import { keystoneRoutes } from "./keystone.ts";
import { neutronRoutes } from "./neutron.ts";
import { addNetwork, addSubnet } from "./neutron-networks.ts";
import { addSecurityGroup } from "./neutron-security-groups.ts";
import { novaRoutes } from "./nova.ts";
import { octaviaRoutes } from "./octavia.ts";
import { type Answer, type Exchange, type Fields, type Method, matched, type Route, unknownParts } from "./route.ts";

const routes: readonly Route[] = [...keystoneRoutes, ...novaRoutes, ...neutronRoutes, ...glanceRoutes, ...octaviaRoutes, ...cinderRoutes];

/** A request and what became of it. */
export interface HandledRequest {
  method: Method;
  path: string;
  status: number;
}

/**
 * An OpenStack cloud with one project, on loopback, for the programs that make machines and load balancers: it knows the requests that these
 * make, keeps what they make in memory, and refuses what a cloud would refuse. A request that no route knows is answered with 501, one with an
 * unknown field or parameter with 400, and both stand in `unexpected`.
 */
export class FakeCloud {
  readonly state = new CloudState();
  readonly requests: HandledRequest[] = [];
  /** What was asked that this cloud does not know. */
  readonly unexpected: string[] = [];
  readonly #faults = new Faults();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Starts a cloud with an external network and the group `default`; everything else is for the test to add to its state. */
  static async start(): Promise<FakeCloud> {
    const server = createServer();
    const cloud = new FakeCloud(server);
    const external = addNetwork(cloud.state, { name: "public", "router:external": true });
    addSubnet(cloud.state, external.id, "203.0.113.0/24", { name: "public" });
    addSecurityGroup(cloud.state, { name: "default" });
    server.on("request", (request, response) => void cloud.#serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return cloud;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** A clouds.yaml that leads here, as data. */
  clouds(name: string): { clouds: Record<string, Fields> } {
    const { username, password, projectName, domain } = this.state.credentials;
    const { port } = this.#server.address() as AddressInfo;
    const auth = {
      auth_url: `http://127.0.0.1:${port}/identity/v3`,
      username,
      password,
      project_name: projectName,
      user_domain_name: domain,
      project_domain_name: domain,
    };
    return { clouds: { [name]: { auth, region_name: "RegionOne", interface: "public", identity_api_version: 3 } } };
  }

  /** Lets requests go wrong until `mend`. */
  fail(fault: Fault): void {
    this.#faults.add(fault);
  }

  mend(): void {
    this.#faults.clear();
  }

  /** Lets all tokens end that were issued. */
  expireTokens(): void {
    this.state.tokens.clear();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/" } = request;
    const { pathname, searchParams } = new URL(url, "http://cloud");
    const exchange: Exchange = {
      method: method as Method,
      path: pathname,
      query: searchParams,
      parameters: {},
      headers: request.headers,
      body: await bodyOf(request),
    };
    const { status, body, headers } = await this.#answer(exchange);
    this.requests.push({ method: exchange.method, path: pathname, status });
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  async #answer(exchange: Exchange): Promise<Answer> {
    try {
      await this.#faults.strike(exchange.method, exchange.path);
      return this.#route(exchange);
    } catch (error) {
      if (!(error instanceof CloudRefusal)) throw error;
      return { status: error.status, body: refusalBody(exchange.path, error) };
    }
  }

  #route(exchange: Exchange): Answer {
    const { method, path, headers } = exchange;
    for (const route of routes.filter((each) => each.method === method)) {
      const parameters = matched(route, path);
      if (parameters === undefined) continue;
      if (route.open !== true && !this.state.tokens.has(String(headers["x-auth-token"])))
        throw new CloudRefusal(401, "unauthorized", "The request you have made requires authentication.");
      const unknown = unknownParts(route, exchange);
      if (unknown.length > 0) throw this.#notExpected(400, `${method} ${path}: ${unknown.join(", ")}`);
      return route.answer({ ...exchange, parameters }, this.state);
    }
    throw this.#notExpected(501, `${method} ${path}`);
  }

  #notExpected(status: number, what: string): CloudRefusal {
    this.unexpected.push(what);
    return new CloudRefusal(status, "notExpected", `This cloud does not know ${what}`);
  }
}

async function bodyOf(request: IncomingMessage): Promise<Fields> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? {} : (JSON.parse(text) as Fields);
}
