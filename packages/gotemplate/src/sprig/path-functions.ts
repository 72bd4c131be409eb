import type { FunctionTable } from "../values.ts";
import { define, text } from "./define.ts";
import { baseName, cleanPath, directory, extension } from "./paths.ts";

const base = define([text], baseName);
const dir = define([text], directory);
const clean = define([text], cleanPath);
const ext = define([text], extension);
const isAbs = define([text], (path) => path.startsWith("/"));

/** Paths (sprig v3.3.0 and slim-sprig, functions.go). The `os` functions are those of Linux, where Cluster API and the operator run. */
export const pathFunctions: FunctionTable = new Map([
  ["base", base],
  ["dir", dir],
  ["clean", clean],
  ["ext", ext],
  ["isAbs", isAbs],
  ["osBase", base],
  ["osDir", dir],
  ["osClean", clean],
  ["osExt", ext],
  ["osIsAbs", isAbs],
]);
