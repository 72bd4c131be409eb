/** What people should know about a function of a template. */
export interface FunctionDoc {
  readonly name: string;
  /** The Go signature, with names for the parameters; `any` is `interface {}`. */
  readonly signature: string;
  /** One sentence. */
  readonly description: string;
  /** A template and what it prints; absent where no result can be shown, since the function fails or is not deterministic. */
  readonly example?: { readonly template: string; readonly output: string };
}

/** The documentation of the function that a signature names. */
export function doc(signature: string, description: string, template?: string, output?: string): FunctionDoc {
  const name = signature.slice(0, signature.indexOf("("));
  if (template === undefined || output === undefined) return { name, signature, description };
  return { name, signature, description, example: { template, output } };
}
