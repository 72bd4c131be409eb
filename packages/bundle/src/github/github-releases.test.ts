import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type GithubTarget, publishGithubRelease } from "./github-releases.ts";
import { FakeGithub } from "./testing/fake-github.ts";

let github: FakeGithub;
beforeEach(async () => {
  github = new FakeGithub();
  await github.listen();
});
afterEach(() => github.close());

const release = "docker-scs-1-36-v1";
const files = new Map<string, string | Uint8Array>([
  ["metadata.yaml", "a"],
  ["docker-scs-1-36-cluster-class-v1.tgz", Buffer.from([1, 2])],
  ["clusteraddon.yaml", "b"],
]);
const names = [...files.keys()].sort();

function publish(changes: Partial<GithubTarget> = {}, content = files) {
  const target = { repository: "org/stacks", token: "t", api: github.url, backoff: 1, attempts: 3, ...changes };
  return publishGithubRelease(target, release, "c0ffee", content);
}

test("name and tag of a release at GitHub are the release's, and its assets are the files of the bundle", async () => {
  expect(await publish()).toEqual({ assets: 3, bytes: 4 });
  expect(github.releases).toMatchObject([{ tag_name: release, name: release, target_commitish: "c0ffee", draft: false }]);
  expect(github.releases[0]?.assets.map(({ name }) => name)).toEqual(names);
});

test("a second run looks, and sends nothing", async () => {
  await publish();
  const before = github.requests.length;
  expect(await publish()).toEqual({ assets: 0, bytes: 0 });
  expect(github.requests.slice(before)).toEqual([`GET releases/tags/${release}`]);
});

test("a published release is never changed: another content, or a file more, is an error", async () => {
  await publish();
  await expect(publish({}, new Map([...files, ["metadata.yaml", "x"]]))).rejects.toThrow(/^CS6021: .*metadata.yaml has another content/);
  await expect(publish({}, new Map([...files, ["extra.yaml", "x"]]))).rejects.toThrow(/^CS6021: .*extra.yaml is not among the assets/);
});

test("an upload of a draft that broke off is sent again", async () => {
  github.fault = (number) => (number === 5 ? "lost request" : undefined);
  await expect(publish({ attempts: 1 })).rejects.toThrow(/^CS6020/);
  github.releases[0]!.assets[0]!.state = "starter";
  github.fault = () => undefined;
  expect(await publish()).toEqual({ assets: 3, bytes: 4 });
});

test("without a token that counts nothing is made", async () => {
  await expect(publish({ token: "x" })).rejects.toThrow(/^CS6020: .*401 Bad credentials/);
  expect(github.releases).toEqual([]);
});

describe("a fault at any request", () => {
  const count = 7;

  test.each(["lost request", "lost answer", "500"] as const)(
    "%s leaves nothing visible that is not whole, and the next run ends it",
    async (fault) => {
      for (let failing = 1; failing <= count; failing++) {
        github.releases.length = 0;
        github.requests.length = 0;
        github.fault = (number) => (number === failing ? fault : undefined);
        await expect(publish({ attempts: 1 }), `request ${failing}`).rejects.toThrow(/^CS6020/);
        for (const { draft, assets } of github.releases) if (!draft) expect(assets.map(({ name }) => name)).toEqual(names);
        github.fault = () => undefined;
        await publish();
        expect(github.releases.filter(({ draft }) => !draft).map(({ assets }) => assets.map(({ name }) => name))).toEqual([names]);
        expect(github.releases).toHaveLength(1);
      }
    },
  );
});
