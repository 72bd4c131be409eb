import { expect, test } from "vitest";
import { redacted } from "./redact.ts";

test.each([
  ["password=hunter2 failed", "password=*** failed"],
  ['{"auth": {"password": "p q", "user": "a"}}', '{"auth": {"password": ***, "user": "a"}}'],
  ["X-Auth-Token: gAAAAA", "X-Auth-Token: ***"],
  ["application_credential_secret='s t'", "application_credential_secret=***"],
  ["No secret here", "No secret here"],
])("%s", (text, expected) => {
  expect(redacted(text, {})).toBe(expected);
});

test("what the environment holds is taken out wherever it stands", () => {
  const environment = { OS_PASSWORD: "correct horse", OS_USERNAME: "builder", OS_TOKEN: undefined, API_SECRET: "ab" };
  expect(redacted("builder said correct horse, about", environment)).toBe("builder said ***, about");
});
