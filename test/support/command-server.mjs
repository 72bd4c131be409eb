// cstack in a process that stays: one command after the other, each with its own folder, environment and output. See cstack.ts.
import "../../packages/cli/bin/runtime-settings.mjs";
import { run } from "../../packages/cli/dist/run.mjs";

const output = { stdout: "", stderr: "" };
for (const name of ["stdout", "stderr"]) {
  process[name].write = (chunk, encoding, done) => {
    output[name] += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    const callback = typeof encoding === "function" ? encoding : done;
    if (callback !== undefined) process.nextTick(callback);
    return true;
  };
}

let last = Promise.resolve();
process.on("message", (request) => {
  last = last.then(() => answer(request));
});
process.on("disconnect", () => process.exit());

async function answer({ id, args, cwd, env }) {
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  Object.assign(output, { stdout: "", stderr: "" });
  const returned = await run(args);
  const status = process.exitCode ?? returned;
  process.exitCode = undefined;
  // A command waits for an interruption until its process ends, which this one does not.
  process.removeAllListeners("SIGINT");
  process.send({ id, status, ...output });
}
