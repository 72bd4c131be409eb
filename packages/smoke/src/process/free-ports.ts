import { createServer, type Server } from "node:net";

/** So many TCP ports that nobody listens on, all different. They are free when this returns; who takes them should try again with others if one is lost. */
export async function freePorts(count: number, address = "127.0.0.1"): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listening(0, address)));
  const ports = servers.map(portOf);
  await Promise.all(servers.map(closed));
  return ports;
}

/** Whether a port can be listened on, on all addresses of this machine. */
export async function isPortFree(port: number): Promise<boolean> {
  try {
    await closed(await listening(port));
    return true;
  } catch {
    return false;
  }
}

function listening(port: number, address?: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen({ port, ...(address === undefined ? {} : { host: address }) }, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
