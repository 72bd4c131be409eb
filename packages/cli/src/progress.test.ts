import { expect, it } from "vitest";
import { Progress } from "./progress.ts";

function painted(isTTY: boolean): string {
  const texts: string[] = [];
  const stream = { isTTY, write: (text: string) => texts.push(text) > 0 };
  const progress = new Progress(2, "charts", stream);
  progress.received(2048);
  progress.finished();
  progress.finished();
  progress.end();
  return texts.join("");
}

it("says on a terminal how far a download is, in one line that goes away", () => {
  const text = painted(true);
  expect(text).toContain("2/2 charts, 2.0 KiB");
  expect(text).not.toContain("\n");
  expect(text.endsWith("\r\u001b[K")).toBe(true);
});

it("is silent where nobody looks at a terminal", () => {
  expect(painted(false)).toBe("");
});
