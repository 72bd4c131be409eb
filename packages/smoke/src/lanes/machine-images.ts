import type { ContainerMachines } from "@cstack/model";
import { ProgramFailure } from "../process/program-failure.ts";
import { Docker } from "../programs/docker.ts";

/** An image of containers that are machines, or that stand beside them. */
export interface MachineImage {
  /** As machines name it. */
  image: string;
  /** Of what facts mean by that name. */
  digest?: string;
}

/** All images that a Cluster of such machines needs. */
export function machineImages(nodeImage: MachineImage, { images = [] }: ContainerMachines): MachineImage[] {
  return [nodeImage, ...images.map((image) => ({ image }))];
}

/** The name by which a registry gives exactly that image, where its digest is known. */
export function pullName({ image, digest }: MachineImage): string {
  return digest === undefined ? image : `${image}@${digest}`;
}

/** The name under which Docker has an image: its own, or the one it was pulled by. */
export async function nameInDocker(docker: Docker, wanted: MachineImage): Promise<string | undefined> {
  for (const name of new Set([wanted.image, pullName(wanted)])) if (await docker.hasImage(name)) return name;
  return undefined;
}

/** Those images that the Docker of this machine does not have; none where it does not answer. */
export async function imagesToPull<Wanted extends MachineImage>(program: string, wanted: readonly Wanted[]): Promise<Wanted[]> {
  const docker = new Docker({ program });
  try {
    const names = await Promise.all(wanted.map((each) => nameInDocker(docker, each)));
    return wanted.filter((_, index) => names[index] === undefined);
  } catch (error) {
    if (error instanceof ProgramFailure) return [];
    throw error;
  }
}
