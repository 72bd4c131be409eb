/** The name that a heading is linked by, as GitHub makes it: lower case, without punctuation, hyphens for spaces. Repeated ones are numbered by `anchors`. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(" ", "-");
}

/** Gives each heading of one page its name, in the order of the page. */
export function headingAnchors(): (title: string) => string {
  const used = new Set<string>();
  return (title) => {
    const plain = anchorOf(title);
    let anchor = plain;
    for (let number = 1; used.has(anchor); number++) anchor = `${plain}-${number}`;
    used.add(anchor);
    return anchor;
  };
}
