/** One version of one unit, as addresses name it. */
export interface UnitVersion {
  unit: string;
  version: string;
}

/** The page that a fragment names. */
export type Route =
  | { page: "catalog" }
  | { page: "upgrades" }
  | ({ page: "unit" } & UnitVersion)
  | ({ page: "configure"; shared?: string } & UnitVersion)
  | { page: "compare"; left: UnitVersion; right: UnitVersion | undefined };

/** Reads a fragment, `#/configure/openstack-scs-1-36/v3`; what is no address of ours is the catalog. */
export function readRoute(fragment: string): Route {
  const [page, ...parts] = fragment
    .replace(/^#?\/?/, "")
    .split("/")
    .map(decodeURIComponentSafely);
  const [unit, version, third, fourth] = parts;
  if (page === "upgrades") return { page };
  if (unit === undefined || version === undefined) return { page: "catalog" };
  if (page === "unit") return { page, unit, version };
  if (page === "configure") return { page, unit, version, ...(third === undefined || third === "" ? {} : { shared: third }) };
  if (page === "compare") {
    const right = third === undefined || fourth === undefined ? undefined : { unit: third, version: fourth };
    return { page, left: { unit, version }, right };
  }
  return { page: "catalog" };
}

/** The fragment of a page. */
export function routeText(route: Route): string {
  return `#/${partsOf(route).map(encodeURIComponent).join("/")}`;
}

function partsOf(route: Route): string[] {
  switch (route.page) {
    case "catalog":
      return [];
    case "upgrades":
      return ["upgrades"];
    case "unit":
      return ["unit", route.unit, route.version];
    case "configure":
      return ["configure", route.unit, route.version, ...(route.shared === undefined ? [] : [route.shared])];
    case "compare": {
      const { left, right } = route;
      return ["compare", left.unit, left.version, ...(right === undefined ? [] : [right.unit, right.version])];
    }
  }
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
