import { isUtf8 } from "node:buffer";
import { type Diagnostic, warning } from "@cstack/model";
import { textOf } from "./tree.ts";

/** The versions of a release, in dot form. */
export interface ReleaseVersions {
  readonly clusterStack: string;
  readonly clusterAddon: string;
  readonly nodeImage: string;
}

/** The only names csctl knows (v0.0.5, pkg/template); the single blanks are part of the tag. */
const TAGS = {
  "<< .ClusterClassVersion >>": "clusterStack",
  "<< .ClusterAddonVersion >>": "clusterAddon",
  "<< .NodeImageVersion >>": "nodeImage",
} as const satisfies Record<string, keyof ReleaseVersions>;

const KNOWN_TAG = new RegExp(Object.keys(TAGS).map(escapeDots).join("|"), "g");
/** What somebody meant as a tag: a name with a dot before it, between double angle brackets. A heredoc (`<< EOF`) has no dot. */
const ANY_TAG = /<<[ \t]*\.[A-Za-z_][\w.]*[ \t]*>>/g;

/**
 * Fills in the three version tags of a text file. Binary files stay as they are. Unlike csctl, which renders an unknown tag as nothing and
 * fails at a heredoc, everything else between `<<` and `>>` stays too.
 */
export function fillTags(content: Uint8Array, versions: ReleaseVersions): Uint8Array {
  if (!isText(content)) return content;
  const text = textOf(content);
  const filled = text.replace(KNOWN_TAG, (tag) => versions[TAGS[tag as keyof typeof TAGS]]);
  return filled === text ? content : Buffer.from(filled);
}

/** Warns of tags that look like csctl's and are none: unknown names, or other blanks. */
export function checkTags(file: string, content: Uint8Array): Diagnostic[] {
  if (!isText(content)) return [];
  return findTags(file, content)
    .filter(({ tag }) => !(tag in TAGS))
    .map(({ tag, line }) => {
      const repair = `Known tags, blanks included: ${Object.keys(TAGS).join(", ")}.`;
      return warning("CS5108", { file, line }, `${tag} is no known tag and stays as it is.`, repair);
    });
}

/** Warns of every tag in a file that is released without being templated. */
export function checkNoTags(file: string, content: Uint8Array): Diagnostic[] {
  return findTags(file, content).map(({ tag, line }) =>
    warning("CS5108", { file, line }, `${tag} stays as it is: this file is copied without filling in tags.`, "Write the value out."),
  );
}

function findTags(file: string, content: Uint8Array): { readonly tag: string; readonly line: number; readonly file: string }[] {
  const text = textOf(content);
  return [...text.matchAll(ANY_TAG)].map((match) => ({ tag: match[0], line: text.slice(0, match.index).split("\n").length, file }));
}

function isText(content: Uint8Array): boolean {
  return isUtf8(content) && !content.includes(0);
}

function escapeDots(tag: string): string {
  return tag.replaceAll(".", "\\.");
}
