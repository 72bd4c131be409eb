import { EjsRenderer, type Repository } from "@cstack/generator";
import { addedBy, sourcesOf } from "./git-sources.ts";

/** Sources by commit: releases that came together are built from one reading. */
export class CommittedSources {
  readonly #root: string;
  #added: Map<string, string> | undefined;
  #last: { commit: string; repository: Repository } | undefined;
  readonly ejs = new EjsRenderer();

  constructor(root: string) {
    this.#root = root;
  }

  /** The commit that added a file; undefined where none did. */
  commitOf(path: string): string | undefined {
    this.#added ??= addedBy(this.#root);
    return this.#added.get(path);
  }

  /** The sources of the commit that added a file; undefined where none did. */
  of(path: string): Repository | undefined {
    const commit = this.commitOf(path);
    if (commit === undefined) return undefined;
    if (this.#last?.commit !== commit) this.#last = { commit, repository: sourcesOf(this.#root, commit) };
    return this.#last.repository;
  }
}
