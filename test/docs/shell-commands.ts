/** A command of a page, as somebody would copy it. */
export interface ShellCommand {
  /** Line of the file, from 1. */
  line: number;
  text: string;
}

/** A command without a comment behind it. */
export function withoutComment({ text }: ShellCommand): string {
  return text.includes("\n") ? text : text.replace(/\s+#\s.*$/, "");
}

/** The commands of a page's `sh` blocks: one a line, or several lines that end in a backslash or are a here-document. Comments are none. */
export function shellCommands(markdown: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let inside = false;
  let open: (ShellCommand & { until?: string }) | undefined;
  for (const [index, line] of markdown.split("\n").entries()) {
    if (/^```/.test(line) && open === undefined) {
      inside = line === "```sh";
      continue;
    }
    if (!inside || (open === undefined && /^\s*(#|$)/.test(line))) continue;
    open = open === undefined ? opened(line, index + 1) : { ...open, text: `${open.text}\n${line}` };
    if (isOpen(open, line)) continue;
    commands.push({ line: open.line, text: open.text });
    open = undefined;
  }
  return commands;
}

function opened(text: string, line: number): ShellCommand & { until?: string } {
  const until = /<<'?([A-Z]+)'?/.exec(text)?.[1];
  return until === undefined ? { line, text } : { line, text, until };
}

function isOpen({ until }: { until?: string }, line: string): boolean {
  return until === undefined ? line.endsWith("\\") : line !== until;
}
