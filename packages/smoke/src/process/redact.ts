const hidden = "<hidden>";
/** Shorter values would blank out ordinary words. */
const shortestSecret = 6;

/** What is secret by its form, wherever it stands: private keys, tokens, keys in kubeconfigs, and passwords in addresses. */
const secretForms: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?-----END \1-----/g, hidden],
  [/((?:client-key-data|password|token|secret-?key|certificate-key)["']?\s*[:=]\s*["']?)[^\s"',}]+/gi, `$1${hidden}`],
  [/\b(Bearer\s+)[\w.~+/-]+=*/g, `$1${hidden}`],
  [/\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g, hidden],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, hidden],
  [/(:\/\/[^\s:/@]+:)[^\s/@]+(@)/g, `$1${hidden}$2`],
];

/** A text without secrets: those that are named, and all that look like one. Tokens of kubeadm (`abcdef.0123456789abcdef`) count as such. */
export function redact(text: string, secrets: readonly string[] = []): string {
  const named = secrets.filter((secret) => secret.length >= shortestSecret).toSorted((a, b) => b.length - a.length);
  const without = named.reduce((result, secret) => result.replaceAll(secret, hidden), text);
  return secretForms.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), without);
}
