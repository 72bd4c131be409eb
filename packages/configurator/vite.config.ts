import { defaultClientConditions, defineConfig } from "vite";

/** The page as static files for any path of any web server: addresses are relative, and nothing is fetched from elsewhere. */
export default defineConfig({
  base: "./",
  root: "app",
  publicDir: false,
  resolve: { conditions: ["cstack-source", ...defaultClientConditions] },
  build: { outDir: "../dist/site", emptyOutDir: true, target: "es2022", reportCompressedSize: true, modulePreload: { polyfill: false } },
  worker: { format: "es" },
});
