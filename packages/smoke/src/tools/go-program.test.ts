import { describe, expect, it } from "vitest";
import { buildArguments, wrapperModule } from "./go-program.ts";

const goMod = `module k8s.io/kubernetes

go 1.26.0

require (
	k8s.io/api v0.0.0
	example.com/fork v1.0.0
)

replace (
	k8s.io/api => ./staging/src/k8s.io/api
	k8s.io/unused => ./staging/src/k8s.io/unused
	example.com/fork v1.0.0 => example.com/other v1.1.0
)
`;

describe("a module that builds programs of another", () => {
  it("repeats what that replaces: folders beside it are modules of the same release, unless nothing needs them", () => {
    expect(wrapperModule({ module: "k8s.io/kubernetes", version: "v1.36.4", siblings: "v0.36.4" }, goMod)).toBe(
      [
        "module cstack.invalid/tools",
        "go 1.26.0",
        "require k8s.io/kubernetes v1.36.4",
        "replace k8s.io/api => k8s.io/api v0.36.4",
        "replace example.com/fork => example.com/other v1.1.0",
        "",
      ].join("\n"),
    );
  });

  it("takes the module's own version for folders beside it where none is named", () => {
    const single = "module a.b/c/test\ngo 1.26\nrequire a.b/c v0.0.0-0\nreplace a.b/c => ../\n";
    expect(wrapperModule({ module: "a.b/c/test", version: "v1.2.3" }, single)).toContain("replace a.b/c => a.b/c v1.2.3");
  });
});

it.each([
  [".", "a.b/c"],
  ["cmd/x", "a.b/c/cmd/x"],
])("a program in the folder %s is built of the package %s", (folder, path) => {
  const program = { program: "x", module: "a.b/c", version: "v1.0.0", package: folder, linkedValues: { "a.b/c/version.v": "v1.0.0" } };
  const args = buildArguments(program, "/tools/x");
  expect(args.slice(-3)).toEqual(["-o", "/tools/x", path]);
  expect(args).toContain("-s -w -X a.b/c/version.v=v1.0.0");
});
