import { execa } from "execa";

/**
 * Makes an image of a folder as one layer, without a builder and without anything to start from: Docker has had that at all times.
 * @param changes lines of a Dockerfile that set what the image does, such as `WORKDIR /data`
 */
export async function importImage(image: string, folder: string, changes: readonly string[]): Promise<void> {
  const flags = changes.flatMap((change) => ["--change", change]);
  // What is kept in memory, too, ends where execa's limit is: an archive may be larger.
  const archive = execa("tar", ["--create", "--owner=0", "--group=0", "--directory", folder, "."], { encoding: "buffer", buffer: false });
  await archive.pipe("docker", ["import", ...flags, "-", image]);
}
