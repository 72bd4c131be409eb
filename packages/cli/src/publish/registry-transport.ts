import { findCredentials, Transport } from "@cstack/bundle";
import type { Command } from "commander";

export interface TransportFlags {
  plainHttp?: boolean;
}

/** Adds the options that say whether a registry is spoken to with TLS. */
export function transportOptions(command: Command): Command {
  return command
    .option("--plain-http", "HTTP without TLS, also to other machines than this one")
    .option("--no-plain-http", "TLS, also to this machine");
}

/** Requests to a registry with the credentials of whoever runs the command; without TLS for this machine only, unless a flag says otherwise. */
export function registryTransport(host: string, { plainHttp }: TransportFlags): Transport {
  return new Transport(host, findCredentials(host, process.env), plainHttp === undefined ? {} : { plainHttp });
}
