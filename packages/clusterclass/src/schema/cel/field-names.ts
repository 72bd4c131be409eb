/** Names that CEL reserves; fields called so are written `__name__`. */
const RESERVED = new Set(
  "true false null in as break const continue else for function if import let loop package namespace return var void while".split(" "),
);

const ESCAPES: Record<string, string> = { __: "__underscores__", ".": "__dot__", "-": "__dash__", "/": "__slash__" };
const UNESCAPES: Record<string, string> = { underscores: "__", dot: ".", dash: "-", slash: "/" };

/** How a property is called in CEL; undefined if it cannot be named there. Source: k8s.io/apiserver v0.36, pkg/cel/escaping.go. */
export function escapeFieldName(name: string): string | undefined {
  if (name === "" || /^[0-9]/.test(name)) return undefined;
  if (RESERVED.has(name)) return `__${name}__`;
  if (!/^[a-zA-Z0-9_./-]*$/.test(name)) return undefined;
  return name.replace(/__|[-./]/g, (special) => ESCAPES[special] as string);
}

/** The property that a CEL name stands for; undefined if the name has an unknown escape. */
export function unescapeFieldName(escaped: string): string | undefined {
  let valid = true;
  const name = escaped.replace(/__[^_]+__/g, (sequence) => {
    const content = sequence.slice(2, -2);
    const char = UNESCAPES[content];
    if (char !== undefined) return char;
    if (RESERVED.has(content) && sequence.length === escaped.length) return content;
    valid = false;
    return "";
  });
  return valid ? name : undefined;
}
