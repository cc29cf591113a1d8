import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import http, {type IncomingHttpHeaders, type IncomingMessage, type ServerResponse} from 'node:http';
import https from 'node:https';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import type {TestContext} from 'node:test';
import {gunzipSync} from 'node:zlib';
import {Webhook} from 'standardwebhooks';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures');

/** What came to a receiver. */
export interface Received {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** As it was signed: uncompressed. */
  readonly body: string;
}

/** How a receiver answers: with a status, or in its own way. */
export type Reaction = number | ((response: ServerResponse, request: IncomingMessage) => void);

export interface Receiver {
  readonly port: number;
  readonly url: string;
  /** All that came, oldest first. */
  readonly received: readonly Received[];
  /** What the next ones are answered with; 204 when there is nothing here. */
  readonly reactions: Reaction[];
  /** Resolves when that many came. */
  came(count: number): Promise<void>;
}

/** Starts a receiver on this machine; goes when the test does. */
export async function receive(test: TestContext, secure = false): Promise<Receiver> {
  const received: Received[] = [];
  const reactions: Reaction[] = [];
  let arrived = () => {};
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const {headers, url = ''} = request;
    const raw = Buffer.concat(chunks);
    received.push({url, headers, body: String(headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw)});
    const reaction = reactions.shift() ?? 204;
    if (typeof reaction === 'number') response.writeHead(reaction).end();
    else reaction(response, request);
    arrived();
  };
  const pem = (name: string) => readFileSync(path.join(FIXTURES, `self-signed.${name}.pem`));
  const server = secure ? https.createServer({key: pem('key'), cert: pem('cert')}, answer) : http.createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const {port} = server.address() as AddressInfo;
  return {
    port,
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}/hook`,
    received,
    reactions,
    came: async (count) => {
      while (received.length < count) await new Promise<void>((resolve) => (arrived = resolve));
    },
  };
}

/** Reads what came as a receiver does that has the public package. @throws when it is not signed with that secret */
export function verified({body, headers}: Received, secret: string): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}
