import { nearestFirst } from "@cstack/model";
import { Command, CommanderError } from "commander";
import { CommandFailure, exitCodes } from "./failure.ts";

/** Commands in the order of the flow; each is loaded only when it is used, because start-up is felt. */
const commands: Record<string, () => Promise<Command>> = {
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
  "upgrade-path": async () => (await import("./commands/upgrade-path.ts")).upgradePathCommand(),
  publish: async () => (await import("./commands/publish.ts")).publishCommand(),
  verify: async () => (await import("./commands/verify.ts")).verifyCommand(),
  schemas: async () => (await import("./commands/schemas.ts")).schemasCommand(),
  catalog: async () => (await import("./commands/catalog.ts")).catalogCommand(),
  export: async () => (await import("./commands/export.ts")).exportCommand(),
  smoke: async () => (await import("./commands/smoke.ts")).smokeCommand(),
  check: async () => (await import("./commands/check.ts")).checkCommand(),
};

async function main(argv: string[]): Promise<void> {
  const program = new Command("cstack")
    .description("Cluster stacks from one source: source → resolve → render → validate → package → publish.")
    .exitOverride()
    .configureHelp({ sortSubcommands: false });
  const [name] = argv;
  const known = name === undefined ? undefined : commands[name];
  if (name !== undefined && known === undefined && !name.startsWith("-") && name !== "help") {
    throw new CommandFailure(exitCodes.usage, `Unknown command "${name}". Known: ${nearestFirst(name, Object.keys(commands)).join(", ")}.`);
  }
  const loaded = known === undefined ? await Promise.all(Object.values(commands).map((load) => load())) : [await known()];
  for (const command of loaded) program.addCommand(command.exitOverride());
  await program.parseAsync(argv, { from: "user" });
}

/** The one place that catches and decides the exit code. */
async function run(): Promise<number> {
  try {
    await main(process.argv.slice(2));
    return exitCodes.fine;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
    if (error instanceof CommandFailure) {
      process.stderr.write(`cstack: ${error.message}\n`);
      return error.exitCode;
    }
    const { message, stack, code } = error as NodeJS.ErrnoException;
    if (code !== undefined && /^E[A-Z]+$/.test(code)) {
      process.stderr.write(`cstack: ${message}\n`);
      return exitCodes.environment;
    }
    process.stderr.write(
      `cstack: this is a defect of cstack, not of your files. Please report it with what follows.\n${stack ?? message}\n`,
    );
    return 70;
  }
}

const exitCode = await run();
// A command that was interrupted has said so already.
process.exitCode ??= exitCode;
