import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildTools, type GoProgram } from "@cstack/smoke";
import { execa } from "execa";
import { root } from "../../support/repository.ts";
import { importImage } from "./import-image.ts";

/** An image with nothing in it but static programs of Go, by their paths in it. */
interface ProgramImage {
  image: string;
  programs: Readonly<Record<string, string>>;
  entrypoint: string;
}

export const greeterImage = "lane.example.com/greeter:1";

/** What images are made of, beside the greeter. */
export const imageModules: readonly GoProgram[] = [
  { program: "local-path-provisioner", module: "github.com/rancher/local-path-provisioner", version: "v0.0.30", package: "." },
  { program: "gosh", module: "github.com/u-root/u-root", version: "v0.16.0", package: "cmds/core/gosh" },
  { program: "mkdir", module: "github.com/u-root/u-root", version: "v0.16.0", package: "cmds/core/mkdir" },
  { program: "rm", module: "github.com/u-root/u-root", version: "v0.16.0", package: "cmds/core/rm" },
];
const kept = join(root, ".cstack", "images");
const contentLabel = "lane.example.com/content";
const path = "/usr/local/bin:/bin";

/**
 * Makes the images of the lane's addons under the names that they ask for, those of local volumes from the sources that Go's proxy has: nothing is pulled. Their names.
 */
export async function makeImages(go: string, localPath: { provisioner: string; helper: string }): Promise<string[]> {
  await buildTools(imageModules, { go, folder: kept, onProgress: (line) => process.stderr.write(`kind: ${line}\n`) });
  await buildGreeter(go);
  const images: ProgramImage[] = [
    { image: greeterImage, programs: { greeter: "/greeter" }, entrypoint: "/greeter" },
    {
      image: localPath.provisioner,
      programs: { "local-path-provisioner": "/usr/local/bin/local-path-provisioner" },
      entrypoint: "/usr/local/bin/local-path-provisioner",
    },
    // What its scripts need: a shell, mkdir, rm.
    { image: localPath.helper, programs: { gosh: "/bin/sh", mkdir: "/bin/mkdir", rm: "/bin/rm" }, entrypoint: "/bin/sh" },
  ];
  for (const each of images) await makeImage(each);
  return images.map(({ image }) => image);
}

async function buildGreeter(go: string): Promise<void> {
  const source = join(root, "test", "kind", "fixtures", "greeter.go");
  const env = { GOWORK: "off", CGO_ENABLED: "0" };
  await execa(go, ["build", "-trimpath", "-ldflags", "-s -w", "-o", join(kept, "greeter"), source], { env, timeout: 300_000 });
}

/** What Docker has of these programs, or from elsewhere, stays. */
async function makeImage(made: ProgramImage): Promise<void> {
  const { image, programs, entrypoint } = made;
  const content = contentOf(made);
  const known = await execa("docker", ["image", "inspect", "--format", `{{index .Config.Labels "${contentLabel}"}}`, image], {
    reject: false,
  });
  if (known.exitCode === 0 && ["", content].includes(known.stdout)) return;
  // Else it would stay without a name.
  if (known.exitCode === 0) await execa("docker", ["image", "rm", "--force", image]);
  const files = join(kept, "root");
  rmSync(files, { recursive: true, force: true });
  for (const [program, target] of Object.entries(programs)) {
    mkdirSync(dirname(join(files, target)), { recursive: true });
    copyFileSync(join(kept, program), join(files, target));
  }
  await importImage(image, files, [`ENV PATH=${path}`, `ENTRYPOINT ${JSON.stringify([entrypoint])}`, `LABEL ${contentLabel}=${content}`]);
}

/** Tells images of the same programs from others. */
function contentOf({ programs, entrypoint }: ProgramImage): string {
  const hash = createHash("sha256").update(JSON.stringify({ programs, entrypoint }));
  for (const program of Object.keys(programs)) hash.update(readFileSync(join(kept, program)));
  return hash.digest("hex");
}
