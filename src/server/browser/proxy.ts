import type {LookupAddress} from 'node:dns';
import {once} from 'node:events';
import {open} from 'node:fs/promises';
import http, {type IncomingMessage, type ServerResponse} from 'node:http';
import {type AddressInfo, isIP, type Socket} from 'node:net';
import {pipeline} from 'node:stream/promises';
import {FILES_HOST, type FindFile, showFile} from '../files/shown.ts';
import {isLocalName} from './addresses.ts';
import {INTERNET, type Internet} from './internet.ts';
import {answerFromFolder, type LocalFile, type LocalResponse} from './local-sites.ts';
import {refusalPage} from './refusal-page.ts';
import {join, passOn} from './relay.ts';

export interface ProxyOptions {
  /** Host names that the proxy answers for by itself, each from a folder: the whole exception to "the public web only". */
  readonly localSites?: Readonly<Record<string, string>>;
  /** Finds the files of a session by their ids, which are secrets. */
  readonly findFile?: FindFile | undefined;
  /** What is beyond it; the real one unless a test plays it. */
  readonly internet?: Internet;
  /** Told of each place that a page was kept from, as host and port. */
  readonly onDenied?: (host: string) => void;
}

/** Answers whoever asks for a path. */
type AnswerAt = (path: string) => LocalFile | LocalResponse | Promise<LocalResponse>;

/** Why a request goes nowhere. */
interface Denial {
  readonly status: 403 | 502;
  readonly title: string;
  readonly text: string;
}

/**
 * The only way out for remote pages. It looks each name up itself, lets nothing through but public addresses, and
 * connects to the very address it has checked, so a name that changes its mind in between gains nothing.
 */
export class FilteringProxy {
  readonly #options: ProxyOptions;
  readonly #internet: Internet;
  readonly #server = http.createServer();
  /** All connections, in both directions: the server forgets those that became tunnels. */
  readonly #sockets = new Set<Socket>();
  #listening: Promise<number> | null = null;
  #closing: Promise<void> | null = null;

  constructor(options: ProxyOptions = {}) {
    this.#options = options;
    this.#internet = options.internet ?? INTERNET;
    this.#server.on('connection', (socket) => this.#keep(socket));
    // What goes wrong with one request is no reason for the server to end.
    this.#server.on('request', (request, response) => {
      this.#onRequest(request, response).catch(() => response.destroy());
    });
    this.#server.on('connect', (request, socket, head) => {
      this.#onConnect(request, socket as Socket, head).catch(() => socket.destroy());
    });
  }

  /** Starts to listen, once, and tells the port on 127.0.0.1. */
  listen(): Promise<number> {
    this.#listening ??= once(this.#server.listen(0, '127.0.0.1'), 'listening').then(() => {
      return (this.#server.address() as AddressInfo).port;
    });
    return this.#listening;
  }

  /** Hangs up on everyone. Two callers wait for the same end. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    if (!this.#listening) return;
    await this.#listening;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = URL.parse(request.url ?? '');
    if (url?.protocol !== 'http:') {
      response.writeHead(400).end('Expected the address of an http page.');
      return;
    }
    const host = bare(url.hostname);
    const answerLocally = this.#localAnswer(url, host);
    if (answerLocally) {
      const answer = await answerIn(request, answerLocally);
      return 'path' in answer ? respondWithFile(response, answer) : respond(response, answer);
    }

    const found = await this.#find(host, url.port || '80');
    if ('status' in found) return respond(response, denialPage(found));
    const connect = () => this.#connect(found, Number(url.port || 80));
    passOn(request, response, {url, connect, failed: () => respond(response, denialPage(unanswered(host)))});
  }

  /** The inside of a tunnel is encrypted for someone else: there is no way to show a page in it. */
  async #onConnect({url: target}: IncomingMessage, client: Socket, head: Buffer): Promise<void> {
    client.on('error', () => {});
    const url = URL.parse(`tunnel://${target}`);
    if (!url?.hostname || !url.port) return refuseTunnel(client, 400);
    const found = await this.#find(bare(url.hostname), url.port);
    if ('status' in found) return refuseTunnel(client, found.status);
    const server = this.#connect(found, Number(url.port));
    try {
      await once(server, 'connect');
    } catch {
      return refuseTunnel(client, 502);
    }
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    join(client, head, server);
  }

  /** What the proxy says by itself to whoever asks for this path. */
  #localAnswer({port}: URL, host: string): AnswerAt | null {
    if (port) return null;
    const {localSites = {}, findFile} = this.#options;
    const folder = Object.hasOwn(localSites, host) && localSites[host];
    if (folder) return (path) => answerFromFolder(folder, path);
    return findFile && host === FILES_HOST ? (path) => showFile(findFile, path) : null;
  }

  /** The addresses a host may be reached at, or why not. */
  async #find(host: string, port: string): Promise<readonly LookupAddress[] | Denial> {
    const found = await this.#judge(host);
    if ('status' in found && found.status === 403) this.#options.onDenied?.(`${host}:${port}`);
    return found;
  }

  async #judge(host: string): Promise<readonly LookupAddress[] | Denial> {
    const local: Denial = {
      status: 403,
      title: 'This address is not public',
      text: `Pages in a session can reach the public web only, and ${host} is not part of it.`,
    };
    if (isLocalName(host)) return local;
    if (isIP(host) && !this.#internet.has(host)) return local;

    const resolved = await this.#internet.resolve(host).catch(() => []);
    if (!resolved.length) {
      return {
        status: 502,
        title: 'This site cannot be found',
        text: `No address is known for ${host}. Is it spelled right?`,
      };
    }
    const open = resolved.filter(({address}) => this.#internet.has(address));
    return open.length ? open : local;
  }

  #connect(addresses: readonly LookupAddress[], port: number): Socket {
    const socket = this.#internet.connect(addresses, port);
    this.#keep(socket);
    return socket;
  }

  #keep(socket: Socket): void {
    // A proxy that closes waits for no look-up and no one's answer.
    if (this.#closing) socket.destroy();
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
  }
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function unanswered(host: string): Denial {
  return {status: 502, title: 'This site cannot be reached', text: `${host} does not answer.`};
}

function denialPage({status, title, text}: Denial): LocalResponse {
  const headers = {'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store'};
  return {status, headers, body: refusalPage(title, text)};
}

async function answerIn({method, url}: IncomingMessage, answerAt: AnswerAt): Promise<LocalResponse | LocalFile> {
  if (method === 'GET' || method === 'HEAD') return answerAt(new URL(url as string).pathname);
  return {status: 405, headers: {allow: 'GET, HEAD', 'content-type': 'text/plain'}, body: 'Method not allowed'};
}

function respond(response: ServerResponse, {status, headers, body}: LocalResponse): void {
  response.writeHead(status, headers).end(body);
}

/** Fails where the file is gone, and when nobody takes the rest of it. */
async function respondWithFile(response: ServerResponse, {status, headers, path}: LocalFile): Promise<void> {
  if (response.req.method === 'HEAD') return respond(response, {status, headers, body: ''});
  const file = await open(path);
  await pipeline(file.createReadStream(), response.writeHead(status, headers));
}

function refuseTunnel(client: Socket, status: 400 | 403 | 502): void {
  client.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
}
