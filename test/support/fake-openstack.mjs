// Stands in for the `openstack` program: the commands that recipes use, with the options and columns of python-openstackclient 10.2, on a project
// in memory, or as a program in a JSON file. A project says which command fails next (`fail`).
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const tables = ["network", "subnet", "router", "port", "floatingip", "servergroup", "image", "flavor"];

/** Options of each command; those with a value end with =. */
const commands = {
  "network list": ["--external", "--name=", "-f="],
  "network create": ["--mtu="],
  "subnet list": ["--network=", "--ip-version=", "-f="],
  "subnet create": ["--network=", "--subnet-range=", "--dns-nameserver="],
  "router list": ["--name=", "-f="],
  "router create": ["--external-gateway="],
  "router add subnet": [],
  "port list": ["--network=", "--name=", "--router=", "--fixed-ip=", "--long", "-f="],
  "port create": ["--network=", "--fixed-ip="],
  "floating ip list": ["--port=", "-f="],
  "floating ip create": ["--port=", "--floating-ip-address="],
  "server group list": ["-f="],
  "server group create": ["--policy="],
  "image list": ["--name=", "-f="],
  "flavor list": ["--all", "-f="],
  "flavor create": ["--vcpus=", "--ram=", "--disk="],
  "image create": ["--disk-format=", "--container-format=", "--min-disk=", "--min-ram=", "--private", "--property=", "--file="],
};

class Refusal extends Error {
  constructor(message, code = 1) {
    super(message);
    this.code = code;
  }
}

function fail(message, code) {
  throw new Refusal(message, code);
}

function parse(argv) {
  const rest = [...argv];
  const general = { "--os-cloud": "", "--os-compute-api-version": "2.1" };
  while (rest[0]?.startsWith("--")) {
    const [name, value] = rest.shift().split("=");
    if (!(name in general)) fail(`openstack: unknown option ${name}`, 2);
    general[name] = value ?? rest.shift();
  }
  const name = Object.keys(commands).find((command) => rest.slice(0, command.split(" ").length).join(" ") === command);
  if (name === undefined) fail(`openstack: '${rest.join(" ")}' is not an openstack command.`, 2);
  rest.splice(0, name.split(" ").length);
  const options = {};
  const words = [];
  while (rest.length > 0) {
    const word = rest.shift();
    if (!word.startsWith("-")) {
      words.push(word);
      continue;
    }
    const [option, ...value] = word.split("=");
    const known = commands[name].find((item) => item.replace("=", "") === option);
    if (known === undefined) fail(`openstack ${name}: error: unrecognized arguments: ${word}`, 2);
    options[option] = known.endsWith("=") ? [...(options[option] ?? []), value.length > 0 ? value.join("=") : rest.shift()] : true;
  }
  return { general, name, options, words };
}

/** Calls the program with arguments on a project, which it changes: what it prints, its exit code, and what it says on standard error. */
export function openstack(project, argv, password = "") {
  for (const table of tables) project[table] ??= [];
  try {
    return { code: 0, stdout: perform(project, parse(argv), password), stderr: "" };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.code, stdout: "", stderr: `${error.message}\n` };
  }
}

function perform(project, { general, name, options, words }, password) {
  const one = (option) => options[option]?.at(-1);
  const identifier = (table) =>
    `${String(tables.indexOf(table)).repeat(8)}-0000-4000-8000-${String(project[table].length + 1).padStart(12, "0")}`;
  const add = (table, row) => project[table].push({ ID: identifier(table), ...row });
  const named = (table, reference) =>
    project[table].find((item) => item.ID === reference || item.Name === reference) ?? fail(`No ${table} found for ${reference}`);
  if (project.fail === name) {
    delete project.fail;
    fail(`HttpException: 503: Server Error for url, ${name}: password=${password} token: abcdef`);
  }
  if (project.cloud !== undefined && general["--os-cloud"] !== project.cloud) fail(`Cloud ${general["--os-cloud"]} was not found.`);

  const list = {
    "network list": () =>
      project.network.filter((row) => (options["--external"] ? row.external : true) && (one("--name") ?? row.Name) === row.Name),
    "subnet list": () => project.subnet.filter((row) => row.network === one("--network")),
    "router list": () => project.router.filter((row) => row.Name === one("--name")),
    "port list": () =>
      project.port.filter(
        (row) =>
          (one("--network") ?? row.network) === row.network &&
          (one("--name") ?? row.Name) === row.Name &&
          (one("--router") ?? row.router) === row.router &&
          (one("--fixed-ip")?.replace("subnet=", "") ?? row.subnet) === row.subnet,
      ),
    "floating ip list": () => project.floatingip.filter((row) => row.Port === one("--port")),
    "server group list": () => project.servergroup,
    "flavor list": () => project.flavor,
    "image list": () => project.image.filter((row) => row.Name === one("--name")),
  };

  const change = {
    "network create": () => add("network", { Name: words[0], Subnets: [], mtu: one("--mtu") }),
    "subnet create": () =>
      add("subnet", {
        Name: words[0],
        network: named("network", one("--network")).ID,
        Subnet: one("--subnet-range"),
        servers: options["--dns-nameserver"],
      }),
    "router create": () => add("router", { Name: words[0], gateway: named("network", one("--external-gateway")).ID }),
    "router add subnet": () => {
      const subnet = named("subnet", words[1]);
      add("port", {
        Name: "",
        network: subnet.network,
        subnet: subnet.ID,
        router: named("router", words[0]).ID,
        "Device Owner": "network:router_interface",
      });
    },
    "port create": () => {
      const fixed = Object.fromEntries(
        one("--fixed-ip")
          .split(",")
          .map((part) => part.split("=")),
      );
      const address = fixed["ip-address"] ?? "10.8.0.5";
      const addresses = [{ subnet_id: named("subnet", fixed.subnet).ID, ip_address: address }];
      add("port", {
        Name: words[0],
        network: named("network", one("--network")).ID,
        subnet: fixed.subnet,
        "Fixed IP Addresses": addresses,
        "Device Owner": "",
      });
    },
    "floating ip create": () => {
      named("network", words[0]);
      add("floatingip", { Port: named("port", one("--port")).ID, "Floating IP Address": one("--floating-ip-address") ?? "203.0.113.7" });
    },
    "server group create": () => {
      if (general["--os-compute-api-version"] !== "2.15")
        fail("--os-compute-api-version 2.15 or greater is required to support the soft-anti-affinity policy");
      add("servergroup", { Name: words[0], Policy: one("--policy") });
    },
    "flavor create": () => add("flavor", { Name: words[0], RAM: one("--ram") }),
    "image create": () => {
      if (!existsSync(one("--file"))) fail(`'${one("--file")}' is not a valid file`);
      add("image", { Name: words[0], Status: "active", format: one("--disk-format"), properties: options["--property"] });
    },
  };

  if (list[name] !== undefined) return `${JSON.stringify(list[name]())}\n`;
  change[name]();
  return "";
}

/** Runs as the program itself on the project in a file. */
export function runAsProgram(file, password) {
  const project = JSON.parse(readFileSync(file, "utf8"));
  const { code, stdout, stderr } = openstack(project, process.argv.slice(2), password);
  writeFileSync(file, JSON.stringify(project));
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = code;
}
