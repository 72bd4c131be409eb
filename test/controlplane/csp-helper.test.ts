import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, parseAllDocuments, stringify } from "yaml";
import { allUnits, bundleOf } from "../support/repository.ts";
import { findHelm } from "./support/management-tools.ts";

/** The chart csp-helper of a bundle in front of real helm: one clouds.yaml in, the Secrets of all programs out. */

const helm = findHelm();

const authority = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const user = { username: "builder", password: "secret", project_id: "4711", user_domain_name: "Default", project_domain_name: "Default" };
const credential = { application_credential_id: "a1b2", application_credential_secret: "secret" };

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  type?: string;
  data?: Record<string, string>;
  spec?: unknown;
}

type Values = Record<string, unknown>;

let folder = "";
let chart = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-csp-helper-"));
  const unit = allUnits().find(({ layers }) => layers.some(({ data }) => data.outputs?.charts?.some(({ name }) => name === "csp-helper")));
  const { files } = bundleOf(unit!);
  chart = join(folder, "csp-helper-v1.tgz");
  writeFileSync(chart, files.get("csp-helper-v1.tgz") as Uint8Array);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cloud(auth: Values, more: Values = {}, name = "openstack"): Values {
  return { clouds: { [name]: { auth: { auth_url: "https://keystone.example.com:5000/v3", ...auth }, region_name: "RegionOne", ...more } } };
}

async function template(values: Values): Promise<Manifest[]> {
  const { stdout } = await execa(helm ?? "helm", ["template", "credentials", chart, "--namespace", "project", "--values", "-"], {
    input: stringify(values),
  });
  return parseAllDocuments(stdout)
    .map((document) => document.toJS() as Manifest | null)
    .filter((manifest) => manifest !== null);
}

async function refusal(values: Values): Promise<string> {
  const { exitCode, stderr } = await execa(helm ?? "helm", ["template", "credentials", chart, "--values", "-"], {
    input: stringify(values),
    reject: false,
  });
  expect(exitCode).not.toBe(0);
  return stderr;
}

function decoded(data: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString("utf8")]));
}

/** A Secret that reaches the workload cluster, decoded. */
function workloadSecret(manifests: Manifest[], name: string): Record<string, string> {
  const carrier = manifests.find(({ type }) => type === "addons.cluster.x-k8s.io/resource-set");
  const secret = parse(decoded(carrier?.data)[name] ?? "") as Manifest;
  expect(secret).toMatchObject({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace: "kube-system" },
    type: "Opaque",
  });
  return decoded(secret.data);
}

/** Settings of cloud.conf by section, read as gcfg reads them: quotes and backslashes count. */
function settings(text = ""): Record<string, Record<string, string>> {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const [, name] = /^\[(.*)\]$/.exec(line) ?? [];
    const [, key = "", value = ""] = /^([a-z-]+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) {
      section = {};
      sections[name] = section;
    } else if (key !== "") section[key] = value.startsWith('"') ? (JSON.parse(value) as string) : value;
    else expect(line).toBe("");
  }
  return sections;
}

