import { renderUnit } from "@cstack/generator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allUnits } from "../support/repository.ts";
import { conditionOf, eventually, type Kind } from "./support/management-cluster.ts";
import { findManagementTools } from "./support/management-tools.ts";
import { type CloudTrials, infrastructureApi, type Preparation, startTrials, until } from "./support/openstack-project.ts";
import { clusterKind } from "./support/stack-under-test.ts";

/** What goes wrong in a cloud stands in the conditions of the Cluster, and is over when the cloud is mended. */
const tools = findManagementTools();
const unit = allUnits()
  .filter(({ id }) => id.startsWith("openstack-scs-"))
  .at(-1)!;
const rendered = renderUnit(unit, { version: "v1" }).rendered!;
const namespace = `cstack-faults-${process.pid}`;
const minute = 60_000;
const serverKind: Kind = { apiVersion: "infrastructure.cluster.x-k8s.io/v1alpha1", kind: "OpenStackServer" };

const withoutBalancer = { apiServerLoadBalancer: "none" };

const preparations: Record<string, Preparation> = {
  quota: (cloud) => {
    cloud.fail({ method: "POST", path: "/v2.0/networks", how: "quota" });
    return withoutBalancer;
  },
  conflict: (cloud) => {
    cloud.fail({ method: "POST", path: "/v2.0/routers", how: "conflict" });
    return withoutBalancer;
  },
  broken: (cloud) => {
    cloud.fail({ method: "POST", path: "/lbaas/loadbalancers", how: "broken" });
    return {};
  },
  servers: (cloud) => {
    cloud.fail({ method: "POST", path: "/v2.0/networks", how: "slow", times: 1 });
    cloud.fail({ method: "POST", path: "/v2.1/servers", how: "quota" });
    return withoutBalancer;
  },
  password: (cloud) => {
    cloud.fail({ method: "POST", path: "/auth/tokens", how: "denied" });
    return withoutBalancer;
  },
};

let trials: CloudTrials;

beforeAll(async () => {
  if (tools !== undefined) trials = await startTrials(tools, rendered, namespace, preparations);
}, 2 * minute);

afterAll(() => trials?.end(), 2 * minute);

/** What a Cluster says of its infrastructure, once that has a part or the time is over. */
async function infrastructureSays(name: string, part: string): Promise<string> {
  let last = "";
  await eventually(minute, async () => {
    const { status, message = "" } = conditionOf(await trials.management.get(clusterKind, namespace, name), "InfrastructureReady") ?? {};
    last = `${status}: ${message}`;
    return last.includes(part) ? true : undefined;
  });
  return last;
}

describe.skipIf(tools === undefined)("a cloud in which something goes wrong", () => {
  it.each([
    ["quota", "failed to reconcile network", "Quota exceeded for resources: ['network']"],
    ["conflict", "failed to reconcile router", "The request conflicts with another one that is under way"],
    ["broken", "failed to reconcile load balancer", "The server has either erred"],
  ])("%s: the Cluster says what failed and why, and is ready once the cloud is mended", async (name, what, why) => {
    const { cloud } = trials.of(name);
    const message = await infrastructureSays(name, why);
    expect(message).toMatch(/^False: /);
    expect(message).toContain(what);
    expect(message).toContain(why);
    cloud.mend();
    expect(await infrastructureSays(name, "True: ")).toMatch(/^True: /);
  });

  it("slow, without room for servers: the server says so, and CAPO does not try again: the machine has to be replaced", async () => {
    const { cloud } = trials.of("servers");
    const said = await eventually(minute, async () => {
      const [server] = (await trials.management.list(serverKind, namespace)).filter(({ metadata }) => metadata.name.startsWith("servers-"));
      return server === undefined ? undefined : conditionOf(server, "InstanceReady")?.message;
    });
    expect(said).toContain("Quota exceeded for instances");
    expect(cloud.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/servers"))).toHaveLength(1);
  });

  it("that does not know the password: CAPO says so in its log only, and makes nothing", async () => {
    const { cloud, before } = trials.of("password");
    await until(trials.of("password"), () => cloud.requests.some(({ path, status }) => path.endsWith("/auth/tokens") && status === 401));
    const [infrastructure] = (await trials.management.list({ apiVersion: infrastructureApi, kind: "OpenStackCluster" }, namespace)).filter(
      ({ metadata }) => metadata.labels?.["cluster.x-k8s.io/cluster-name"] === "password",
    );
    expect(infrastructure?.status?.conditions).toBeUndefined();
    expect(cloud.state.census()).toEqual(before);
  });
});

describe.skipIf(tools === undefined)("a Cluster that is deleted", () => {
  beforeAll(() => trials.deleteClusters(), 3 * minute);

  it.each(["quota", "conflict", "broken", "password"])("leaves nothing in its cloud that was not there before: %s", (name) => {
    const { cloud, before } = trials.of(name);
    expect(cloud.state.census()).toEqual(before);
    expect(cloud.unexpected).toEqual([]);
  });

  it("leaves the floating IP of a single API server that never had a server: CAPO v0.14.7 deletes it with the server only", () => {
    const { cloud, before } = trials.of("servers");
    expect(cloud.state.census()).toEqual({ ...before, floatingIps: 1 });
  });
});
