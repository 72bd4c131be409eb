import { createServer } from "node:net";
import { expect, it } from "vitest";
import { freePorts, isPortFree } from "./free-ports.ts";

it("gives out ports that are different and free", async () => {
  const ports = await freePorts(20);
  expect(new Set(ports).size).toBe(20);
  expect(await isPortFree(ports[0]!)).toBe(true);
});

it("knows a port that is taken", async () => {
  const [port = 0] = await freePorts(1);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, resolve));
  expect(await isPortFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
});
