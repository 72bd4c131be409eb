/**
 * Kubernetes field paths as text: `spec.variables[name].schema`.
 * Same rules as k8s.io/apimachinery pkg/util/validation/field, path.go.
 */

/** `path` extended by a field name; an empty path starts with it. */
export function childPath(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** `path` extended by a list position. */
export function indexPath(path: string, index: number): string {
  return `${path}[${index}]`;
}

/** `path` extended by a map key or a list key. */
export function keyPath(path: string, key: string): string {
  return `${path}[${key}]`;
}
