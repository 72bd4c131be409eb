import { type ReceivedRelease, RegistryError } from "@cstack/bundle";
import { findingsFailure, reportDiagnostics } from "../failure.ts";
import { parseArtifact, receiveArtifact } from "./received-release.ts";
import { registryTransport, type TransportFlags } from "./registry-transport.ts";

/** Fetches the artifact that a reference with tag or digest names; what a registry answers instead ends the command. */
export async function fetchRelease(name: string, flags: TransportFlags = {}): Promise<ReceivedRelease> {
  try {
    const { host, repository, reference } = parseArtifact(name);
    return await receiveArtifact({ transport: registryTransport(host, flags), repository }, reference);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    throw findingsFailure(reportDiagnostics([error.diagnostic]));
  }
}
