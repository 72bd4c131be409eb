/** Inputs on which the engine is known to differ from Cluster API. What matches is left out of a comparison, and counted in its output. */
export interface KnownGap {
  id: string;
  reason: string;
  /** Does this text of a rendered template or of a case fall into the gap? */
  matches(text: string): boolean;
}

export const yamlGaps: readonly KnownGap[] = [
  {
    id: "dash-in-flow-list",
    reason: "`[-]` is a list of the text `-` for libyaml; the YAML parser used here refuses it",
    matches: (text) => /[[,{:]\s*-\s*[\],}]/.test(text),
  },
  {
    id: "comment-in-flow",
    reason: "a comment that hides the end of a flow list or map, before text that is indented less, is not noticed",
    matches: (text) => /[[{][^\]}\n]* #/.test(text),
  },
];

/** One line for each gap that left something out, for the output of a test. */
export function gapReport(gaps: readonly KnownGap[], texts: readonly string[]): string[] {
  return gaps
    .map((gap) => ({ gap, count: texts.filter((text) => gap.matches(text)).length }))
    .filter(({ count }) => count > 0)
    .map(({ gap, count }) => `known gap ${gap.id}: ${count} left out (${gap.reason})`);
}

export const planGaps: readonly KnownGap[] = [
  {
    id: "template-metadata-no-map",
    reason:
      "`spec.template.metadata` that is null is dropped by an API server, and no other value than a map gets past one; the oracle takes it as it is",
    matches: (text) => /"spec":\{"template":\{"metadata":[^{]/.test(text),
  },
  {
    id: "changed-random-part",
    reason: "a random part of a name that a template encodes or changes is not `xxxxx` any more in the oracle's answer",
    matches: (text) => /(controlPlane\.name|Ref\.name|builtin\.machinePool) \| (b64enc|upper|toString \| replace)/.test(text),
  },
];
