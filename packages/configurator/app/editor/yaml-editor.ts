import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { findInText } from "../../src/cluster/find-in-text.ts";
import type { Finding } from "../../src/form/field-errors.ts";

/** The editor of one text. */
export interface YamlEditor {
  /** Shows a text that came from elsewhere: only what differs is replaced, so that the cursor stays. */
  showText: (text: string) => void;
  showFindings: (findings: readonly Finding[]) => void;
  destroy: () => void;
}

interface Options {
  text: string;
  label: string;
  onWrite: (text: string) => void;
}

/** Marks a change that nobody typed. */
const fromElsewhere = Annotation.define<true>();

/** Colours of the page, so that dark and light hold here, too. */
const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--key)" },
  { tag: tags.comment, color: "var(--faint)", fontStyle: "italic" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--text-value)" },
  { tag: [tags.separator, tags.punctuation, tags.meta], color: "var(--faint)" },
]);

/** The editor's own look in the colours of the page. */
const look = EditorView.theme({
  "&": { height: "100%", border: "1px solid var(--line)", backgroundColor: "var(--sunk)", color: "var(--front)" },
  "&.cm-focused": { outline: "2px solid var(--accent)" },
  ".cm-scroller": { fontFamily: "ui-monospace, 'DejaVu Sans Mono', Menlo, monospace", fontSize: "0.8125rem" },
  ".cm-gutters": { borderRight: "1px solid var(--line)", backgroundColor: "var(--sunk)", color: "var(--faint)" },
  ".cm-cursor": { borderLeftColor: "var(--front)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--accent-back) 55%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--accent-back)",
  },
  ".cm-tooltip": { border: "1px solid var(--line)", backgroundColor: "var(--panel)", color: "var(--front)" },
  ".cm-diagnostic": { fontFamily: "system-ui, sans-serif" },
});

/**
 * Makes an editor in an element. Tab indents; Escape, then Tab leaves it. It stands in a shadow tree, because only there the editor takes its style sheets
 * in a way that a strict Content-Security-Policy lets through.
 */
export function createYamlEditor(parent: HTMLElement, { text, label, onWrite }: Options): YamlEditor {
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        lintGutter(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        yaml(),
        look,
        indentUnit.of("  "),
        syntaxHighlighting(colours),
        keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ "aria-label": label }),
        EditorView.lineWrapping,
        EditorView.updateListener.of((update) => {
          const typed = update.docChanged && !update.transactions.some((transaction) => transaction.annotation(fromElsewhere));
          if (typed) onWrite(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    showText: (next) => replaceDifference(view, next),
    showFindings: (findings) => view.dispatch(setDiagnostics(view.state, diagnosticsOf(view.state.doc.toString(), findings))),
    destroy: () => view.destroy(),
  };
}

function replaceDifference(view: EditorView, next: string): void {
  const now = view.state.doc.toString();
  if (now === next) return;
  const shorter = Math.min(now.length, next.length);
  let start = 0;
  while (start < shorter && now[start] === next[start]) start++;
  let end = 0;
  while (end < shorter - start && now.at(-1 - end) === next.at(-1 - end)) end++;
  const changes = { from: start, to: now.length - end, insert: next.slice(start, next.length - end) };
  view.dispatch({ changes, annotations: fromElsewhere.of(true) });
}

function diagnosticsOf(text: string, findings: readonly Finding[]): Diagnostic[] {
  return findings
    .filter(({ severity }) => severity !== "warning")
    .map(({ severity, field, message }) => {
      const { from, to } = (field === "" ? lineNamedIn(text, message) : findInText(text, field)) ?? { from: 0, to: 0 };
      return { from, to, severity: severity === "error" ? "error" : "info", message: field === "" ? message : `${field}: ${message}` };
    });
}

/** What cannot be read is said with the line. */
function lineNamedIn(text: string, message: string): { from: number; to: number } | undefined {
  const number = Number(/\bline (\d+)/.exec(message)?.[1] ?? Number.NaN);
  const lines = text.split("\n");
  if (Number.isNaN(number) || number < 1 || number > lines.length) return undefined;
  const from = lines.slice(0, number - 1).reduce((length, line) => length + line.length + 1, 0);
  return { from, to: from + lines[number - 1]!.length };
}
