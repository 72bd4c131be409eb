import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const image = "[a-z0-9.-]+(?::[0-9]+)?(?:/[a-z0-9._-]+)+";
const digest = "sha256:[0-9a-f]{64}";

/**
 * renovate.json from the addons: where the chart of each is published is a fact of its addon.yaml, and nobody writes it twice. The patterns find every version
 * in every versions.yaml; a chart that moves loses the digest that was of the one before.
 */
export function renovate(root) {
  const addons = readdirSync(join(root, "addons"))
    .sort()
    .map((id) => ({ id, ...parse(readFileSync(join(root, "addons", id, "addon.yaml"), "utf8")).chart }));
  const published = addons.filter(({ repository }) => repository !== undefined);
  const config = {
    $schema: "https://docs.renovatebot.com/renovate-schema.json",
    description: "Generated from addons/*/addon.yaml: npm run generate",
    extends: ["config:recommended", "helpers:pinGitHubActionDigests"],
    enabledManagers: ["custom.regex", "npm", "github-actions"],
    labels: ["update"],
    schedule: ["before 6am on monday"],
    minimumReleaseAge: "3 days",
    osvVulnerabilityAlerts: true,
    vulnerabilityAlerts: {
      description: "The fast lane",
      labels: ["security"],
      schedule: ["at any time"],
      minimumReleaseAge: null,
    },
    customManagers: [...published.map(chartManager), imageManager, kubernetesManager, providerManager],
    packageRules: [...groupRules(published), ...rules(published)],
  };
  return [["renovate.json", `${JSON.stringify(config, undefined, 2)}\n`]];
}

function chartManager({ id, name, repository }) {
  const isRegistry = repository.startsWith("oci://");
  return {
    customType: "regex",
    description: `Chart of ${id}`,
    managerFilePatterns: [`/^addons/${id}/versions\\.yaml$/`],
    matchStrings: [`chart: (?<currentValue>[^\\s,}]+)(?:\\n +digest: ${digest})?`],
    autoReplaceStringTemplate: "chart: {{{newValue}}}",
    depTypeTemplate: "chart",
    depNameTemplate: name,
    datasourceTemplate: isRegistry ? "docker" : "helm",
    ...(isRegistry
      ? { packageNameTemplate: `${repository.slice("oci://".length).replace(/\/$/, "")}/${name}`, versioningTemplate: "semver" }
      : { registryUrlTemplate: repository }),
  };
}

const imageManager = {
  customType: "regex",
  description: "Container images and node images",
  managerFilePatterns: ["/^(addons|providers)/[^/]+/versions\\.yaml$/"],
  matchStrings: [
    `image: "?(?<depName>${image}):(?<currentValue>[A-Za-z0-9_][A-Za-z0-9._-]*)"?(?:(?:, |\\n +)digest: "?(?<currentDigest>${digest})"?)?`,
  ],
  depTypeTemplate: "image",
  datasourceTemplate: "docker",
};

const kubernetesManager = {
  customType: "regex",
  description: "Patches of Kubernetes",
  managerFilePatterns: ["/^providers/[^/]+/versions\\.yaml$/"],
  matchStrings: ['- minor: "[0-9.]+"\\n +version: "(?<currentValue>[0-9.]+)"', 'newestPatch: \\{version: "(?<currentValue>[0-9.]+)"'],
  depTypeTemplate: "kubernetes",
  depNameTemplate: "kubernetes/kubernetes",
  datasourceTemplate: "github-releases",
  extractVersionTemplate: "^v(?<version>.+)$",
};

const providerManager = {
  customType: "regex",
  description: "Releases of infrastructure providers",
  managerFilePatterns: ["/^providers/[^/]+/versions\\.yaml$/"],
  matchStrings: ['releases: \\{repository: "https://github\\.com/(?<depName>[^"]+)", version: (?<currentValue>v[0-9.]+)\\}'],
  depTypeTemplate: "provider",
  datasourceTemplate: "github-releases",
};

/** Charts of one repository are released together and move together. */
function groupRules(published) {
  return [...byRepository(published)]
    .filter(([, charts]) => charts.length > 1)
    .map(([repository, charts]) => ({
      description: `Released together in ${repository}`,
      matchDepTypes: ["chart"],
      matchDepNames: charts.map(({ name }) => name),
      groupName: charts.map(({ id }) => id).join(", "),
    }));
}

function byRepository(published) {
  const found = new Map();
  for (const chart of published) {
    const repository = chart.repository.replace(/\/$/, "");
    found.set(repository, [...(found.get(repository) ?? []), chart]);
  }
  return found;
}

function rules(published) {
  return [
    {
      description: "Images of a published chart move with the chart",
      matchDepTypes: ["image"],
      matchFileNames: published.map(({ id }) => `addons/${id}/versions.yaml`),
      matchUpdateTypes: ["major", "minor", "patch"],
      enabled: false,
    },
    {
      description: "Node images move with the Kubernetes patch (cstack facts update)",
      matchDepTypes: ["image"],
      matchFileNames: ["providers/**"],
      enabled: false,
    },
    {
      description: "A new minor of Kubernetes is a new unit (cstack new minor), and no update",
      matchDepTypes: ["kubernetes"],
      matchUpdateTypes: ["major", "minor"],
      enabled: false,
    },
    {
      description: "The fast lane: patches of Kubernetes",
      matchDepTypes: ["kubernetes"],
      matchUpdateTypes: ["patch"],
      groupName: "Kubernetes patches",
      labels: ["security"],
      schedule: ["at any time"],
      minimumReleaseAge: null,
      prPriority: 5,
    },
    { description: "What the class is made for changes by hand", matchDepTypes: ["provider"], dependencyDashboardApproval: true },
    {
      description: "Newer majors need a newer Node or another code",
      matchManagers: ["npm"],
      matchUpdateTypes: ["major"],
      dependencyDashboardApproval: true,
    },
    { description: "Other packages of Node together", matchManagers: ["npm"], matchUpdateTypes: ["minor", "patch"], groupName: "npm" },
  ];
}
