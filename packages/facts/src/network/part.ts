/** What has arrived of something that a server sends. */
export interface Part {
  readonly chunks: readonly Uint8Array[];
  readonly size: number;
  /** ETag or date that names the version the bytes are of. */
  readonly validator: string | undefined;
}

export const nothing: Part = { chunks: [], size: 0, validator: undefined };

/** Headers that ask for the rest of a part. With a known digest the rest may be asked for without a validator: what does not fit is found out. */
export function rangeHeaders(part: Part, digestKnown: boolean): Record<string, string> {
  if (part.size === 0 || (part.validator === undefined && !digestKnown)) return {};
  return { range: `bytes=${part.size}-`, ...(part.validator === undefined ? {} : { "if-range": part.validator }) };
}

/**
 * The part that an answer goes on with: the one there is, where the server sends exactly its rest, else an empty one.
 * Source of the headers' meaning: RFC 9110, sections 8.8, 13.1.5 and 14.4; weak validators cannot continue anything.
 */
export function continuedBy(part: Part, status: number, headers: Headers): Part {
  const validator = validatorOf(headers);
  const start = /^bytes (\d+)-/.exec(headers.get("content-range") ?? "")?.[1];
  if (status === 206 && Number(start) === part.size) return { ...part, validator: validator ?? part.validator };
  return { ...nothing, validator };
}

export function withChunk(part: Part, chunk: Uint8Array): Part {
  return { ...part, chunks: [...part.chunks, chunk], size: part.size + chunk.byteLength };
}

export function bytesOf(part: Part): Uint8Array {
  return Buffer.concat(part.chunks);
}

function validatorOf(headers: Headers): string | undefined {
  const tag = headers.get("etag");
  if (tag !== null && !tag.startsWith("W/")) return tag;
  return headers.get("last-modified") ?? undefined;
}
