import type { Unit } from "@cstack/generator";
import type { MachineImage } from "@cstack/smoke";

/** The image of which a unit's machines are containers, where facts know one. */
export function nodeImageOf({ nodeImage }: Unit): MachineImage | undefined {
  if (nodeImage?.image === undefined) return undefined;
  const { image, digest } = nodeImage;
  return { image: shortName(image), ...(digest === undefined ? {} : { digest }) };
}

/** Machines are made with the short name, which for Docker is the same image. */
export function shortName(image: string): string {
  return image.replace(/^docker\.io\//, "");
}
