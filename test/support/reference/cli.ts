import type { Command } from "commander";
import { commands, newProgram } from "../../../packages/cli/src/commands.ts";
import { page } from "./markdown.ts";

const columns = 110;

/** Every command with its help, as the program prints it. */
export async function cliPage(): Promise<string> {
  const program = newProgram();
  for (const load of Object.values(commands)) program.addCommand(await load());
  const sections = program.commands.flatMap((command) => [
    section(command, `cstack ${command.name()}`, "##"),
    ...command.commands.map((inner) => section(inner, `cstack ${command.name()} ${inner.name()}`, "###")),
  ]);
  const text = `What each command prints with \`--help\`. Data goes to standard output, everything else to standard error. Exit codes: 0 fine, 1 findings or a failed check,
2 wrong usage, 3 a tool or the network is missing, 70 a defect of cstack. \`cstack --version\` prints its version, and Node's.`;
  return page("Commands", text, ...sections);
}

function section(command: Command, title: string, level: string): string {
  return `${level} ${title}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\``;
}

/** Whole help texts are only written, not returned: with the examples after them. */
function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => columns,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trim();
}
