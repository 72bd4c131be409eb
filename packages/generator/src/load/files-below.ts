type Files = ReadonlyMap<string, string>;

const known = new WeakMap<Files, Map<string, Files>>();

/** The files of a repository below a folder, by their path in it. Found once for a folder: all units ask for the same ones, and a repository does not change. */
export function filesBelow(files: Files, folder: string): Files {
  const folders = known.get(files) ?? new Map<string, Files>();
  known.set(files, folders);
  const prefix = `${folder}/`;
  const found =
    folders.get(folder) ??
    new Map([...files].flatMap(([path, text]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), text]] : [])));
  folders.set(folder, found);
  return found;
}
