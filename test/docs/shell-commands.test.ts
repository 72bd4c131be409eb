import { expect, test } from "vitest";
import { shellCommands } from "./shell-commands.ts";

test("commands of a page are lines of its sh blocks, with what belongs to them", () => {
  const page = [
    "# Page",
    "```sh",
    "# first this",
    "one --flag   # why",
    "",
    "two \\",
    "  --more",
    "cat > file <<'EOF'",
    "# content",
    "",
    "EOF",
    "three",
    "```",
    "```text",
    "not this",
    "```",
  ].join("\n");
  expect(shellCommands(page)).toEqual([
    { line: 4, text: "one --flag   # why" },
    { line: 6, text: "two \\\n  --more" },
    { line: 8, text: "cat > file <<'EOF'\n# content\n\nEOF" },
    { line: 12, text: "three" },
  ]);
});
