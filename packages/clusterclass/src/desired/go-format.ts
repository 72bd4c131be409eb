/** Seconds as Go writes a duration: `1m30s`, `1h0m0s`, `0s`. */
export function goDuration(seconds: number): string {
  const size = Math.abs(seconds);
  const [hours, minutes, rest] = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60];
  const text = hours > 0 ? `${hours}h${minutes}m${rest}s` : minutes > 0 ? `${minutes}m${rest}s` : `${rest}s`;
  return seconds < 0 ? `-${text}` : text;
}

/** A point in time as Kubernetes writes it: UTC, whole seconds. `undefined` for none and for Go's zero time. */
export function kubernetesTime(time: string | undefined): string | undefined {
  if (!time) return undefined;
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  const text = `${date.toISOString().slice(0, 19)}Z`;
  return text === "0001-01-01T00:00:00Z" ? undefined : text;
}
