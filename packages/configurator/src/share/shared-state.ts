/** What a link holds: the unit, its version, and the Cluster if it is not the sample. */
export interface SharedState {
  unit: string;
  version: string;
  cluster?: string;
}

/** More than this is refused: browsers and chats cut longer links. */
export const longestLink = 30_000;

/**
 * A state as text for a fragment: base64url of compressed JSON. Fragments are not sent to servers. Only the Cluster itself is in it: objects beside it may
 * be Secrets.
 */
export async function writeSharedState(state: SharedState): Promise<string> {
  const text = JSON.stringify({ ...state, ...(state.cluster === undefined ? {} : { cluster: withoutOtherObjects(state.cluster) }) });
  const packed = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(text));
  return toBase64Url(packed);
}

/** The state in a text, or undefined where it is damaged or not ours. */
export async function readSharedState(text: string): Promise<SharedState | undefined> {
  try {
    const bytes = await through(new DecompressionStream("deflate-raw"), fromBase64Url(text));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isState(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The documents of a stream that are Clusters; the others stay at home. */
export function withoutOtherObjects(text: string): string {
  const documents = text.split(/^---[ \t]*(?:#.*)?\r?\n/m);
  const clusters = documents.filter((document) => /^kind:[ \t]*["']?Cluster["']?[ \t]*(?:#.*)?$/m.test(document));
  return clusters.join("---\n");
}

function isState(value: unknown): value is SharedState {
  const { unit, version, cluster } = (value ?? {}) as Record<string, unknown>;
  return typeof unit === "string" && typeof version === "string" && (cluster === undefined || typeof cluster === "string");
}

async function through(stream: CompressionStream | DecompressionStream, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const writer = stream.writable.getWriter();
  const [chunks] = await Promise.all([readAll(stream.readable.getReader()), writer.write(bytes), writer.close()]);
  return chunks;
}

async function readAll(reader: { read(): Promise<{ done: boolean; value?: unknown }> }): Promise<Uint8Array> {
  const bytes: number[] = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) bytes.push(...(next.value as Uint8Array));
  return Uint8Array.from(bytes);
}

function toBase64Url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
