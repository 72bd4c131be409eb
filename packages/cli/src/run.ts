import { nearestFirst } from "@cstack/model";
import { CommanderError } from "commander";
import { commands, newProgram, versionFlags } from "./commands.ts";
import { CommandFailure, exitCodes } from "./failure.ts";
import { versionLine } from "./version.ts";

async function main(argv: string[]): Promise<void> {
  const program = newProgram();
  const [name] = argv;
  if (name !== undefined && commands[name] === undefined && !name.startsWith("-") && name !== "help") {
    throw new CommandFailure(exitCodes.usage, `Unknown command "${name}". Known: ${nearestFirst(name, Object.keys(commands)).join(", ")}.`);
  }
  for (const command of await Promise.all(neededFor(name).map((load) => load()))) program.addCommand(command.exitOverride());
  await program.parseAsync(argv, { from: "user" });
}

/** Loaders of the commands that a command line needs, by its first word: help lists all of them. */
function neededFor(name: string | undefined): (typeof commands)[string][] {
  if (versionFlags.some((flag) => flag === name)) return [];
  const known = name === undefined ? undefined : commands[name];
  return known === undefined ? Object.values(commands) : [known];
}

/** Runs one command line. The one place that catches and decides the exit code. */
export async function run(argv: string[]): Promise<number> {
  try {
    await main(argv);
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
      `cstack: this is a defect of cstack, not of your files. Please report it with what follows.\n${versionLine}\n${stack ?? message}\n`,
    );
    return 70;
  }
}
