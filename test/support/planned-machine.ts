import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { planCluster } from "@cstack/clusterclass";
import { sampleWith, type Unit } from "@cstack/generator";
import { execa } from "execa";
import { renderedUnit } from "./repository.ts";

/** What a machine of the control plane gets by its kubeadm configuration. */
export interface PlannedMachine {
  files: { path: string; permissions?: string; content?: string; contentFrom?: unknown }[];
  preKubeadmCommands: string[];
  postKubeadmCommands: string[];
}

/** Plans the sample Cluster of a unit with some variables. */
export function plannedMachine(unit: Unit, variables: Record<string, unknown>): PlannedMachine {
  const { objects, errors } = planCluster(sampleWith(renderedUnit(unit), variables));
  if (errors.length > 0) throw new Error(errors.map(({ field, message }) => `${field}: ${message}`).join("\n"));
  const controlPlane = objects.find(({ role }) => role === "controlPlane")?.object as unknown as {
    spec: { kubeadmConfigSpec: PlannedMachine };
  };
  return controlPlane.spec.kubeadmConfigSpec;
}

/** A folder that stands for a machine: `/` has the planned files, `/fake` commands that only note how they are called. */
export class FakeMachine {
  private readonly folder: string;

  constructor(folder: string, { files }: PlannedMachine) {
    this.folder = folder;
    for (const { path, content, permissions } of files) this.write(path, content ?? "", permissions);
  }

  write(path: string, content: string, permissions = "0644"): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, Number.parseInt(permissions, 8));
  }

  path(path: string): string {
    return join(this.folder, path);
  }

  list(path: string): string[] {
    return readdirSync(join(this.folder, path));
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** A command whose calls are noted, with what it does as a shell script. */
  command(name: string, script = ""): void {
    this.write(`/fake/${name}`, `#!/bin/sh\necho "${name} $*" >>"$ROOT/fake/calls"\n${script}\n`, "0755");
  }

  /** The calls of commands since the last time, one line each. */
  calls(): string[] {
    const file = join(this.folder, "/fake/calls");
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    rmSync(file);
    return lines;
  }

  /** Runs a file of the machine; both outputs together. */
  async run(path: string): Promise<{ exitCode: number | undefined; output: string }> {
    const { exitCode, all } = await execa("sh", [join(this.folder, path)], {
      env: { ROOT: this.folder, PATH: `${join(this.folder, "fake")}:/usr/sbin:/usr/bin:/sbin:/bin` },
      extendEnv: false,
      reject: false,
      all: true,
      timeout: 20_000,
    });
    return { exitCode, output: all };
  }
}
