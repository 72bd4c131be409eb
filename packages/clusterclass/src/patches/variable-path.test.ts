import { expect, test } from "vitest";
import { failed } from "../api/fields.ts";
import { variableAt } from "./variable-path.ts";

const variables = { name: "x", list: [{ deep: [1, 2] }, "b"], object: { key: null } };

function at(path: string) {
  const value = variableAt(variables, path);
  return failed(value) ? "refused" : value;
}

test("a path names a variable, fields and list items", () => {
  expect(at("name")).toBe("x");
  expect(at("list[1]")).toBe("b");
  expect(at("list[0].deep[1]")).toBe(2);
  expect(at("object.key")).toBeNull();
});

test("a number as a field reads a list, as the JSON reader of Cluster API does", () => {
  expect(at("list.1")).toBe("b");
  expect(at("list.0.deep")).toEqual([1, 2]);
});

test("what does not exist is refused, and so is a path with broken brackets", () => {
  for (const path of ["absent", "name.field", "list[2]", "object.absent", "object[0]", "list[", "list]0[", "list[x]", "list[-1]"]) {
    expect(at(path), path).toBe("refused");
  }
});
