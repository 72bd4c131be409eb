import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { FakeMachine, plannedMachine } from "../support/planned-machine.ts";
import { checkout, unitOf } from "../support/repository.ts";
import { S3Server } from "../support/s3-server.ts";
import { findTool } from "../support/tools.ts";

/** The scripts that features put on machines, as they land there, with commands of the machine that only note how they are called. */

const repository = checkout();
const unit = unitOf("docker-scs-1-36");
const bucket = { endpoint: "https://s3.example.com", bucket: "backups", secretName: "etcd-backup", region: "eu-1", prefix: "prod/" };
const everything = {
  etcdDefragmentation: { enabled: true, minimumSizeMiB: 100, minimumFreePercent: 30 },
  etcdBackup: bucket,
  etcdPriority: true,
  proxy: { httpProxy: "http://proxy.example.com:3128", noProxy: [".example.com"] },
  kubeProxy: { mode: "nftables", conntrackMaxPerCore: 4096 },
};

let folder = "";
let machine: FakeMachine;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-machine-"));
});
beforeEach(() => {
  machine = new FakeMachine(mkdtempSync(join(folder, "machine-")), plannedMachine(unit, everything));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A member of etcd as its `endpoint status -w fields` describes it; sizes in MiB. The leader is member 18446744073709551613. */
interface Member {
  name: string;
  leads?: boolean;
  size: number;
  used: number;
}

const leaderId = "18446744073709551613";

function status({ name, leads = false, size, used }: Member, number: number): string {
  const own = leads ? leaderId : `1844674407370955160${number}`;
  const fields = ['"RaftTerm" : 2', '"Version" : "3.6.16"', '"StorageVersion" : "3.6.0"'];
  const sizes = [`"DBSize" : ${size * 1048576}`, `"DBSizeInUse" : ${used * 1048576}`, '"DBSizeQuota" : 2147483648'];
  return [
    `"ClusterID" : 6660360254337417718\n"MemberID" : ${own}\n"Revision" : 1`,
    ...fields,
    ...sizes,
    `"Leader" : ${leaderId}\n"IsLearner" : false\n"Errors" : []\n"Endpoint" : "https://${name}:2379"\n"DowngradeEnabled" : false\n\n`,
  ].join("\n");
}

/** Lets crictl answer for an etcd cluster; the first member is that of the machine. */
function etcd(members: Member[], { healthy = true, alarms = "" } = {}): void {
  const list = members.map(({ name }, number) => `${number}a, started, ${name}, https://${name}:2380, https://${name}:2379, false\n`);
  machine.write("/fake/own", status(members[0]!, 0));
  machine.write("/fake/all", members.map(status).join(""));
  machine.write("/fake/list", list.join(""));
  const answers = [
    "ps*) echo 0123abc ;;",
    '*"endpoint status --cluster"*) cat "$ROOT/fake/all" ;;',
    '*"endpoint status"*) cat "$ROOT/fake/own" ;;',
    `*"endpoint health"*) exit ${healthy ? 0 : 1} ;;`,
    `*"alarm list"*) echo "${alarms}" ;;`,
    '*"member list"*) cat "$ROOT/fake/list" ;;',
    '*"snapshot save "*) for file; do :; done; echo snapshot >"$file" ;;',
  ];
  machine.command("crictl", `case "$*" in\n${answers.join("\n")}\nesac`);
}

/** What was done to members: `defrag a`, `move-leader 1a`. */
function deeds(): string[] {
  return machine.calls().flatMap((call) => {
    const [, endpoint, deed] = /--endpoints https:\/\/(\S+):2379 (defrag|move-leader \S+|alarm disarm)$/.exec(call) ?? [];
    return deed === undefined ? [] : [deed === "defrag" ? `defrag ${endpoint}` : deed];
  });
}

describe("etcd-defragment", () => {
  const script = "/opt/cstack/etcd-defragment";
  const large = { size: 500, used: 100 };

  it("takes the leader last, after another member leads", async () => {
    etcd([
      { name: "a", leads: true, ...large },
      { name: "b", ...large },
      { name: "c", ...large },
    ]);
    expect(await machine.run(script)).toMatchObject({ exitCode: 0 });
    expect(deeds()).toEqual(["defrag b", "defrag c", "move-leader 1a", "defrag a"]);
  });

  it("asks etcd with the certificates of the peer, in the etcd container", async () => {
    etcd([{ name: "a", ...large }]);
    await machine.run(script);
    expect(machine.calls()).toContain(
      "crictl exec --sync 0123abc etcdctl --command-timeout=10m --cacert /etc/kubernetes/pki/etcd/ca.crt --cert /etc/kubernetes/pki/etcd/peer.crt" +
        " --key /etc/kubernetes/pki/etcd/peer.key --endpoints https://127.0.0.1:2379 endpoint status -w fields",
    );
  });

  it("leaves alone members with little to gain", async () => {
    etcd([
      { name: "a", leads: true, size: 500, used: 400 },
      { name: "b", size: 99, used: 1 },
      { name: "c", size: 500, used: 350 },
    ]);
    expect(await machine.run(script)).toMatchObject({ exitCode: 0 });
    expect(deeds()).toEqual(["defrag c"]);
  });

  it.each([
    [
      "another member leads",
      [
        { name: "a", ...large },
        { name: "b", leads: true, ...large },
      ],
      {},
      0,
    ],
    ["there is a single member", [{ name: "a", leads: true, ...large }], {}, 0],
    [
      "a member is not healthy",
      [
        { name: "a", leads: true, ...large },
        { name: "b", ...large },
      ],
      { healthy: false },
      1,
    ],
  ])("does nothing where %s", async (_where, members: Member[], state, exitCode) => {
    etcd(members, state);
    expect(await machine.run(script)).toMatchObject({ exitCode });
    expect(deeds()).toEqual([]);
  });

  it("does nothing where no etcd runs, and fails where nobody can tell", async () => {
    machine.command("crictl");
    expect(await machine.run(script)).toEqual({ exitCode: 0, output: "no etcd container runs here" });
    machine.command("crictl", "exit 1");
    expect((await machine.run(script)).exitCode).not.toBe(0);
  });

  it("helps a database that is full, although that counts as unhealthy, and takes the alarm back", async () => {
    const members = [
      { name: "a", leads: true, size: 2000, used: 1990 },
      { name: "b", size: 2000, used: 1990 },
    ];
    etcd(members, { healthy: false, alarms: "memberID:1 alarm:NOSPACE" });
    expect(await machine.run(script)).toMatchObject({ exitCode: 0 });
    expect(deeds()).toEqual(["defrag b", "move-leader 1a", "defrag a", "alarm disarm"]);
  });
});

describe("etcd-backup", () => {
  const script = "/opt/cstack/etcd-backup";
  const curl = findTool("curl");

  beforeEach(() => {
    etcd([{ name: "a", leads: true, size: 20, used: 10 }]);
    machine.write("/etc/kubernetes/manifests/etcd.yaml", `    - --name=a\n    - --data-dir=${machine.path("/data")}\n`);
    machine.write("/data/member", "");
    machine.write("/opt/cstack/etcd-backup.access-key", "AKIA1", "0600");
    machine.write("/opt/cstack/etcd-backup.secret-key", "s3cr3t\n", "0600");
    machine.command("hostname", "echo node-1");
    machine.command(
      "curl",
      'cat >"$ROOT/fake/curl-config"; for file; do case "$last" in --upload-file) gunzip -c "$file" >"$ROOT/fake/uploaded" ;; esac; last=$file; done',
    );
  });

  it("puts a checked and compressed snapshot into the bucket and keeps none", async () => {
    const { exitCode, output } = await machine.run(script);
    expect(output).toMatch(/stored as backups\/prod\/default\/my-cluster\/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-node-1\.db\.gz$/);
    expect(exitCode).toBe(0);
    expect(machine.read("/fake/uploaded")).toBe("snapshot\n");
    expect(machine.list("/data")).toEqual(["member"]);
    expect(machine.calls()).toContain(`crictl exec --sync 0123abc etcdutl snapshot status ${machine.path("/data/cstack-snapshot.db")}`);
  });

  it("signs requests without showing the keys to other processes", async () => {
    await machine.run(script);
    const upload = machine.calls().find((call) => call.startsWith("curl "));
    expect(upload).toContain("--aws-sigv4 aws:amz:eu-1:s3");
    expect(upload).toContain("https://s3.example.com/backups/prod/");
    expect(upload).not.toContain("s3cr3t");
    expect(machine.read("/fake/curl-config")).toBe('user = "AKIA1:s3cr3t"\n');
  });

  it.skipIf(curl === undefined)("sends what a service accepts that checks signatures", async () => {
    const service = new S3Server("s3cr3t");
    const conf = machine.read("/opt/cstack/etcd-backup.conf");
    machine.write("/opt/cstack/etcd-backup.conf", conf.replace(bucket.endpoint, await service.start()));
    machine.command("curl", `exec ${curl} "$@"`);
    expect(await machine.run(script)).toMatchObject({ exitCode: 0 });
    await service.stop();
    const [object] = service.objects;
    expect(object).toMatchObject({ path: expect.stringMatching(/^\/backups\/prod\/default\/my-cluster\/.*\.db\.gz$/), signed: true });
    expect(gunzipSync(object!.content).toString()).toBe("snapshot\n");
  });

  it("fails where the upload fails, and keeps no snapshot either", async () => {
    machine.command("curl", "exit 22");
    expect((await machine.run(script)).exitCode).toBe(22);
    expect(machine.list("/data")).toEqual(["member"]);
  });

  it("leaves it to the machine whose member leads", async () => {
    etcd([{ name: "a", size: 20, used: 10 }]);
    expect(await machine.run(script)).toEqual({ exitCode: 0, output: "another member leads and does this" });
  });
});

describe("etcd-priority", () => {
  it("puts every thread of etcd before all others", async () => {
    for (const thread of ["41", "57"]) machine.write(`/proc/41/task/${thread}/comm`, "etcd\n");
    machine.command("pgrep", "echo 41");
    machine.command("renice");
    machine.command("ionice");
    expect(await machine.run("/opt/cstack/etcd-priority")).toEqual({ exitCode: 0, output: "" });
    expect(machine.calls()).toEqual([
      "pgrep -x etcd",
      "renice -n -10 -p 41",
      "ionice -c 2 -n 0 -p 41",
      "renice -n -10 -p 57",
      "ionice -c 2 -n 0 -p 57",
    ]);
  });

  it("does nothing where no etcd runs", async () => {
    machine.command("pgrep", "exit 1");
    expect(await machine.run("/opt/cstack/etcd-priority")).toMatchObject({ exitCode: 0 });
  });
});

describe("configure-proxy", () => {
  const direct =
    "localhost,127.0.0.1,::1,169.254.169.254,fd00:ec2::254,.svc,.cluster.local,192.168.0.0/16,10.96.0.0/12,.example.com,api.example.net,10.8.0.0/20,fd00:8::/64";

  beforeEach(() => {
    machine.write("/run/kubeadm/kubeadm-join-config.yaml", "discovery:\n  bootstrapToken:\n    apiServerEndpoint: api.example.net:6443\n");
    machine.write("/etc/apt/apt.conf.d/README", "");
    machine.command("ip", 'case $1 in -4) echo "10.8.0.0/20 dev eth0 src 10.8.0.4" ;; -6) echo "fd00:8::/64 dev eth0 metric 256" ;; esac');
    machine.command("systemctl");
  });

  it("tells containerd, kubelet, shells and apt, and restarts containerd", async () => {
    expect(await machine.run("/opt/cstack/configure-proxy")).toMatchObject({ exitCode: 0, output: "" });
    for (const service of ["containerd", "kubelet"]) {
      expect(machine.read(`/etc/systemd/system/${service}.service.d/http-proxy.conf`)).toBe(
        `[Service]\nEnvironment="HTTP_PROXY=http://proxy.example.com:3128" "http_proxy=http://proxy.example.com:3128"
Environment="HTTPS_PROXY=http://proxy.example.com:3128" "https_proxy=http://proxy.example.com:3128"
Environment="NO_PROXY=${direct}" "no_proxy=${direct}"\n`,
      );
    }
    expect(machine.read("/etc/profile.d/cstack-proxy.sh")).toContain(`export NO_PROXY="${direct}" no_proxy="${direct}"\n`);
    expect(machine.read("/etc/apt/apt.conf.d/90cstack-proxy")).toContain('Acquire::https::Proxy "http://proxy.example.com:3128";');
    expect(machine.calls().filter((call) => call.startsWith("systemctl"))).toEqual([
      "systemctl daemon-reload",
      "systemctl restart containerd",
    ]);
  });

  it("patches the containers of the control plane", async () => {
    await machine.run("/opt/cstack/configure-proxy");
    expect(JSON.parse(machine.read("/etc/kubernetes/patches/kube-apiserver90+strategic.json"))).toEqual({
      spec: {
        containers: [
          {
            name: "kube-apiserver",
            env: ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"].flatMap((name) => {
              const value = name === "NO_PROXY" ? direct : "http://proxy.example.com:3128";
              return [
                { name, value },
                { name: name.toLowerCase(), value },
              ];
            }),
          },
        ],
      },
    });
  });

  it.each([
    ["the first machine", "kubeadm.yaml", "controlPlaneEndpoint: 192.0.2.7:6443\n", "192.0.2.7"],
    ["an IPv6 endpoint", "kubeadm.yaml", 'controlPlaneEndpoint: "[2001:db8::7]:6443"\n', "2001:db8::7"],
  ])("finds the control plane of %s", async (_what, file, text, host) => {
    machine.write(`/run/kubeadm/${file}`, `apiVersion: kubeadm.k8s.io/v1beta4\n${text}`);
    await machine.run("/opt/cstack/configure-proxy");
    expect(machine.read("/etc/profile.d/cstack-proxy.sh")).toContain(`,${host},`);
  });
});

