import { readdirSync } from "node:fs";
import { join } from "node:path";
import { classLints, judgementCatalogue, ruleCatalogue } from "@cstack/clusterclass";
import { functionDocs, nonDeterministicNames } from "@cstack/gotemplate";
import { catalogue } from "@cstack/model";
import { expect, it } from "vitest";
import { earlierSettings } from "../support/earlier-settings.ts";
import { cliPage } from "../support/reference/cli.ts";
import { fileFormatsPage } from "../support/reference/file-formats.ts";
import { page, table } from "../support/reference/markdown.ts";
import { variablePages } from "../support/reference/variables.ts";
import { allUnits, root } from "../support/repository.ts";

/** Pages of docs/ that list what the program knows. `npm run generate` writes them; a stale page fails here. */
const file = (name: string): string => join(root, "docs", name);

it("docs/rules.md lists every rule of Cluster API that is checked", async () => {
  const subjects = [...new Set(ruleCatalogue.map(({ object }) => object))];
  const sections = subjects.map((subject) => {
    const rows = ruleCatalogue
      .filter(({ object }) => object === subject)
      .map(({ id, title, source }) => [`\`${id}\``, title, `${source.file}, ${source.function}`]);
    return `## ${subject}\n\n${table(["Rule", "What it demands", "Source in Cluster API v1.14.0"], rows)}`;
  });
  const lints = `## Lints\n\nWhat Cluster API accepts and what goes wrong later.\n\n${table(
    ["Lint", "What it warns of"],
    classLints.map(({ id, title }) => [`\`${id}\``, title]),
  )}`;
  const beyond = judgementCatalogue.map(({ id, title, object, severity }) => [`\`${id}\``, title, object, severity]);
  const judgements = `## Beyond admission\n\nWhat no webhook of Cluster API says, for any values of the variables or for one planned Cluster.\n\n${table(["Rule", "Finding", "About", "Severity"], beyond)}`;
  const text = "Every rule of Cluster API's webhooks that can be known offline, by what it is about. `cstack explain CC-P07` shows one.";
  await expect(page("Rules", text, ...sections, lints, judgements)).toMatchFileSnapshot(file("rules.md"));
});

it("docs/diagnostics.md lists every code", async () => {
  const rows = Object.entries(catalogue).map(([code, { title, cause, repair }]) => [`\`${code}\``, title, cause, repair]);
  const text = "Every finding has a code, a place, a reason and a repair. `cstack explain CS1101` shows one.";
  await expect(page("Diagnostics", text, table(["Code", "Finding", "Why", "Repair"], rows))).toMatchFileSnapshot(file("diagnostics.md"));
});

it("docs/kaas-v1.md says what became of every setting of KaaS v1", async () => {
  const { title, docs, settings, source } = earlierSettings("stacks/scs/migrations/settings/kaas-v1.yaml");
  const rows = settings.map(({ names, meaning, variables = [], addons = [], cluster, reason, note }) => {
    const replacement = [
      ...variables.map((name) => `\`${name}\``),
      ...addons.map((id) => `addon \`${id}\``),
      ...(cluster === undefined ? [] : [`the Cluster's ${cluster}`]),
    ];
    return [
      names.map((name) => `\`${name}\``).join(", ") || "none",
      meaning,
      replacement.join(", ") || "nothing",
      [reason, note].filter(Boolean).join(" "),
    ];
  });
  const parts = [table(["Setting", "Meaning", "Instead", "Reason or note"], rows), `Source: ${source}.`];
  await expect(page(title, docs.trim(), ...parts)).toMatchFileSnapshot(file("kaas-v1.md"));
});

it("docs/template-functions.md lists every template function", async () => {
  const random = new Set<string>(nonDeterministicNames);
  const rows = functionDocs.map((doc) => [
    `\`${doc.name}\``,
    `\`${doc.signature}\``,
    `${doc.description}${random.has(doc.name) ? " Cannot be evaluated offline." : ""}`,
    doc.example === undefined ? "" : `\`${doc.example.template}\``,
  ]);
  const text =
    "Functions of templates in patches (sprig's hermetic ones) and in the operator's values, beside those of Go's text/template.";
  await expect(page("Template functions", text, table(["Function", "Signature", "What it does", "Example"], rows))).toMatchFileSnapshot(
    file("template-functions.md"),
  );
});

it("docs/reference/cli.md has the help of every command", async () => {
  await expect(await cliPage()).toMatchFileSnapshot(file("reference/cli.md"));
});

it("docs/reference/file-formats.md has every member of every source file", async () => {
  await expect(fileFormatsPage()).toMatchFileSnapshot(file("reference/file-formats.md"));
});

const variables = variablePages(allUnits());

it.each([...variables.keys()])("docs/reference/%s has every variable", async (name) => {
  await expect(variables.get(name)!).toMatchFileSnapshot(file(`reference/${name}`));
});

it("docs/reference has pages of stacks that exist only", () => {
  const pages = readdirSync(file("reference")).filter((name) => name.startsWith("variables-"));
  expect(pages.filter((name) => !variables.has(name))).toEqual([]);
});
