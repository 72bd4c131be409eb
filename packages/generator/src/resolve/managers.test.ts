import { describe, expect, it } from "vitest";
import { parseRepository } from "../load/parse-repository.ts";
import { treeWith } from "../testing/small-tree.ts";
import { managersOf } from "./managers.ts";

const base = `
modules: {example.com/core: v1.2.3}
managers: [{program: core, module: example.com/core, package: core, config: core/config, arguments: [--gate=a]}]
programs: [{program: ctl, module: example.com/core, package: cmd/ctl}]
`;
const metal = `
modules: {example.com/metal: v0.1.0, example.com/images: v2.0.0}
managers:
  - {program: metal, module: example.com/metal, package: ., config: config, ports: [19000], crds: [{module: example.com/images, folder: crds}]}
`;

function managersWith(files: Record<string, string>) {
  const { repository, diagnostics } = parseRepository({ files: treeWith(files) });
  expect(diagnostics).toEqual([]);
  return managersOf(repository, [repository.providers.get("metal")!]);
}

describe("managers of a provider", () => {
  it("come after those of the providers it includes, each with the version of its module", () => {
    const { managers, programs, diagnostics } = managersWith({
      "providers/base/managers.yaml": base,
      "providers/metal/managers.yaml": metal,
    });
    expect(diagnostics).toEqual([]);
    expect(managers).toEqual([
      {
        program: "core",
        module: "example.com/core",
        version: "v1.2.3",
        package: "core",
        config: "core/config",
        arguments: ["--gate=a"],
        crds: [],
        ports: [],
      },
      {
        program: "metal",
        module: "example.com/metal",
        version: "v0.1.0",
        package: ".",
        config: "config",
        arguments: [],
        crds: [{ module: "example.com/images", version: "v2.0.0", folder: "crds" }],
        ports: [19000],
      },
    ]);
    expect(programs).toEqual([{ program: "ctl", module: "example.com/core", version: "v1.2.3", package: "cmd/ctl" }]);
  });

  it("are none where no provider names one", () => {
    expect(managersWith({})).toEqual({ managers: [], programs: [], containers: undefined, diagnostics: [] });
  });

  it("name modules that have a version", () => {
    const { managers, diagnostics } = managersWith({
      "providers/metal/managers.yaml": metal.replace("module: example.com/metal,", "module: example.com/mettal,"),
    });
    expect(managers).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: "CS1202",
        file: "providers/metal/managers.yaml",
        line: 4,
        message: 'Unknown module "example.com/mettal". Known: example.com/metal, example.com/images.',
      },
    ]);
  });
});
