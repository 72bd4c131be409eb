import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeCloud } from "./fake-cloud.ts";
import type { Fields, Method } from "./route.ts";

let cloud: FakeCloud;
let token = "";
beforeEach(async () => {
  cloud = await FakeCloud.start();
  token = await login();
});
afterEach(() => cloud.close());

function addressOf(path: string): string {
  const { auth } = cloud.clouds("a").clouds["a"] as { auth: { auth_url: string } };
  return new URL(path, auth.auth_url).href;
}

async function login(password = cloud.state.credentials.password): Promise<string> {
  const user = { name: cloud.state.credentials.username, password, domain: { name: "Default" } };
  const auth = { identity: { methods: ["password"], password: { user } } };
  const response = await fetch(addressOf("/identity/v3/auth/tokens"), { method: "POST", body: JSON.stringify({ auth }) });
  return response.headers.get("x-subject-token") ?? "";
}

async function ask(method: Method, path: string, body?: Fields): Promise<{ status: number; body: Fields }> {
  const init = { method, headers: { "x-auth-token": token }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(addressOf(path), init);
  const text = await response.text();
  return { status: response.status, body: text === "" ? {} : (JSON.parse(text) as Fields) };
}

async function make(path: string, one: string, fields: Fields): Promise<string> {
  const { body, status } = await ask("POST", path, { [one]: fields });
  if (status >= 300) throw new Error(JSON.stringify(body));
  return (body[one] as { id: string }).id;
}

describe("a cloud", () => {
  it("gives no token for a wrong password, and answers nobody whose token has ended", async () => {
    expect(await login("wrong")).toBe("");
    cloud.expireTokens();
    expect(await ask("GET", "/network/v2.0/networks")).toMatchObject({ status: 401 });
  });

  it("refuses what it does not know, and notes it", async () => {
    expect(await ask("GET", "/dns/v2/zones")).toMatchObject({ status: 501 });
    expect(await ask("POST", "/network/v2.0/networks", { network: { name: "a", vlan: 1 } })).toMatchObject({ status: 400 });
    expect(await ask("GET", "/network/v2.0/networks?colour=red")).toMatchObject({ status: 400 });
    expect(cloud.unexpected).toEqual([
      "GET /dns/v2/zones",
      "POST /network/v2.0/networks: field network.vlan",
      "GET /network/v2.0/networks: query parameter colour",
    ]);
  });

  it("finds resources by what lists are asked for", async () => {
    const id = await make("/network/v2.0/networks", "network", { name: "a" });
    await ask("PUT", `/network/v2.0/networks/${id}/tags`, { tags: ["x", "y"] });
    const names = async (query: string) => {
      const { body } = await ask("GET", `/network/v2.0/networks?${query}`);
      return (body["networks"] as { name: string }[]).map(({ name }) => name);
    };
    expect(await names("router:external=true")).toEqual(["public"]);
    expect(await names("tags=x,y")).toEqual(["a"]);
    expect(await names("tags=x,z")).toEqual([]);
    expect(await names("tags-any=x,z")).toEqual(["a"]);
    expect(await names("not-tags-any=x")).toEqual(["public"]);
    expect(await names("limit=1")).toEqual(["public"]);
  });

  it("keeps networks, subnets and security groups that ports use", async () => {
    const network_id = await make("/network/v2.0/networks", "network", { name: "a" });
    const subnet = await make("/network/v2.0/subnets", "subnet", { network_id, cidr: "10.0.0.0/29", ip_version: 4 });
    const group = await make("/network/v2.0/security-groups", "security_group", { name: "g" });
    const port = await make("/network/v2.0/ports", "port", { network_id, security_groups: [group] });
    const paths = [`networks/${network_id}`, `subnets/${subnet}`, `security-groups/${group}`].map((path) => `/network/v2.0/${path}`);
    for (const path of paths) expect(await ask("DELETE", path)).toMatchObject({ status: 409 });
    expect(await ask("DELETE", `/network/v2.0/ports/${port}`)).toMatchObject({ status: 204 });
    expect(await ask("DELETE", paths[2] ?? "")).toMatchObject({ status: 204 });
    expect(await ask("DELETE", paths[0] ?? "")).toMatchObject({ status: 204 });
    expect(cloud.state.census()).toEqual({ networks: 1, subnets: 1, securityGroups: 1 });
  });

  it("has as many addresses as fit into a subnet, besides its gateway", async () => {
    const network_id = await make("/network/v2.0/networks", "network", { name: "a" });
    await make("/network/v2.0/subnets", "subnet", { network_id, cidr: "10.0.0.0/29", ip_version: 4 });
    for (let port = 0; port < 5; port += 1) await make("/network/v2.0/ports", "port", { network_id });
    expect(cloud.state.ports.all().map(({ fixed_ips: [fixed] }) => fixed?.ip_address)).toEqual(
      [2, 3, 4, 5, 6].map((end) => `10.0.0.${end}`),
    );
    expect(await ask("POST", "/network/v2.0/ports", { port: { network_id } })).toMatchObject({ status: 409 });
  });

  it("leads a floating IP only to ports that a router connects with its network", async () => {
    const network_id = await make("/network/v2.0/networks", "network", { name: "a" });
    await make("/network/v2.0/subnets", "subnet", { network_id, cidr: "10.0.0.0/24", ip_version: 4 });
    const port_id = await make("/network/v2.0/ports", "port", { network_id });
    const floating_network_id = cloud.state.networks.named("public")?.id;
    const answer = await ask("POST", "/network/v2.0/floatingips", { floatingip: { floating_network_id, port_id } });
    expect(answer).toMatchObject({ status: 404, body: { NeutronError: { type: "ExternalGatewayForFloatingIPNotFound" } } });
  });

  it("changes nothing of a load balancer that is pending, and lets OVN do only what it can", async () => {
    const network_id = await make("/network/v2.0/networks", "network", { name: "a" });
    const vip_subnet_id = await make("/network/v2.0/subnets", "subnet", { network_id, cidr: "10.0.0.0/24", ip_version: 4 });
    const base = "/load-balancer/v2.0/lbaas";
    const balancer = await make(`${base}/loadbalancers`, "loadbalancer", { vip_subnet_id, provider: "ovn" });
    const listener = { loadbalancer_id: balancer, protocol: "TCP", protocol_port: 80 };
    expect(await ask("POST", `${base}/listeners`, { listener })).toMatchObject({ status: 409 });
    await ask("GET", `${base}/loadbalancers/${balancer}`);
    expect(await ask("POST", `${base}/listeners`, { listener: { ...listener, allowed_cidrs: ["10.0.0.0/8"] } })).toMatchObject({
      status: 501,
    });
    const listener_id = await make(`${base}/listeners`, "listener", listener);
    await ask("GET", `${base}/loadbalancers/${balancer}`);
    const pool = { listener_id, protocol: "TCP", lb_algorithm: "ROUND_ROBIN" };
    expect(await ask("POST", `${base}/pools`, { pool })).toMatchObject({ status: 501 });
  });

  it("boots no server from a flavor without a disk, and takes the volumes of a server away with it", async () => {
    const network_id = await make("/network/v2.0/networks", "network", { name: "a" });
    await make("/network/v2.0/subnets", "subnet", { network_id, cidr: "10.0.0.0/24", ip_version: 4 });
    const port = await make("/network/v2.0/ports", "port", { network_id });
    const image = cloud.state.images.add({ name: "image", status: "active" });
    const flavor = cloud.state.flavors.add({ name: "small", vcpus: 1, ram: 1024, disk: 0 });
    const server = { name: "a", flavorRef: flavor.id, networks: [{ port }] };
    expect(await ask("POST", "/compute/v2.1/servers", { server: { ...server, imageRef: image.id } })).toMatchObject({ status: 403 });
    const uuid = await make("/volume/v3/volumes", "volume", { size: 10, imageRef: image.id });
    await ask("GET", `/volume/v3/volumes/${uuid}`);
    const block_device_mapping_v2 = [{ source_type: "volume", uuid, boot_index: 0, delete_on_termination: true }];
    const id = await make("/compute/v2.1/servers", "server", { ...server, imageRef: "", block_device_mapping_v2 });
    expect(await ask("GET", `/compute/v2.1/servers/${id}`)).toMatchObject({ body: { server: { status: "ACTIVE" } } });
    expect(await ask("DELETE", `/volume/v3/volumes/${uuid}`)).toMatchObject({ status: 400 });
    expect(await ask("DELETE", `/compute/v2.1/servers/${id}`)).toMatchObject({ status: 204 });
    expect(cloud.state.census()).toMatchObject({ ports: 1 });
    expect(cloud.state.census()["volumes"]).toBeUndefined();
  });

  it("goes wrong on request, as often as asked for", async () => {
    cloud.fail({ method: "POST", path: "/networks", how: "quota", times: 1 });
    const network = { name: "a" };
    expect(await ask("POST", "/network/v2.0/networks", { network })).toMatchObject({
      status: 409,
      body: { NeutronError: { type: "OverQuota" } },
    });
    expect(await ask("POST", "/network/v2.0/networks", { network })).toMatchObject({ status: 201 });
    cloud.fail({ method: "GET", path: "/networks", how: "broken" });
    expect(await ask("GET", "/network/v2.0/networks")).toMatchObject({ status: 500 });
    cloud.mend();
    expect(await ask("GET", "/network/v2.0/networks")).toMatchObject({ status: 200 });
  });
});
