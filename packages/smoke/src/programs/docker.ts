import { ProgramFailure } from "../process/program-failure.ts";
import { type ProgramScope, runIn } from "./program.ts";

const minute = 60_000;

/** The container engine of this machine. */
export class Docker {
  readonly #scope: ProgramScope;

  constructor(scope: ProgramScope) {
    this.#scope = scope;
  }

  /** What a command prints in a container, as arguments: no shell reads them unless one is named. */
  exec(container: string, command: readonly string[], timeout = minute): Promise<string> {
    return this.#run(["exec", container, ...command], timeout);
  }

  /** Whether an image is on this machine, under any of its names. */
  async hasImage(image: string): Promise<boolean> {
    try {
      await this.#run(["image", "inspect", "--format", "{{.Id}}", image], minute);
      return true;
    } catch (error) {
      if (error instanceof ProgramFailure && /no such image/i.test(error.said)) return false;
      throw error;
    }
  }

  async pull(image: string): Promise<void> {
    await this.#run(["pull", "--quiet", image], 15 * minute);
  }

  /** Gives an image another name. */
  async tag(image: string, name: string): Promise<void> {
    await this.#run(["tag", image, name], minute);
  }

  /** Writes images into an archive. */
  async save(images: readonly string[], file: string): Promise<void> {
    await this.#run(["save", "--output", file, ...images], 10 * minute);
  }

  /** Copies a file into a container. */
  async copy(file: string, container: string, path: string): Promise<void> {
    await this.#run(["cp", "--quiet", file, `${container}:${path}`], 10 * minute);
  }

  /** The address of this machine in a network of containers, of IP version 4. */
  async gateway(network: string): Promise<string | undefined> {
    const answer = await this.#run(["network", "inspect", network, "--format", "{{json .IPAM.Config}}"], minute);
    const configs = JSON.parse(answer) as { Gateway?: string }[] | null;
    return (configs ?? []).map(({ Gateway = "" }) => Gateway).find((gateway) => /^\d+(\.\d+){3}$/.test(gateway));
  }

  /** Names of containers, running or not, that have a label, as `name` or `name=value`. */
  async containers(label: string): Promise<string[]> {
    return linesOf(await this.#run(["ps", "--all", "--filter", `label=${label}`, "--format", "{{.Names}}"], minute));
  }

  /** IDs of containers that have a label, by which the kernel's control groups are named. */
  async containerIds(label: string): Promise<string[]> {
    return linesOf(await this.#run(["ps", "--all", "--no-trunc", "--filter", `label=${label}`, "--format", "{{.ID}}"], minute));
  }

  /** Ends a container at once, as a machine that loses its power. */
  async kill(container: string): Promise<void> {
    await this.#run(["kill", container], minute);
  }

  /** Ends containers and removes them with their volumes. */
  async remove(containers: readonly string[]): Promise<void> {
    if (containers.length > 0) await this.#run(["rm", "--force", "--volumes", ...containers], 2 * minute);
  }

  #run(args: readonly string[], timeout: number): Promise<string> {
    return runIn(this.#scope, args, { timeout });
  }
}

/** Lines that hold something. */
export function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}
