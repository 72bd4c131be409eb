import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request put into a bucket, and whether its signature is that of the keys. */
export interface StoredObject {
  path: string;
  content: Buffer;
  signed: boolean;
}

/** A server on the loopback interface that takes objects as an S3 service does. */
export class S3Server {
  readonly objects: StoredObject[] = [];
  private readonly server: Server;

  constructor(secretKey: string) {
    this.server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      this.objects.push({ path: request.url ?? "", content: Buffer.concat(parts), signed: isSigned(request, secretKey) });
      response.end();
    });
  }

  /** Starts to listen; gives the URL. */
  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((done) => this.server.close(done));
  }
}

/** Makes the signature of a request again: AWS Signature Version 4 in the Authorization header, path and headers as they were sent. */
function isSigned({ method, url, headers }: IncomingMessage, secretKey: string): boolean {
  const pattern = /Credential=[^/]+\/(\d+)\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)/;
  const [, date = "", region = "", names = "", signature] = pattern.exec(headers.authorization ?? "") ?? [];
  const signedHeaders = names.split(";").map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const request = [method, url, "", signedHeaders.join(""), names, headers["x-amz-content-sha256"]].join("\n");
  const digest = createHash("sha256").update(request).digest("hex");
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], `${date}/${region}/s3/aws4_request`, digest].join("\n");
  const key = [date, region, "s3", "aws4_request"].reduce<string | Buffer>((outer, part) => keyed(outer, part), `AWS4${secretKey}`);
  return keyed(key, text).toString("hex") === signature;
}

function keyed(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
