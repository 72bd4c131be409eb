import { listUnits, managersOf, type Repository, resolveUnit, type UnitKey } from "@cstack/generator";
import { imagesToPull, type MachineImage, machineImages, pullName, watchProblem } from "@cstack/smoke";
import { containerProgram } from "./lane-programs.ts";
import { nodeImageOf } from "./node-image.ts";

/** What keeps the kind lane from showing all that it can show here, or from showing it at once, each with what to do about it. */
export async function kindWarnings(repository: Repository | undefined): Promise<string[]> {
  const watches = watchProblem();
  const images = repository === undefined ? [] : await imageWarnings(repository);
  return [...(watches === undefined ? [] : [watches]), ...images];
}

/** Runs pull what is missing; on a machine without a registry, or before a long way, a person wants to know. Nothing where Docker does not answer. */
async function imageWarnings(repository: Repository): Promise<string[]> {
  const docker = containerProgram();
  const missing = docker === undefined ? [] : await imagesToPull(docker, imagesOfUnits(repository));
  return missing.map((image) => {
    const another = image.isNodeImage ? ", or another image with --node-image" : "";
    return `${image.image} has to be pulled for ${image.units.join(", ")}: docker pull ${pullName(image)}${another}`;
  });
}

/** An image, and the units whose clusters need it. */
export interface ImageOfUnits extends MachineImage {
  units: string[];
  isNodeImage: boolean;
}

/** The images of all units whose machines are containers, each once, where facts know them. */
export function imagesOfUnits(repository: Repository): ImageOfUnits[] {
  const images = new Map<string, ImageOfUnits>();
  for (const key of listUnits(repository)) {
    for (const image of imagesOfUnit(repository, key)) {
      const units = images.get(image.image)?.units ?? [];
      images.set(image.image, { ...image, units: [...units, key.id] });
    }
  }
  return [...images.values()];
}

function imagesOfUnit(repository: Repository, key: UnitKey): Omit<ImageOfUnits, "units">[] {
  const { unit } = resolveUnit(repository, key);
  if (unit === undefined) return [];
  const { containers } = managersOf(repository, [unit.provider]);
  const nodeImage = nodeImageOf(unit);
  if (containers === undefined || nodeImage === undefined) return [];
  return machineImages(nodeImage, containers).map((image) => ({ ...image, isNodeImage: image === nodeImage }));
}
