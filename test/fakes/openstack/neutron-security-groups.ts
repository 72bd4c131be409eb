import { randomUUID } from "node:crypto";
import { CloudRefusal, found } from "./cloud-refusal.ts";
import type { CloudState } from "./cloud-state.ts";
import { type Collection, collectionRoutes } from "./collection.ts";
import type { SecurityGroup, SecurityGroupRule } from "./resources.ts";
import type { Answer, Exchange, Fields, Route } from "./route.ts";

/** Security groups of Neutron. What is asked: gophercloud v2.10.0, openstack/networking/v2/extensions/security/groups and /rules. */

const groups: Collection<SecurityGroup> = {
  path: "/network/v2.0/security-groups",
  one: "security_group",
  many: "security_groups",
  table: ({ securityGroups }) => securityGroups,
  filters: ["name", "id", "description", "project_id"],
  creates: ["name", "description"],
  create: (cloud, fields) => addSecurityGroup(cloud, fields),
  remove: (cloud, { id }) => {
    const used = cloud.ports.all().some(({ security_groups }) => security_groups.includes(id));
    if (used) throw new CloudRefusal(409, "SecurityGroupInUse", `Security Group ${id} in use.`);
    for (const group of cloud.securityGroups.all()) dropRules(group, ({ remote_group_id }) => remote_group_id === id);
    cloud.securityGroups.remove(id);
  },
};

const ruleFields = [
  "direction",
  "description",
  "ethertype",
  "security_group_id",
  "port_range_max",
  "port_range_min",
  "protocol",
  "remote_group_id",
  "remote_ip_prefix",
];

const rulesPath = "/network/v2.0/security-group-rules";

export const securityGroupRoutes: readonly Route[] = [
  ...collectionRoutes(groups),
  { method: "GET", path: rulesPath, query: [...ruleFields, "id", "project_id"], answer: listRules },
  { method: "POST", path: rulesPath, body: { security_group_rule: ruleFields }, answer: createRule },
  { method: "DELETE", path: `${rulesPath}/:id`, answer: deleteRule },
];

/** A group, which lets everything out as every new one does. */
export function addSecurityGroup(cloud: CloudState, fields: Fields): SecurityGroup {
  const group = cloud.securityGroups.add({ ...fields, security_group_rules: [] });
  const egress = (["IPv4", "IPv6"] as const).map((ethertype) => ruleOf({ security_group_id: group.id, direction: "egress", ethertype }));
  group.security_group_rules.push(...egress);
  return group;
}

function ruleOf(fields: Fields): SecurityGroupRule {
  const open = {
    protocol: null,
    port_range_min: null,
    port_range_max: null,
    remote_group_id: null,
    remote_ip_prefix: null,
    description: "",
  };
  return { ...open, ...fields, id: randomUUID() } as SecurityGroupRule;
}

function allRules(cloud: CloudState): SecurityGroupRule[] {
  return cloud.securityGroups.all().flatMap(({ security_group_rules }) => security_group_rules);
}

function dropRules(group: SecurityGroup, isDropped: (rule: SecurityGroupRule) => boolean): void {
  group.security_group_rules = group.security_group_rules.filter((rule) => !isDropped(rule));
}

function listRules({ query }: Exchange, cloud: CloudState): Answer {
  const asked = [...query].filter(([name]) => name !== "project_id");
  const rules = allRules(cloud).filter((rule) => asked.every(([name, value]) => String(rule[name as keyof SecurityGroupRule]) === value));
  return { status: 200, body: { security_group_rules: rules } };
}

/** Two rules that let the same through are refused, whatever their descriptions. */
function createRule({ body }: Exchange, cloud: CloudState): Answer {
  const rule = ruleOf(body["security_group_rule"] as Fields);
  const group = found(cloud.securityGroups.get(rule.security_group_id), "Security group", rule.security_group_id);
  const { remote_group_id } = rule;
  if (remote_group_id !== null) found(cloud.securityGroups.get(remote_group_id), "Security group", remote_group_id);
  const same = group.security_group_rules.find((other) => effectOf(other) === effectOf(rule));
  if (same !== undefined)
    throw new CloudRefusal(409, "SecurityGroupRuleExists", `Security group rule already exists. Rule id is ${same.id}.`);
  group.security_group_rules.push(rule);
  return { status: 201, body: { security_group_rule: rule } };
}

function effectOf({ id, description, ...effect }: SecurityGroupRule): string {
  return JSON.stringify(Object.entries(effect).toSorted());
}

function deleteRule({ parameters: { id = "" } }: Exchange, cloud: CloudState): Answer {
  const { security_group_id } = found(
    allRules(cloud).find((rule) => rule.id === id),
    "Security group rule",
    id,
  );
  dropRules(found(cloud.securityGroups.get(security_group_id), "Security group", security_group_id), (rule) => rule.id === id);
  return { status: 204 };
}