describe("all texts for machines", () => {
  const literals = [...repository.providers.values()].flatMap(({ features }) =>
    features.flatMap(({ path, data }) =>
      (data.patches ?? []).flatMap(({ ops }) =>
        ops.flatMap(({ value }) => {
          const { content, path: file } = (value ?? {}) as { content?: unknown; path?: string };
          return typeof content === "string" ? [{ feature: path, file: file ?? "", content }] : [];
        }),
      ),
    ),
  );
  const scripts = literals.filter(({ content }) => /^#!\/bin\/sh\n|^# shellcheck shell=sh$/m.test(content));
  const shellcheck = findTool("shellcheck");

  test.each(literals)("$file of $feature is no Jinja template and not too long", ({ content }) => {
    expect(content).not.toMatch(/\{\{|\{%|\{#/);
    expect(content.length).toBeLessThanOrEqual(10_240);
  });

  test.each(scripts)("$file is a shell script that says what it is for", async ({ file, content }) => {
    expect(content).toMatch(/^(#!\/bin\/sh\n)?# [A-Za-z]/);
    const written = join(folder, file.replaceAll("/", "_"));
    writeFileSync(written, content);
    await execa("sh", ["-n", written]);
    // Variables of the files that a script reads are not there to be seen.
    if (shellcheck !== undefined) await execa(shellcheck, ["--shell=sh", "--exclude=SC2034,SC2154", written]);
  });
});

describe("configure-kube-proxy", () => {
  const cluster = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nproxy: {}\n---\nkind: InitConfiguration\nmode: kept";
  const ours =
    "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: nftables\nconntrack: {maxPerCore: 4096}\n";

  it.each([
    ["adds a document where kubeadm has none", "\n", `${cluster}\n\n---\n${ours}`],
    [
      "replaces its fields in the document of the provider, and no others",
      "\n---\napiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nconntrack:\n# of the provider\n  maxPerCore: 0\nclusterCIDR: 10.0.0.0/8\n---\nkind: Other\nmode: kept\n",
      `${cluster}\n---\n${ours}clusterCIDR: 10.0.0.0/8\n---\nkind: Other\nmode: kept\n`,
    ],
  ])("%s", async (_what, rest, expected) => {
    machine.write("/run/kubeadm/kubeadm.yaml", `${cluster}${rest}`);
    expect(await machine.run("/opt/cstack/configure-kube-proxy")).toMatchObject({ exitCode: 0, output: "" });
    expect(machine.read("/run/kubeadm/kubeadm.yaml")).toBe(expected);
  });

  it("leaves machines alone that join", async () => {
    machine.write("/run/kubeadm/kubeadm-join-config.yaml", "kind: JoinConfiguration\n");
    expect(await machine.run("/opt/cstack/configure-kube-proxy")).toMatchObject({ exitCode: 0, output: "" });
    expect(machine.list("/run/kubeadm")).toEqual(["kubeadm-join-config.yaml"]);
  });
});
