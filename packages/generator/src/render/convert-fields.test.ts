import type { InfrastructureApiFile } from "@cstack/model";
import { describe, expect, test } from "vitest";
import { movedFields, movesBelow, movesFor } from "./convert-fields.ts";

const api: InfrastructureApiFile = {
  id: "v2",
  docs: "",
  version: "v2",
  contract: "v1beta2",
  source: "an example",
  moves: [
    { kind: "Machine", from: "/spec/size", to: "/spec/size", wrap: "/filter/name" },
    { kind: "Machine", from: "/spec/sizeID", to: "/spec/size", wrap: "/id" },
    { kind: "Machine", from: "/spec/ports/*/closed", to: "/spec/ports/*/open", invert: true },
    { kind: "Machine", from: "/spec/backend/docker", to: "/spec" },
    { kind: "Machine", from: "/spec/endpointPort", to: "/spec/endpoint/port" },
  ],
};
const moves = movesFor("Machine", api);
const moved = (spec: unknown) => movedFields({ spec }, moves).spec;

describe("fields of another API", () => {
  test("stand elsewhere, below parents that are made", () => {
    expect(moved({ endpointPort: 6443 })).toEqual({ endpoint: { port: 6443 } });
    expect(moved({ endpointPort: 6443, endpoint: { host: "a" } })).toEqual({ endpoint: { host: "a", port: 6443 } });
  });

  test("are inverted, in every item of a list that has them", () => {
    expect(moved({ ports: [{ closed: true }, { name: "b" }, { closed: false }] })).toEqual({
      ports: [{ open: false }, { name: "b" }, { open: true }],
    });
  });

  test("are wrapped as a whole: the later move wins", () => {
    expect(moved({ size: "small" })).toEqual({ size: { filter: { name: "small" } } });
    expect(moved({ size: "small", sizeID: "7" })).toEqual({ size: { id: "7" } });
  });

  test("of a subtree join the map that is there, which keeps no empty maps", () => {
    expect(moved({ backend: { docker: { image: "a" } } })).toEqual({ image: "a" });
  });

  test("of other kinds stay", () => {
    expect(movedFields({ spec: { size: "small" } }, movesFor("Cluster", api))).toEqual({ spec: { size: "small" } });
  });
});

test("below an item of a list, moves start at the item", () => {
  expect(movesBelow(moves, ["spec", "ports", "-"])).toMatchObject([{ from: ["closed"], to: ["open"] }]);
  expect(movesBelow(moves, ["spec", "size"])).toEqual([]);
});
