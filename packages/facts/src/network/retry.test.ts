import { expect, it } from "vitest";
import { type RetryPolicy, retryAfterOf, waitAfter } from "./retry.ts";

const policy: RetryPolicy = { attempts: 5, firstWait: 500, longestWait: 3000, idle: 1000 };

it("waits twice as long each time, up to the longest wait, and gives up in the end", () => {
  expect([1, 2, 3, 4, 5].map((attempt) => waitAfter(attempt, policy))).toEqual([500, 1000, 2000, 3000, undefined]);
});

it("does not wait longer for a server than for any other", () => {
  expect(waitAfter(1, policy, 2000)).toBe(2000);
  expect(waitAfter(1, policy, 60_000)).toBeUndefined();
});

it("reads seconds and dates", () => {
  const now = new Date("2026-01-01T00:00:00Z");
  expect(retryAfterOf("7", now)).toBe(7000);
  expect(retryAfterOf("Thu, 01 Jan 2026 00:00:10 GMT", now)).toBe(10_000);
  expect(retryAfterOf("soon", now)).toBeUndefined();
});
