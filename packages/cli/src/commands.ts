import { Command } from "commander";
import { versionLine } from "./version.ts";

/** Commands in the order of the flow; each is loaded only when it is used, because start-up is felt. */
export const commands: Record<string, () => Promise<Command>> = {
  list: async () => (await import("./commands/list.ts")).listCommand(),
  build: async () => (await import("./commands/build.ts")).buildCommand(),
  render: async () => (await import("./commands/render.ts")).renderCommand(),
  plan: async () => (await import("./commands/plan.ts")).planCommand(),
  validate: async () => (await import("./commands/validate.ts")).validateCommand(),
  diff: async () => (await import("./commands/diff.ts")).diffCommand(),
  migrate: async () => (await import("./commands/migrate.ts")).migrateCommand(),
  template: async () => (await import("./commands/template.ts")).templateCommand(),
  explain: async () => (await import("./commands/explain.ts")).explainCommand(),
  doctor: async () => (await import("./commands/doctor.ts")).doctorCommand(),
  new: async () => (await import("./commands/new.ts")).newCommand(),
  images: async () => (await import("./commands/images.ts")).imagesCommand(),
  charts: async () => (await import("./commands/charts.ts")).chartsCommand(),
  facts: async () => (await import("./commands/facts.ts")).factsCommand(),
  prepare: async () => (await import("./commands/prepare.ts")).prepareCommand(),
  deliver: async () => (await import("./commands/deliver.ts")).deliverCommand(),
  create: async () => (await import("./commands/create.ts")).createCommand(),
  release: async () => (await import("./commands/release.ts")).releaseCommand(),
  fleet: async () => (await import("./commands/fleet.ts")).fleetCommand(),
  "upgrade-path": async () => (await import("./commands/upgrade-path.ts")).upgradePathCommand(),
  publish: async () => (await import("./commands/publish.ts")).publishCommand(),
  verify: async () => (await import("./commands/verify.ts")).verifyCommand(),
  schemas: async () => (await import("./commands/schemas.ts")).schemasCommand(),
  catalog: async () => (await import("./commands/catalog.ts")).catalogCommand(),
  ui: async () => (await import("./commands/ui.ts")).uiCommand(),
  export: async () => (await import("./commands/export.ts")).exportCommand(),
  smoke: async () => (await import("./commands/smoke.ts")).smokeCommand(),
  check: async () => (await import("./commands/check.ts")).checkCommand(),
};

/** Options that the program answers itself, without any of its commands. */
export const versionFlags = ["-V", "--version"] as const;

/** The program without its commands. Behind a command, --version is an option of that command: of build and render it is a release's. */
export function newProgram(): Command {
  return new Command("cstack")
    .description("Cluster stacks from one source: source → resolve → render → validate → package → publish.")
    .version(versionLine, versionFlags.join(", "), "print the versions of cstack and of Node")
    .enablePositionalOptions()
    .exitOverride()
    .configureHelp({ sortSubcommands: false });
}
