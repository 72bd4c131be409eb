/** What a code stands for: `cstack explain CODE` prints it, and the docs list it. */
export interface CatalogueEntry {
  title: string;
  cause: string;
  repair: string;
}
