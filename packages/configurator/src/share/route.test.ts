import { expect, test } from "vitest";
import { type Route, readRoute, routeText } from "./route.ts";

test("every page has an address that leads back to it", () => {
  const left = { unit: "metal-plain-1-36", version: "v3-beta.1" };
  const routes: Route[] = [
    { page: "catalog" },
    { page: "upgrades" },
    { page: "unit", ...left },
    { page: "configure", ...left },
    { page: "configure", ...left, shared: "q1a-_" },
    { page: "compare", left, right: undefined },
    { page: "compare", left, right: { unit: "a/b", version: "v1" } },
  ];
  for (const route of routes) expect(readRoute(routeText(route))).toEqual(route);
});

test("what is no address leads to the catalog", () => {
  for (const text of ["", "#", "#/unit", "#/unit/only", "#/nothing/a/b", "#/%zz/a/b"]) expect(readRoute(text)).toEqual({ page: "catalog" });
});
