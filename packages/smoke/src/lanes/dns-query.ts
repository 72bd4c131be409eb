/**
 * Messages of DNS over TCP (RFC 1035, sections 4.1 and 4.2.2; RFC 7766), as far as a check needs them: one question for an address of version 4, and how many
 * answers came.
 */
const header = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
const addressOfInternet = [0, 1, 0, 1];
const maxLabel = 63;

/** The bytes of a question, with their length in front. */
export function dnsQuestion(name: string): number[] {
  const labels = name.split(".").flatMap((label) => [label.length, ...Buffer.from(label, "ascii")]);
  if (name.split(".").some((label) => label.length === 0 || label.length > maxLabel)) throw new Error(`${name} is no name`);
  const message = [...header, ...labels, 0, ...addressOfInternet];
  return [message.length >> 8, message.length & 0xff, ...message];
}

/** How the server answers a question, from hexadecimal bytes with their length in front. */
export function dnsAnswer(hex: string): { code: number; answers: number } {
  const bytes = Buffer.from(hex.replace(/[^0-9a-f]/gi, ""), "hex");
  if (bytes.length < 14) throw new Error(`no answer of DNS: ${bytes.length} bytes`);
  return { code: bytes.readUInt8(5) & 0x0f, answers: bytes.readUInt16BE(8) };
}

/** Bytes as printf of any shell writes them. */
export function asEscapes(bytes: readonly number[]): string {
  return bytes.map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
}
