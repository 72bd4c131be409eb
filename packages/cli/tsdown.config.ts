import { defineConfig } from "tsdown";

/** One bundle for the command line: a few files start in a fraction of the time that hundreds take. */
export default defineConfig({
  entry: ["src/main.ts", "src/run.ts", "src/build-worker.ts", "src/fleet-worker.ts", "src/build-tools.ts"],
  format: "esm",
  platform: "node",
  target: "node20",
  outDir: "dist",
  clean: true,
  dts: false,
  sourcemap: false,
  minify: false,
  // Libraries for other module systems look for files beside them.
  shims: true,
  noExternal: [/.*/],
  inputOptions: { resolve: { conditionNames: ["cstack-source", "import", "node", "default"] } },
});
