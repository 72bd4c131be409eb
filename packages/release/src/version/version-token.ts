/** Stands for the version while the content of a unit is hashed; a version is put in its place afterwards. */
export const versionToken = "v0-cstacktoken";

/** The same data with a version in the place of the token. */
export function withVersion<T>(value: T, version: string): T {
  return JSON.parse(JSON.stringify(value).replaceAll(versionToken, version)) as T;
}
