import http, {type IncomingMessage, type ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {pipeline} from 'node:stream';

/** What a header is about that goes no further than one connection. */
const HOP_BY_HOP = new Set(
  'connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
);

/** Passes a request on over a connection of its own, and the answer back; `failed` answers when none comes. */
export function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  {url, connect, failed}: {readonly url: URL; readonly connect: () => Socket; readonly failed: () => void},
): void {
  const onward = http.request({
    createConnection: connect,
    method: request.method,
    path: url.pathname + url.search,
    headers: endToEnd(request.rawHeaders),
    // The browser judges what it gets, as it would without a proxy.
    insecureHTTPParser: true,
  });
  onward.on('response', (answer) => {
    const {statusCode = 0} = answer;
    if (statusCode < 200 || statusCode > 599) {
      onward.destroy(new RangeError(`Expected a status from 200 to 599, got ${statusCode}.`));
      return;
    }
    response.writeHead(statusCode, endToEnd(answer.rawHeaders));
    pipeline(answer, response, () => {});
  });
  // What it was is of no interest. An answer that switches protocols is none either, and comes without an error.
  onward.on('error', () => {});
  onward.on('close', () => {
    if (!response.headersSent) failed();
  });
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

/** Joins two sockets until one of them ends; `head` was read from the first one already. */
export function join(client: Socket, head: Buffer, server: Socket): void {
  server.write(head);
  pipeline(client, server, () => {});
  pipeline(server, client, () => {});
}

/** Names and values in turn, as they came: what an answer says twice, it means twice. */
function endToEnd(rawHeaders: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name, value] = rawHeaders.slice(index, index + 2) as [string, string];
    if (!HOP_BY_HOP.has(name.toLowerCase()) && isValid(name, value)) kept.push(name, value);
  }
  return kept;
}

/** Sites send anything, and Node throws at what it would not send itself. */
function isValid(name: string, value: string): boolean {
  try {
    http.validateHeaderName(name);
    http.validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
