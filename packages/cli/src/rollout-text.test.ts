import { expect, test } from "vitest";
import { changeWords, limitWords } from "./rollout-text.ts";

const limits = { replicas: 3, maxUnavailable: 0, maxSurge: 1, manual: false };

test.each([
  [limits, "3 machines; at any moment none is away, at most 1 more than wanted"],
  [
    { ...limits, replicas: 1, maxUnavailable: 1, maxSurge: 0 },
    "1 machine; at any moment at most 1 away, no new one before an old one is gone",
  ],
  [{ ...limits, replicas: null }, "an unknown number of machines; at any moment none is away, at most 1 more than wanted"],
  [{ ...limits, maxUnavailable: null, maxSurge: null }, "3 machines; at any moment how many are away is not known"],
  [{ ...limits, manual: true }, "3 machines, each when somebody deletes it (OnDelete)"],
])("limits %j read: %s", (given, words) => {
  expect(limitWords(given)).toBe(words);
});

test("a change says what was added, removed or replaced", () => {
  expect(changeWords({ path: "spec.a", new: 1 })).toBe("spec.a: added 1");
  expect(changeWords({ path: "spec.a", old: null })).toBe("spec.a: removed null");
  expect(changeWords({ path: "spec.a", old: "x", new: "y" })).toBe('spec.a: "x" → "y"');
});
