import { mapLimited } from "@cstack/bundle";
import type { Addon } from "@cstack/generator";
import type { Place } from "@cstack/model";
import type { RegistryReader } from "../sources/registry-reader.ts";
import { cannotAsk } from "./cannot-ask.ts";
import type { RowEdit } from "./edit-rows.ts";
import type { FactPlan } from "./fact-change.ts";

const atATime = 6;

/** An image of a fact with what is recorded of it, and where. */
export interface RecordedImage {
  image: string;
  digest: string | undefined;
  file: string;
  row: RowEdit["row"];
  place: Place;
}

/** Images of an addon's charts, without those of rows (by index) that are about to lose them. */
export function imagesOf({ versions }: Addon, without: ReadonlySet<number>): RecordedImage[] {
  return versions.data.versions.flatMap(({ images = [] }, index) =>
    without.has(index)
      ? []
      : images.map(({ image, digest }, number) => {
          const row = ["versions", index, "images", number];
          return { image, digest, file: versions.path, row, place: versions.document.place(row) };
        }),
  );
}

/** Digests that nobody had read. A tag that stands for something else by now is told and left alone: what was tested is what is recorded. */
export async function imageUpdates(images: readonly RecordedImage[], registries: RegistryReader): Promise<FactPlan> {
  const plan: FactPlan = { changes: [], held: [], diagnostics: [] };
  await mapLimited(images, atATime, async ({ image, digest: recorded, file, row, place }) => {
    const found = await registries.digest(image);
    const subject = `digest of ${image}`;
    if ("failed" in found) plan.diagnostics.push(cannotAsk(place, image, found.failed));
    else if (recorded === undefined) {
      const edits = [{ row, key: "digest", value: found.digest, after: "image" }];
      plan.changes.push({ file, subject, from: "unknown", to: found.digest, source: image, edits, notes: [] });
    } else if (recorded !== found.digest) {
      plan.held.push({ file, subject, from: recorded, newer: found.digest, reason: "the tag was moved, and what was tested is recorded" });
    }
  });
  plan.changes.sort((a, b) => (a.subject < b.subject ? -1 : 1));
  plan.held.sort((a, b) => (a.subject < b.subject ? -1 : 1));
  return plan;
}
