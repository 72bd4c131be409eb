/** The text of what a server sent. */
export function bytesText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}

/** JSON that may be anything; undefined where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
