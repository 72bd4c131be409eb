import { type Diagnostic, type Place, problem, type Result } from "@cstack/model";
import type { ReleaseUnit } from "@cstack/release";
import type { Tree } from "./tree.ts";
import { isMapping, parseMapping, type YamlFile } from "./yaml-text.ts";

export const CONFIG_FILE = "csctl.yaml";

/** What csctl.yaml says. */
export interface StackConfig {
  readonly unit: ReleaseUnit;
  /** With its leading v, `v1.27.7`: the operator compares it literally with the version of a Cluster. */
  readonly kubernetesVersion: string;
  /** `config.provider.config`; a non-empty one asks for node images. */
  readonly providerConfig: Readonly<Record<string, unknown>>;
  /** Where in csctl.yaml the provider's configuration stands. */
  readonly providerConfigPlace: Place;
}

/**
 * Reads csctl.yaml (format: csctl v0.0.5, pkg/clusterstack/config.go). Stricter than csctl where the operator is: it splits names at
 * hyphens, so provider and stack are `[a-z0-9]+`.
 */
export function readConfig(tree: Tree): Result<StackConfig> {
  const content = tree.files.get(CONFIG_FILE);
  if (!content) return { diagnostics: [problem("CS5101", { file: CONFIG_FILE }, "The file is missing.")] };
  const { value: file, diagnostics } = parseMapping(CONFIG_FILE, content, notAConfig);
  if (!file) return { diagnostics };
  const config = file.value["config"];
  if (!isMapping(config)) return { diagnostics: [notAConfig(file.place(["config"]))] };
  return configOf(config, file.place);
}

function configOf(config: Readonly<Record<string, unknown>>, place: YamlFile["place"]): Result<StackConfig> {
  const provider = isMapping(config["provider"]) ? config["provider"] : {};
  const diagnostics: Diagnostic[] = [];
  const read = (value: unknown, path: string[], pattern: RegExp, form: string): string => {
    if (typeof value === "string" && pattern.test(value)) return value;
    const key = path.join(".");
    diagnostics.push(
      problem("CS5102", place(path), `${key} is ${value === undefined ? "missing" : JSON.stringify(value)}.`, `Write ${form}.`),
    );
    return "";
  };
  const name = "lower case letters and digits without hyphens; the operator splits release names at hyphens";
  const type = read(provider["type"], ["config", "provider", "type"], /^[a-z0-9]+$/, name);
  const stack = read(config["clusterStackName"], ["config", "clusterStackName"], /^[a-z0-9]+$/, name);
  const version = read(
    config["kubernetesVersion"],
    ["config", "kubernetesVersion"],
    /^v\d+\.\d+\.\d+$/,
    "a full version, for example v1.27.7",
  );
  if (diagnostics.length > 0) return { diagnostics };
  const [major, minor] = version.slice(1).split(".");
  const value: StackConfig = {
    unit: { provider: type, stack, minor: `${major}.${minor}` },
    kubernetesVersion: version,
    providerConfig: isMapping(provider["config"]) ? provider["config"] : {},
    providerConfigPlace: place(["config", "provider", "config"]),
  };
  return { value, diagnostics };
}

function notAConfig(place: Place): Diagnostic {
  const repair = "Write config: with kubernetesVersion, clusterStackName and provider.type.";
  return problem("CS5101", place, "The file has no mapping config.", repair);
}
