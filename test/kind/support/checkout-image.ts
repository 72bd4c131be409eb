import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { copySources } from "../../support/checkout-copy.ts";
import { root } from "../../support/repository.ts";
import { importImage } from "./import-image.ts";

const command = ["package.json", "bin", "dist"].map((name) => join("packages", "cli", name));

/**
 * Makes an image that holds this checkout, built, as its working directory, and the Node that runs the tests: what docs/fleet.md has a builder make of a base image. Only where
 * tests run on Linux, which all images here are for.
 */
export async function makeCheckoutImage(image: string): Promise<void> {
  const files = mkdtempSync(join(tmpdir(), "cstack-image-"));
  try {
    await copyNode(files);
    copySources(join(files, "cstack"));
    for (const path of command) cpSync(join(root, path), join(files, "cstack", path), { recursive: true });
    await importImage(image, files, ["WORKDIR /cstack", "ENV PATH=/usr/local/bin"]);
  } finally {
    rmSync(files, { recursive: true, force: true });
  }
}

/** Node with the libraries that it is linked with, at the paths where it looks for them. */
async function copyNode(files: string): Promise<void> {
  const { stdout } = await execa("ldd", [process.execPath], { reject: false });
  const libraries = [...stdout.matchAll(/(?:=> |^\s*)(\/\S+) \(0x/gm)].map(([, path = ""]) => path);
  for (const path of libraries) copyFile(path, join(files, path));
  copyFile(process.execPath, join(files, "usr/local/bin/node"));
}

function copyFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { dereference: true });
}
