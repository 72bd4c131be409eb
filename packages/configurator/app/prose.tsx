/** Text as authors of stacks write it: paragraphs with blank lines between them, and names in backticks. */
export function Prose({ text }: { text: string }) {
  const paragraphs = text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "");
  if (paragraphs.length === 0) return null;
  return (
    <div class="docs">
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph.split("`").map((part, index) => (index % 2 === 0 ? part : <code key={part}>{part}</code>))}</p>
      ))}
    </div>
  );
}
