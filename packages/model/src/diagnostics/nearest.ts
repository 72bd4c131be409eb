/** Known names, nearest to the wrong one first; equal distances in alphabetical order. */
export function nearestFirst(wrong: string, known: Iterable<string>): string[] {
  return [...new Set(known)]
    .map((name) => ({ name, distance: editDistance(wrong.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

/** `Unknown addon "cillium". Known: cilium, calico, …` with the known names nearest first. */
export function unknownName(what: string, wrong: string, known: Iterable<string>): string {
  const names = nearestFirst(wrong, known);
  return `Unknown ${what} "${wrong}". Known: ${names.length === 0 ? "none" : names.join(", ")}.`;
}

/** Levenshtein distance of two short names. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
