import { expect, test } from "vitest";
import type { JsonObject } from "../../api/json.ts";
import { type Example, example, machinePatch, variable } from "../../testing/example.ts";
import { variableEffects } from "../judge-class.ts";
import type { Mutability } from "../provider-facts.ts";
import { add, clusterPatch, controlPlanePatch, flag, fromTemplate, fromVariable, immutable } from "../testing/judged-example.ts";

const mutability: Mutability[] = [{ kind: "ExampleCluster", version: "v1beta1", mutable: ["/spec/subnets/*/nameservers"] }];

/** `name: change machines` of each variable. */
function effects(changes: Example): string[] {
  const { clusterClass, templates } = example(changes);
  return variableEffects(clusterClass, templates, { mutability }).map(
    ({ name, change, rolls, partlyFixed }) => `${name}: ${[change, ...rolls, ...(partlyFixed ? ["partly fixed"] : [])].join(" ")}`,
  );
}

const texts = (schema: JsonObject) => ({ type: "array", items: { type: "string" }, default: [], ...schema });

test("a variable of machine templates replaces machines", () => {
  const [worker] = effects({
    variables: [variable("flavor", { type: "string", default: "small" })],
    patches: [machinePatch("p", fromVariable("flavor", "flavor"))],
  });
  expect(worker).toMatch(/^flavor: rolls (controlPlane )?machineDeployment\/\S+$/);
});

test("a variable of the control plane replaces its machines, unless kubeadm does not see it", () => {
  const drain = add("machineTemplate", { spec: { deletion: { nodeDrainTimeoutSeconds: 60 } } });
  const verbosity = add("kubeadmConfigSpec", { verbosity: 5 });
  const switched = (patch: typeof drain) => effects({ variables: [flag("on")], patches: [controlPlanePatch("p", patch, "{{ .on }}")] });
  expect(switched(verbosity)).toEqual(["on: rolls controlPlane"]);
  expect(switched(drain)).toEqual(["on: in place"]);
});

test("a variable of the infrastructure cluster is changed in place, or refused, or fixed by its own rules", () => {
  const nameservers = [clusterPatch("p", [fromTemplate("subnets", "[{cidr: 10.0.0.0/24, nameservers: {{ .list | toJson }}}]")])];
  expect(effects({ variables: [variable("list", texts({}))], patches: nameservers })).toEqual(["list: in place"]);
  const mtu = (schema: JsonObject) => ({
    variables: [variable("mtu", { type: "integer", default: 0, ...schema })],
    patches: [clusterPatch("p", [fromVariable("mtu", "mtu")])],
  });
  expect(effects(mtu({}))).toEqual(["mtu: refused"]);
  expect(effects(mtu(immutable))).toEqual(["mtu: fixed"]);
});

test("an object of which some values are fixed says so", () => {
  const network = variable("network", {
    type: "object",
    default: {},
    properties: { mtu: { type: "integer", default: 0, ...immutable }, nameserver: { type: "string", default: "" } },
  });
  const text = "[{nameservers: [{{ .network.nameserver | toJson }}]}]";
  const patches = [clusterPatch("p", [fromTemplate("subnets", text), fromVariable("mtu", "network.mtu")])];
  expect(effects({ variables: [network], patches })).toEqual(["network: in place partly fixed"]);
});

test("a variable that no template feels changes nothing, and may be fixed all the same", () => {
  expect(effects({ variables: [flag("addon")] })).toEqual(["addon: none"]);
  expect(effects({ variables: [variable("addon", { type: "boolean", default: false, ...immutable })] })).toEqual(["addon: fixed"]);
});

test("a variable that only decides about a refusal changes nothing", () => {
  const refusal = clusterPatch(
    "refused",
    [fromTemplate("metadata", '{{ fail "addon needs its server" }}')],
    "{{ and .addon (empty .server) }}",
  );
  const variables = [flag("addon"), variable("server", { type: "string" })];
  expect(effects({ variables, patches: [refusal] })).toEqual(["addon: none", "server: none"]);
});
