/** Support of a Kubernetes minor on a day: `ending` in the last two months, when upstream only fixes what is critical. */
export function supportStatus(endOfLife: string, today: Date): "supported" | "ending" | "ended" {
  const end = Date.parse(`${endOfLife}T23:59:59Z`);
  const maintenance = 61 * 24 * 3600 * 1000;
  if (today.getTime() > end) return "ended";
  return today.getTime() > end - maintenance ? "ending" : "supported";
}
