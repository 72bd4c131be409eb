import { type Diagnostic, problem, unknownName, warning } from "@cstack/model";
import { ADDON_FILE } from "./source-hashes.ts";
import { filesBelow, type Tree, textOf, topDirectories } from "./tree.ts";
import { isMapping, type Mapping, parseMapping, type YamlFile } from "./yaml-text.ts";

/** What the operator reads of clusteraddon.yaml (cluster-stack-operator b3680fb, pkg/clusteraddon/clusteraddon.go). */
const HOOKS = ["AfterControlPlaneInitialized", "BeforeClusterUpgrade"];
const ACTIONS = ["apply", "delete"];
const FIELDS = ["name", "action", "waitForPreCondition", "waitForPostCondition"];

/**
 * Checks clusteraddon.yaml against the addons of the tree. The operator skips in silence what it does not know: a hook it never calls, a
 * name without a directory; and it deletes for every action but apply.
 */
export function checkAddonStages(tree: Tree): Diagnostic[] {
  const content = tree.files.get(ADDON_FILE);
  if (!content) return [];
  const empty = () => problem("CS5105", { file: ADDON_FILE }, "The file is no mapping.", "Write addonStages: with the addons by hook.");
  const { value: file, diagnostics } = parseMapping(ADDON_FILE, content, empty);
  if (!file) return diagnostics;
  const stages = file.value["addonStages"];
  if (!isMapping(stages)) return [problem("CS5105", file.place(["addonStages"]), "addonStages is no mapping.", "List the addons by hook.")];
  const addons = addonDirectories(tree);
  const found = Object.entries(stages).flatMap(([hook, entries]) => checkHook(hook, entries, addons, file.place));
  return [...found, ...unstaged(stages, addons)];
}

/** Directories of cluster-addon/ that are charts. */
function addonDirectories(tree: Tree): string[] {
  const files = filesBelow(tree.files, "cluster-addon");
  return [...topDirectories(files)].filter((directory) => files.has(`${directory}/Chart.yaml`));
}

function checkHook(hook: string, entries: unknown, addons: readonly string[], place: YamlFile["place"]): Diagnostic[] {
  const path = ["addonStages", hook];
  if (!HOOKS.includes(hook))
    return [problem("CS5105", place(path), `${unknownName("hook", hook, HOOKS)} The operator never calls others.`)];
  if (entries === null) return [];
  if (!Array.isArray(entries))
    return [problem("CS5105", place(path), `${hook} is no list.`, "List the addons in the order to apply them.")];
  return entries.flatMap((entry: unknown, index) => checkEntry(entry, [...path, index], addons, place));
}

function checkEntry(entry: unknown, path: (string | number)[], addons: readonly string[], place: YamlFile["place"]): Diagnostic[] {
  if (!isMapping(entry)) return [problem("CS5105", place(path), "The entry is no mapping.", "Write name: and action:.")];
  const { name, action } = entry;
  const diagnostics: Diagnostic[] = [];
  if (typeof name !== "string" || !addons.includes(name)) {
    diagnostics.push(problem("CS5105", place([...path, "name"]), unknownName("addon", String(name), addons)));
  }
  if (typeof action !== "string" || !ACTIONS.includes(action)) {
    diagnostics.push(problem("CS5105", place([...path, "action"]), unknownName("action", String(action), ACTIONS)));
  }
  const strangers = Object.keys(entry).filter((field) => !FIELDS.includes(field));
  const ignored = strangers.map((field) =>
    warning("CS5105", place([...path, field]), `${unknownName("field", field, FIELDS)} It has no effect.`),
  );
  return [...diagnostics, ...ignored];
}

function unstaged(stages: Mapping, addons: readonly string[]): Diagnostic[] {
  const entries = Object.values(stages).flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  const staged = new Set(entries.filter(isMapping).map(({ name }) => name));
  const message = (addon: string) => `The addon ${addon} is packed, but no stage applies it.`;
  return addons
    .filter((addon) => !staged.has(addon))
    .map((addon) => warning("CS5105", { file: ADDON_FILE }, message(addon), "Add it to a stage, or remove it."));
}

/**
 * Refuses values files without content: an empty or comment-only document makes the operator panic on every Cluster
 * (cluster-stack-operator b3680fb, internal/controller/clusteraddon_controller.go, buildTemplateFromClusterAddonValues).
 */
export function checkAddonValues(tree: Tree): Diagnostic[] {
  const isValues = (path: string) => path === "cluster-addon-values.yaml" || /^cluster-addon\/[^/]+\/overwrite\.yaml$/.test(path);
  return [...tree.files]
    .filter(([path, content]) => isValues(path) && isEmptyYaml(textOf(content)))
    .map(([file]) => problem("CS5106", { file }, "The file has no values, only blank lines or comments."));
}

function isEmptyYaml(text: string): boolean {
  return text.split("\n").every((line) => /^\s*(#.*|---\s*)?$/.test(line));
}
