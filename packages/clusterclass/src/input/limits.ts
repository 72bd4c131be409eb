/** How large an input may be; beyond it reading stops with an error instead of using up memory or the stack. */
export interface InputLimits {
  /** Characters of the whole text. */
  characters: number;
  /** Documents. */
  documents: number;
  /** Maps and lists inside each other. */
  depth: number;
  /** Values of one document, each as often as aliases repeat it. */
  values: number;
}

/** Far above what a management cluster accepts: etcd refuses objects above 1.5 MiB. */
export const defaultLimits: InputLimits = { characters: 16_000_000, documents: 2_000, depth: 200, values: 500_000 };
