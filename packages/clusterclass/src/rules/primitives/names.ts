const dnsLabel = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const dnsSubdomain = new RegExp(`^${dnsLabel}(\\.${dnsLabel})*$`);
const dnsLabelOnly = new RegExp(`^${dnsLabel}$`);
const qualifiedPart = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const qualifiedName = new RegExp(`^${qualifiedPart}$`);
const labelValue = new RegExp(`^(${qualifiedPart})?$`);

const encoder = new TextEncoder();

/** Length in bytes of the UTF-8 text: Go's `len`. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** What is wrong with a DNS-1123 subdomain, the form of most object names; empty if nothing. */
export function dnsSubdomainProblems(text: string): string[] {
  const problems: string[] = [];
  if (byteLength(text) > 253) problems.push("is longer than 253 characters");
  if (!dnsSubdomain.test(text))
    problems.push("is not a DNS subdomain: lower case letters, digits, '-' and '.', starting and ending with a letter or digit");
  return problems;
}

/** What is wrong with a DNS-1123 label, the form of a namespace; empty if nothing. */
export function dnsLabelProblems(text: string): string[] {
  const problems: string[] = [];
  if (byteLength(text) > 63) problems.push("is longer than 63 characters");
  if (!dnsLabelOnly.test(text))
    problems.push("is not a DNS label: lower case letters, digits and '-', starting and ending with a letter or digit");
  return problems;
}

/** What is wrong with a qualified name (label key, annotation key, finalizer): `name` or `dns.prefix/name`; empty if nothing. */
export function qualifiedNameProblems(text: string): string[] {
  const parts = text.split("/");
  if (parts.length > 2) return ["has more than one '/'"];
  const name = parts[parts.length - 1] ?? "";
  const problems = parts.length === 2 ? prefixProblems(parts[0] ?? "") : [];
  if (name === "") problems.push("has no name part");
  else if (byteLength(name) > 63) problems.push("has a name part longer than 63 characters");
  if (!qualifiedName.test(name)) {
    problems.push(
      "has a name part with other characters than letters, digits, '-', '_' and '.', or one that does not start and end with a letter or digit",
    );
  }
  return problems;
}

function prefixProblems(prefix: string): string[] {
  if (prefix === "") return ["has an empty prefix part"];
  return dnsSubdomainProblems(prefix).map((problem) => `has a prefix part that ${problem}`);
}

/** What is wrong with a label value; empty if nothing. */
export function labelValueProblems(text: string): string[] {
  const problems: string[] = [];
  if (byteLength(text) > 63) problems.push("is longer than 63 characters");
  if (!labelValue.test(text)) {
    problems.push("is not a label value: letters, digits, '-', '_' and '.', starting and ending with a letter or digit");
  }
  return problems;
}
