/** How a program failed, without secrets. */
export interface ProgramFailureDetails {
  program: string;
  args: readonly string[];
  exitCode: number | undefined;
  ending: "exit code" | "timeout" | "cancelled" | "not started or killed";
  /** What it printed, standard error first. */
  said: string;
}

const longestMessage = 2_000;

/**
 * What an API server, the way to it and Docker say while they start or are overloaded; the same request succeeds later. "storage is (re)initializing" is the
 * answer of kube-apiserver (1.31 and newer, status 429) while the watch cache of a resource fills.
 */
const passing =
  /storage is \(re\)initializing|TooManyRequests|too many requests|the server is currently unable to handle the request|ServiceUnavailable|connection refused|connection reset|i\/o timeout|TLS handshake timeout|unexpected EOF|etcdserver: (request timed out|leader changed)|context deadline exceeded|failed calling webhook|no matches for kind|could not find the requested resource|did not receive an exit event/i;

/** A program that did not do what it was called for. */
export class ProgramFailure extends Error {
  readonly program: string;
  readonly args: readonly string[];
  readonly exitCode: number | undefined;
  readonly ending: ProgramFailureDetails["ending"];
  readonly said: string;

  constructor(details: ProgramFailureDetails) {
    const what = details.ending === "exit code" ? `ended with ${details.exitCode}` : `did not end well (${details.ending})`;
    const said = details.said.length > longestMessage ? `… ${details.said.slice(-longestMessage)}` : details.said;
    super(`${[details.program, ...details.args].join(" ").slice(0, longestMessage)} ${what}: ${said}`);
    this.name = "ProgramFailure";
    this.program = details.program;
    this.args = details.args;
    this.exitCode = details.exitCode;
    this.ending = details.ending;
    this.said = details.said;
  }
}

/** Whether the same call may succeed later: the world is eventually consistent. */
export function isPassing(error: unknown): boolean {
  return error instanceof ProgramFailure && error.ending !== "cancelled" && passing.test(error.said);
}
