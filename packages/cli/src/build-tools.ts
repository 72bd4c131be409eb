import { managersOf } from "@cstack/generator";
import { nearestFirst } from "@cstack/model";
import { buildTools, findProgram, type GoProgram, managerManifests, pinnedPrograms, toolCache } from "@cstack/smoke";
import { exitCodes } from "./failure.ts";
import { openWorkspace } from "./workspace.ts";

/** `npm run tools [PROGRAM...]`: builds what lanes need and nobody has brought, or the programs that are named, and reads what managers install. */
async function run(names: readonly string[]): Promise<number> {
  const { managers, programs } = managersOf(openWorkspace(undefined).repository);
  const known: readonly GoProgram[] = [...pinnedPrograms, ...programs, ...managers];
  const unknown = names.find((name) => !known.some(({ program }) => program === name));
  if (unknown !== undefined) {
    const nearest = nearestFirst(
      unknown,
      known.map(({ program }) => program),
    );
    say(`Unknown program "${unknown}". Known: ${nearest.join(", ")}.`);
    return exitCodes.usage;
  }
  const go = findProgram("go");
  if (go === undefined) {
    say("Go is not on the path: install it, it builds all tools.");
    return exitCodes.environment;
  }
  const folder = toolCache();
  const wanted = known.filter(({ program }) => (names.length > 0 ? names.includes(program) : isBuiltHere(program, folder)));
  const built = await buildTools(wanted, { go, folder, onProgress: say });
  for (const manager of managers.filter(({ program }) => names.length === 0 || names.includes(program))) await managerManifests(manager);
  say(
    `${built.length} built, ${wanted.length - built.length} were there; they are in ${folder}, where lanes look after CSTACK_TOOLS and PATH.`,
  );
  return exitCodes.fine;
}

/** Whether a program is built by this command, since nobody brought one along. */
function isBuiltHere(program: string, folder: string): boolean {
  const path = findProgram(program);
  if (path === undefined || path.startsWith(folder)) return true;
  say(`${program}: ${path} is used`);
  return false;
}

function say(line: string): void {
  process.stderr.write(`tools: ${line}\n`);
}

process.exitCode = await run(process.argv.slice(2));
