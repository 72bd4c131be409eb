import { afterEach, beforeEach } from "vitest";
import { FakeRegistry } from "./fake-registry.ts";

/** A fresh registry for each test of a file: `registry` is the one of the current test, at `host`. */
export function registryForEachTest(): { registry: FakeRegistry; host: string } {
  const current = { registry: new FakeRegistry(), host: "" };
  beforeEach(async () => {
    current.registry = new FakeRegistry();
    current.host = await current.registry.listen();
  });
  afterEach(() => current.registry.close());
  return current;
}
