export { directoryHash, dirhash, fileHash, type HashedFiles, shortHash } from "./content-hash.ts";
