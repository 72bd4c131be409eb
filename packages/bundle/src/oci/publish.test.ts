import { describe, expect, test } from "vitest";
import { artifactOf, blobOf, emptyConfig, type OciArtifact } from "./manifest.ts";
import { missingTags, type PublishTarget, pushArtifacts } from "./publish.ts";
import type { Fault } from "./testing/fake-registry.ts";
import { registryForEachTest } from "./testing/registry-for-each-test.ts";
import { Transport } from "./transport.ts";

/** A release like a real one, but small: three artifacts, the operator's tag last. */
function release(content = "class"): OciArtifact[] {
  const artifact = (path: string, tag: string, texts: string[]) =>
    artifactOf({ path, tag, config: emptyConfig(), layers: texts.map((text) => blobOf(text, "text/plain")), annotations: { of: tag } });
  return [
    artifact("charts/unit-class", "1.0.0", [content]),
    artifact("manifests/unit", "1.0.0", [`${content}.yaml`]),
    artifact("", "unit-v1", [content, "metadata"]),
  ];
}

const current = registryForEachTest();

function target(attempts = 3): PublishTarget {
  return { transport: new Transport(current.host, { kind: "anonymous" }, { attempts, backoff: 1 }), repository: "kaas/stacks" };
}

const allTags = ["kaas/stacks/charts/unit-class:1.0.0", "kaas/stacks/manifests/unit:1.0.0", "kaas/stacks:unit-v1"];

test("a release is pushed as a whole, the tags last and the operator's at the very end", async () => {
  const sent = await pushArtifacts(target(), release());
  expect(current.registry.tags()).toEqual(allTags);
  expect(sent).toMatchObject({ manifests: 3, tags: 3 });
  expect(current.registry.requests.slice(-3)).toEqual([
    "PUT /v2/kaas/stacks/charts/unit-class/manifests/1.0.0",
    "PUT /v2/kaas/stacks/manifests/unit/manifests/1.0.0",
    "PUT /v2/kaas/stacks/manifests/unit-v1",
  ]);
});

test("pushing it again sends nothing, and asks once a tag", async () => {
  await pushArtifacts(target(), release());
  const before = current.registry.requests.length;
  expect(await pushArtifacts(target(), release())).toEqual({ blobs: 0, manifests: 0, tags: 0, bytes: 0 });
  expect(current.registry.requests.slice(before).map((request) => request.split(" ")[0])).toEqual(["HEAD", "HEAD", "HEAD"]);
});

test("a tag with other content is an error, and nothing is sent", async () => {
  await pushArtifacts(target(), release());
  const before = new Map(current.registry.manifests);
  await expect(pushArtifacts(target(), release("other"))).rejects.toThrow(/^CS6021: .*:1.0.0: The tag stands for sha256:/);
  expect(current.registry.manifests).toEqual(before);
});

test("what an interrupted push left is not sent again", async () => {
  current.registry.fault = (number) => (number > 12 ? "lost request" : undefined);
  await expect(pushArtifacts(target(1), release())).rejects.toThrow(/^CS6020/);
  const blobs = current.registry.blobs.size;
  current.registry.fault = () => undefined;
  const { blobs: sent } = await pushArtifacts(target(), release());
  expect(blobs).toBeGreaterThan(0);
  expect(current.registry.blobs.size).toBe(blobs + sent);
});

/** How many requests a push takes when nothing fails. */
async function countRequests(): Promise<number> {
  await pushArtifacts(target(), release());
  const count = current.registry.requests.length;
  forget();
  return count;
}

function forget(): void {
  current.registry.blobs.clear();
  current.registry.manifests.clear();
  current.registry.requests.length = 0;
}

describe("a fault at any request", () => {
  const broken: [string, Fault] = ["an answer with 500", { status: 500 }];
  const unhandled: [string, Fault] = ["a connection that breaks before the request is handled", "lost request"];
  const unanswered: [string, Fault] = ["a connection that breaks after it was handled", "lost answer"];

  test.each([broken, unanswered])("is made good by another attempt: %s", async (_name, fault) => {
    const count = await countRequests();
    expect(count).toBeGreaterThan(20);
    for (let failing = 1; failing <= count; failing++) {
      forget();
      current.registry.fault = (number) => (number === failing ? fault : undefined);
      await pushArtifacts(target(), release());
      expect(current.registry.tags(), `fault at request ${failing}`).toEqual(allTags);
    }
  });

  // For the registry this is also what a killed process is: from some request on nothing comes any more.
  test.each([unhandled, unanswered])(
    "that ends everything leaves no half release, and the next run completes it: %s",
    async (_name, fault) => {
      const count = await countRequests();
      for (let failing = 1; failing <= count; failing++) {
        forget();
        current.registry.fault = (number) => (number < failing ? undefined : number === failing ? fault : "lost request");
        await expect(pushArtifacts(target(1), release())).rejects.toThrow(/^CS6020/);
        expect(current.registry.incompleteTags()).toEqual([]);
        // The operator's tag is only there with all others.
        if (current.registry.tags().includes("kaas/stacks:unit-v1")) expect(current.registry.tags()).toEqual(allTags);
        current.registry.fault = () => undefined;
        await pushArtifacts(target(), release());
        expect(current.registry.tags()).toEqual(allTags);
      }
    },
  );
});

test("what is missing is found without sending anything", async () => {
  const [chart, manifests, operator] = release();
  await pushArtifacts(target(), [chart!]);
  const missing = await missingTags(target(), release());
  expect(missing.map(({ path }) => path)).toEqual([manifests!.path, operator!.path]);
});
