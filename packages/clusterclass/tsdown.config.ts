import { defineConfig } from "tsdown";

/** What is published: one module with its types, for Node and browsers. */
export default defineConfig({
  entry: ["src/index.ts"],
  format: "esm",
  platform: "neutral",
  target: "es2023",
  outDir: "dist",
  clean: true,
  dts: true,
});
