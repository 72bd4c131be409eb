import { randomUUID } from "node:crypto";
import { CloudRefusal } from "./cloud-refusal.ts";
import type { CloudState } from "./cloud-state.ts";
import type { Answer, Exchange, Route } from "./route.ts";

/**
 * Keystone: tokens for a password or an application credential, and what a token is.
 * What is asked: gophercloud v2.10.0, openstack/identity/v3/tokens/requests.go, as of Cluster API Provider OpenStack v0.14.7, pkg/scope/provider.go.
 */
export const keystoneRoutes: readonly Route[] = [
  { method: "POST", path: "/identity/v3/auth/tokens", open: true, body: { auth: ["identity", "scope"] }, answer: issueToken },
  { method: "GET", path: "/identity/v3/auth/tokens", answer: (exchange, cloud) => tokenAnswer(200, subjectOf(exchange), exchange, cloud) },
];

/** What services are called in the catalogue, and the path before their version. */
const endpoints = {
  identity: "/identity/v3",
  compute: "/compute/v2.1",
  network: "/network",
  image: "/image",
  "load-balancer": "/load-balancer",
  volumev3: "/volume/v3",
};

interface Login {
  identity?: {
    password?: { user?: { name?: string; password?: string } };
    application_credential?: { id?: string; secret?: string };
  };
}

function issueToken(exchange: Exchange, cloud: CloudState): Answer {
  const { identity } = exchange.body["auth"] as Login;
  const { name, password } = identity?.password?.user ?? {};
  const { id, secret } = identity?.application_credential ?? {};
  const { credentials } = cloud;
  const isKnown =
    (name === credentials.username && password === credentials.password) ||
    (id === credentials.username && secret === credentials.password);
  if (!isKnown) throw new CloudRefusal(401, "Unauthorized", "The request you have made requires authentication.");
  const token = randomUUID();
  cloud.tokens.add(token);
  return tokenAnswer(201, token, exchange, cloud);
}

function subjectOf({ headers }: Exchange): string {
  return String(headers["x-subject-token"]);
}

function tokenAnswer(status: number, token: string, { headers: { host = "" } }: Exchange, cloud: CloudState): Answer {
  const catalog = Object.entries(endpoints).map(([type, path]) => ({
    type,
    name: type,
    endpoints: [{ interface: "public", region: "RegionOne", region_id: "RegionOne", url: `http://${host}${path}` }],
  }));
  const project = { id: cloud.projectId, name: cloud.credentials.projectName, domain: { id: "default", name: cloud.credentials.domain } };
  const user = { id: "user", name: cloud.credentials.username, domain: project.domain };
  const expires_at = new Date(Date.now() + 3_600_000).toISOString();
  const body = { token: { methods: ["password"], expires_at, issued_at: new Date().toISOString(), project, user, roles: [], catalog } };
  return { status, body, headers: { "X-Subject-Token": token } };
}
