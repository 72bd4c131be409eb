import { expect, test } from "vitest";
import { parseRepository } from "../load/parse-repository.ts";
import { listUnits, resolveUnit } from "../resolve/resolve.ts";
import { smallTree, treeWith } from "../testing/small-tree.ts";
import { withInfrastructureApi } from "./infrastructure-api.ts";

const provider = "providers/metal/provider.yaml";
const requires = `requires:
  components:
    - {name: infrastructure-metal, version: ">=1.0.0 <3.0.0", contract: v1beta1, source: an example}
    - {name: metal-images, version: ">=1.0.0", source: an example}
`;
const api = `id: v2
docs: Another API of the same machines.
version: v1beta2
contract: v1beta2
components:
  - {name: infrastructure-metal, version: ">=2.0.0 <3.0.0", contract: v1beta2, source: an example}
source: an example
`;

test("another infrastructure API requires what its file says, and all else of the provider", () => {
  const { repository } = parseRepository({
    files: treeWith({ [provider]: `${smallTree[provider] ?? ""}${requires}`, "providers/metal/apis/v2.yaml": api }),
  });
  const { unit } = resolveUnit(repository, listUnits(repository)[0]!);
  const other = withInfrastructureApi(unit!, "v2").unit;
  expect(other?.infrastructure).toEqual({ api: "v1beta2", contract: "v1beta2", source: "an example" });
  expect(other?.requires.components?.map(({ name, version }) => `${name} ${version}`)).toEqual([
    "infrastructure-metal >=2.0.0 <3.0.0",
    "metal-images >=1.0.0",
  ]);
});
