import { problem, type Result } from "@cstack/model";
import { stableNumber } from "../version/release-name.ts";

/** The stable version after the last stable one; `v1` where there is none. */
export function nextStable(last: string | undefined): string {
  return `v${(last === undefined ? 0 : (stableNumber(last) ?? 0)) + 1}`;
}

/** The most pre-releases of one version: the operator sorts what is after the dot as text, so that 10 would be older than 9. */
const mostBetas = 9;

/**
 * The pre-release after the last release: `v3-beta.1` after `v2`, `v3-beta.2` after `v3-beta.1`. More than nine are refused (CS6005). Source:
 * cluster-stack-operator b3680fb, pkg/version/version.go, Compare.
 */
export function nextBeta(last: string | undefined, lastStable: string | undefined, file: string): Result<string> {
  const stable = nextStable(lastStable);
  const [, number] = new RegExp(`^${stable}-beta\\.(\\d+)$`).exec(last ?? "") ?? [];
  const next = number === undefined ? 1 : Number(number) + 1;
  if (next <= mostBetas) return { value: `${stable}-beta.${next}`, diagnostics: [] };
  return { diagnostics: [problem("CS6005", { file }, `${stable} has ${mostBetas} pre-releases already.`)] };
}
