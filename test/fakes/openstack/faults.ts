import { CloudRefusal } from "./cloud-refusal.ts";
import type { Method } from "./route.ts";

/** What goes wrong with requests on request. */
export interface Fault {
  method: Method;
  /** What the path ends with, e.g. /v2.0/networks. */
  path: string;
  how: "quota" | "conflict" | "broken" | "slow" | "denied";
  /** How often; for ever if left out. */
  times?: number;
}

const milliseconds = 1_500;

/** What services say when a project has as much as it may have. Sources: Neutron (OverQuota), Nova and Octavia (403), Cinder (413). */
function overQuota(path: string): CloudRefusal {
  const [, service] = path.split("/");
  const kind = path.split("/").at(-1) ?? "";
  switch (service) {
    case "network":
      return new CloudRefusal(409, "OverQuota", `Quota exceeded for resources: ['${kind.replace(/s$/, "")}'].`);
    case "load-balancer":
      return new CloudRefusal(403, "Client", "Quota has been met for resources: Load Balancer");
    case "volume":
      return new CloudRefusal(
        413,
        "overLimit",
        "VolumeLimitExceeded: Maximum number of volumes allowed (10) exceeded for quota 'volumes'.",
      );
    default:
      return new CloudRefusal(403, "forbidden", "Quota exceeded for instances: Requested 1, but already used 10 of 10 instances");
  }
}

/** Faults that wait for their requests. */
export class Faults {
  readonly #waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  /** Lets what is wrong with a request happen: refuses it, or makes it wait. */
  async strike(method: Method, path: string): Promise<void> {
    const hit = this.#waiting.find(({ fault, left }) => left > 0 && fault.method === method && path.endsWith(fault.path));
    if (hit === undefined) return;
    hit.left -= 1;
    switch (hit.fault.how) {
      case "quota":
        throw overQuota(path);
      case "conflict":
        throw new CloudRefusal(409, "Conflict", "The request conflicts with another one that is under way.");
      case "broken":
        throw new CloudRefusal(
          500,
          "HTTPInternalServerError",
          "The server has either erred or is incapable of performing the requested operation.",
        );
      case "denied":
        throw new CloudRefusal(401, "unauthorized", "The request you have made requires authentication.");
      case "slow":
        await new Promise((done) => setTimeout(done, milliseconds));
    }
  }
}