describe.skipIf(helm === undefined)("the chart csp-helper", () => {
  it("passes helm lint with a clouds.yaml", async () => {
    const values = join(folder, "clouds.yaml");
    writeFileSync(values, stringify(cloud(user)));
    await execa(helm ?? "helm", ["lint", chart, "--values", values]);
  });

  it("has the names and keys of openstack-csp-helper v0.10", async () => {
    const manifests = await template({ ...cloud(user, {}, "my-project"), cacert: authority });
    const [secret, carrier, set] = ["my-project", "my-project-workload-cluster-secret", "crs-my-project-secret"].map((name) =>
      manifests.find(({ metadata }) => metadata.name === name),
    );
    expect(manifests).toHaveLength(3);
    expect(secret).toMatchObject({ kind: "Secret", metadata: { labels: { "clusterctl.cluster.x-k8s.io/move": "" } } });
    expect(Object.keys(secret?.data ?? {})).toEqual(["cloudName", "clouds.yaml", "cacert"]);
    expect(carrier).toMatchObject({ kind: "Secret", type: "addons.cluster.x-k8s.io/resource-set" });
    expect(Object.keys(workloadSecret(manifests, "cloud-config")).sort()).toEqual(["cacert", "cloud.conf", "cloudprovider.conf"]);
    expect(set).toMatchObject({
      apiVersion: "addons.cluster.x-k8s.io/v1beta2",
      kind: "ClusterResourceSet",
      spec: {
        strategy: "Reconcile",
        clusterSelector: { matchExpressions: [{ key: "managed-secret", operator: "In", values: ["clouds-yaml", "cloud-config"] }] },
        resources: [{ kind: "Secret", name: "my-project-workload-cluster-secret" }],
      },
    });
  });

  it("hands on the cloud as it was given, without the chart's own values", async () => {
    const values = cloud(user, { interface: "internal", volume_api_version: "3" });
    const [secret] = await template({ ...values, yawol: true, lbProvider: "ovn", cacert: authority });
    expect(decoded(secret?.data)).toMatchObject({ cloudName: "openstack", cacert: authority });
    expect(parse(decoded(secret?.data)["clouds.yaml"] ?? "")).toEqual(values);
  });

  it("brings the cloud into the cluster for programs that read clouds.yaml, with its authority beside it", async () => {
    const values = cloud(user, { cacert: "/etc/ssl/ca.pem" });
    const secret = workloadSecret(await template({ ...values, cacert: authority }), "clouds-yaml");
    expect(parse(secret["clouds.yaml"] ?? "")).toEqual(cloud(user, { cacert: "/etc/openstack/cacert" }));
    expect(secret["cacert"]).toBe(authority);
    expect(Object.keys(workloadSecret(await template(cloud(user)), "clouds-yaml"))).toEqual(["clouds.yaml"]);
  });

  it("brings credentials for yawol where it is used, and only there", async () => {
    const manifests = await template({ ...cloud(user), yawol: true });
    expect(workloadSecret(manifests, "yawol-credentials")).toEqual({
      "cloudprovider.conf": workloadSecret(manifests, "cloud-config")["cloudprovider.conf"],
    });
    const carrier = (await template(cloud(user))).find(({ type }) => type === "addons.cluster.x-k8s.io/resource-set");
    expect(Object.keys(carrier?.data ?? {})).toEqual(["cloud-config", "clouds-yaml"]);
  });

  const logins = { user, credential };
  const trusts = { public: {}, authority: { cacert: authority }, insecure: { verify: false } };
  const providers = ["", "amphora", "octavia", "ovn", "f5", "none"];
  const combinations = Object.keys(logins).flatMap((login) =>
    Object.keys(trusts).flatMap((trust) =>
      providers.flatMap((lbProvider) => [true, false].map((yawol) => ({ login, trust, lbProvider, yawol }))),
    ),
  );
  const works = ({ login, trust, yawol }: (typeof combinations)[number]) => !yawol || (login === "user" && trust !== "insecure");

  it.each(combinations.filter(works))(
    "writes one configuration for $login, $trust, provider '$lbProvider', yawol $yawol",
    async (choice) => {
      const { verify, cacert } = trusts[choice.trust as keyof typeof trusts] as { verify?: boolean; cacert?: string };
      const values = cloud(logins[choice.login as keyof typeof logins], verify === undefined ? {} : { verify });
      const secret = workloadSecret(
        await template({ ...values, lbProvider: choice.lbProvider, yawol: choice.yawol, ...(cacert && { cacert }) }),
        "cloud-config",
      );
      expect(secret["cloudprovider.conf"]).toBe(secret["cloud.conf"]);
      const { Global, LoadBalancer } = settings(secret["cloud.conf"]);
      expect(Global).toEqual({
        "auth-url": "https://keystone.example.com:5000/v3",
        region: "RegionOne",
        ...(choice.trust === "authority" && { "ca-file": "/etc/config/cacert" }),
        ...(choice.trust === "insecure" && { "tls-insecure": "true" }),
        ...(choice.login === "credential"
          ? { "application-credential-id": "a1b2", "application-credential-secret": "secret" }
          : {
              username: "builder",
              password: "secret",
              "user-domain-name": "Default",
              "domain-name": "Default",
              "tenant-id": "4711",
              "project-id": "4711",
            }),
      });
      expect(secret["cacert"]).toBe(cacert);
      if (choice.lbProvider === "none") return expect(LoadBalancer).toEqual({ enabled: "false" });
      expect(LoadBalancer).toEqual({
        "manage-security-groups": "true",
        "enable-ingress-hostname": "true",
        "create-monitor": "true",
        ...(choice.lbProvider !== "" && { "lb-provider": choice.lbProvider }),
        ...(choice.lbProvider === "ovn" && { "lb-method": "SOURCE_IP_PORT" }),
      });
    },
  );

  it.each(combinations.filter((choice) => !works(choice) && choice.lbProvider === ""))(
    "refuses yawol with $login, $trust and says why",
    async (choice) => {
      const trust = trusts[choice.trust as keyof typeof trusts] as Values;
      const values = cloud(logins[choice.login as keyof typeof logins], "verify" in trust ? trust : {});
      expect(await refusal({ ...values, yawol: true })).toMatch(
        choice.login === "credential" ? /yawol cannot use an application credential/ : /yawol always checks the cloud's certificate/,
      );
    },
  );

  it.each(['p"q', "a;b#c", "back\\slash", " blanks ", "ümläut", "{{ .Values }}", "a=b[c]"])(
    "keeps the password %j as it is",
    async (password) => {
      const manifests = await template(cloud({ ...user, password }));
      expect(settings(workloadSecret(manifests, "cloud-config")["cloud.conf"])["Global"]?.["password"]).toBe(password);
    },
  );

  it.each([
    ["openstack", "openstack"],
    ["my.project-2", "my.project-2"],
    ["My_Project", "my-project"],
    ["Über Cloud!", "ber-cloud"],
    ["a..b.", "a.b"],
  ])("calls the Secrets of the cloud %j %j, and keeps the name of the entry", async (name, expected) => {
    const [secret] = await template(cloud(user, {}, name));
    expect(secret?.metadata.name).toBe(expected);
    expect(decoded(secret?.data)["cloudName"]).toBe(name);
  });

  it("takes another name for the Secrets", async () => {
    const manifests = await template({ ...cloud(user, {}, "☁"), secretName: "project-a" });
    expect(manifests.map(({ metadata }) => metadata.name)).toEqual([
      "project-a",
      "project-a-workload-cluster-secret",
      "crs-project-a-secret",
    ]);
  });

  it.each([
    ["two clouds", { clouds: { ...(cloud(user)["clouds"] as Values), b: { auth: { auth_url: "https://b.example.com" } } } }, /clouds/],
    ["no cloud", { clouds: {} }, /clouds/],
    ["a misspelt value", { ...cloud(user), cacrt: authority }, /cacrt/],
    ["an unknown provider", { ...cloud(user), lbProvider: "haproxy" }, /lbProvider/],
    ["a switch that is a text", { ...cloud(user), yawol: "enabled" }, /yawol/],
    ["a path for a certificate", { ...cloud(user), cacert: "/etc/ssl/ca.pem" }, /cacert/],
    ["a path inside the cloud alone", cloud(user, { cacert: "/etc/ssl/ca.pem" }), /--set-file cacert/],
    ["a password YAML reads as a number", cloud({ ...user, password: 12345 }), /password/],
    ["a password of two lines", cloud({ ...user, password: "a\nb=c" }), /password/],
    ["both logins", cloud({ ...user, ...credential }), /not both/],
    ["no login", cloud({}), /Give auth.username/],
    ["half a user", cloud({ username: "builder", project_id: "4711" }), /lacks auth.password/],
    ["a user without project", cloud({ username: "builder", password: "secret" }), /project_id or auth.project_name/],
    ["half a credential", cloud({ application_credential_id: "a1b2" }), /application_credential_secret/],
    [
      "a credential by name alone",
      cloud({ application_credential_name: "build", application_credential_secret: "s" }),
      /needs auth.username/,
    ],
    ["trust twice", { ...cloud(user, { verify: false }), cacert: authority }, /cacert has no effect/],
    ["a cloud without a usable name", cloud(user, {}, "☁"), /set secretName/],
  ])("refuses %s", async (_case, values, reason) => {
    expect(await refusal(values)).toMatch(reason);
  });
});
