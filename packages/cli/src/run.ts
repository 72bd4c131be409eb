import { nearestFirst } from "@cstack/model";
import { CommanderError } from "commander";
import { commands, newProgram } from "./commands.ts";
import { CommandFailure, exitCodes } from "./failure.ts";

async function main(argv: string[]): Promise<void> {
  const program = newProgram();
  const [name] = argv;
  const known = name === undefined ? undefined : commands[name];
  if (name !== undefined && known === undefined && !name.startsWith("-") && name !== "help") {
    throw new CommandFailure(exitCodes.usage, `Unknown command "${name}". Known: ${nearestFirst(name, Object.keys(commands)).join(", ")}.`);
  }
  const loaded = known === undefined ? await Promise.all(Object.values(commands).map((load) => load())) : [await known()];
  for (const command of loaded) program.addCommand(command.exitOverride());
  await program.parseAsync(argv, { from: "user" });
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
      `cstack: this is a defect of cstack, not of your files. Please report it with what follows.\n${stack ?? message}\n`,
    );
    return 70;
  }
}
