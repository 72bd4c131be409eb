/** A request that the cloud refuses: the status, the service's own name of the reason, and what it says. */
export class CloudRefusal extends Error {
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** The body of a refusal, in the form of the service whose path is asked. */
export function refusalBody(path: string, { status, reason, message }: CloudRefusal): unknown {
  const [, service] = path.split("/");
  switch (service) {
    case "network":
      return { NeutronError: { type: reason, message, detail: "" } };
    case "load-balancer":
      return { faultcode: "Client", faultstring: message, debuginfo: null };
    case "identity":
      return { error: { code: status, message, title: reason } };
    case "image":
      return message;
    default:
      return { [reason]: { code: status, message } };
  }
}

/** Not found, as all services say it. */
export function notFound(kind: string, id: string): CloudRefusal {
  return new CloudRefusal(404, "itemNotFound", `${kind} ${id} could not be found.`);
}

/** What a table is asked for by id, or the refusal that it is not there. */
export function found<T>(row: T | undefined, kind: string, id: string): T {
  if (row === undefined) throw notFound(kind, id);
  return row;
}
