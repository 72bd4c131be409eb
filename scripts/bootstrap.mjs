// What every entry of the repository does first: check Node, and install the packages of the lockfile where they are not installed yet.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const minimumNode = [20, 19];

/** Environment of every program started here: nothing phones home. */
export const environment = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", npm_config_loglevel: "error" };

export function bootstrap() {
  checkNode();
  const stamp = join(root, "node_modules", ".cstack-lock");
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.error("Installing packages (npm ci) …");
  run("npm", ["ci", "--no-audit", "--no-fund"]);
  writeFileSync(stamp, lock);
}

/** Runs a program in the repository and ends this one with its exit code where it fails. */
export function run(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: "inherit", env: environment, ...options });
  if (error !== undefined) {
    console.error(`Cannot run ${program}: ${error.message}`);
    process.exit(3);
  }
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs turbo and shows what it says only where a task failed: its banner tells nothing on a good day. */
export function runTasks(args) {
  const { status, stdout, stderr, error } = spawnSync(installed("turbo"), ["run", ...args, "--output-logs=errors-only"], {
    cwd: root,
    env: environment,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error === undefined && status === 0) return;
  process.stderr.write(`${stdout ?? ""}${stderr ?? ""}${error?.message ?? ""}`);
  process.exit(status ?? 1);
}

/** A program of an installed package, without the start-up time of npx. */
export function installed(name) {
  return join(root, "node_modules", ".bin", name);
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1])) return;
  console.error(`Node ${process.versions.node} is too old: at least ${minimumNode.join(".")} is needed.`);
  process.exit(3);
}
