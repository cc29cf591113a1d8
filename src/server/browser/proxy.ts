import {promises as dns, type LookupAddress, type lookup} from 'node:dns';
import http from 'node:http';
import {isIP, type LookupFunction} from 'node:net';
import {type PrepareRequestFunctionOpts, type PrepareRequestFunctionResult, RequestError, Server} from 'proxy-chain';
import {FILES_HOST, type FindFile, showFile} from '../files/shown.ts';
import {isLocalName, isOwnAddress, isPublicAddress} from './addresses.ts';
import {answerFromFolder, type LocalResponse} from './local-sites.ts';
import {refusalPage} from './refusal-page.ts';

export interface ProxyOptions {
  /** Host names that the proxy answers for by itself, each from a folder: the whole exception to "the public web only". */
  readonly localSites?: Readonly<Record<string, string>>;
  /** Finds the files of sessions by their ids, which are secrets. */
  readonly findFile?: FindFile;
  /** Looks a name up; the system's name service unless told otherwise. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
  /** Where to connect to for a public address: there, unless a test plays the internet. */
  readonly route?: (address: LookupAddress) => LookupAddress;
}

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
  #options: ProxyOptions;
  #server: Server;
  #listening: Promise<number> | null = null;
  #closing: Promise<void> | null = null;
  // Sockets of the process-wide agent may lead to hosts of the same name that only this machine can reach.
  #agent = new http.Agent();

  constructor(options: ProxyOptions = {}) {
    this.#options = options;
    this.#server = new Server({
      host: '127.0.0.1',
      port: 0,
      prepareRequestFunction: (request) => this.#prepare(request),
    });
  }

  /** Starts to listen, once, and tells the port on 127.0.0.1. */
  listen(): Promise<number> {
    this.#listening ??= this.#server.listen().then(() => this.#server.port);
    return this.#listening;
  }

  /** Hangs up on everyone. Two callers wait for the same end. */
  close(): Promise<void> {
    this.#closing ??= this.#listening ? this.#listening.then(() => this.#server.close(true)) : Promise.resolve();
    return this.#closing;
  }

  async #prepare(asked: PrepareRequestFunctionOpts): Promise<PrepareRequestFunctionResult> {
    const host = asked.hostname.replace(/^\[|\]$/g, '');
    const {localSites = {}, findFile} = this.#options;
    const folder = Object.hasOwn(localSites, host) && localSites[host];
    if (asked.isHttp && asked.port === 80) {
      if (folder) return answer(() => answerLocally(asked.request, (path) => answerFromFolder(folder, path)));
      if (findFile && host === FILES_HOST)
        return answer(() => answerLocally(asked.request, (path) => showFile(findFile, path)));
    }

    const found = await this.#find(host);
    if ('status' in found) return deny(found, asked.isHttp);
    return {dnsLookup: fixedLookup(found), httpAgent: this.#agent};
  }

  /** The addresses a host may be reached at, or why not. */
  async #find(host: string): Promise<readonly [LookupAddress, ...LookupAddress[]] | Denial> {
    const local: Denial = {
      status: 403,
      title: 'This address is not public',
      text: `Pages in a session can reach the public web only, and ${host} is not part of it.`,
    };
    if (isLocalName(host)) return local;
    if (isIP(host) && !isPublicAddress(host)) return local;

    const {resolve = (name) => dns.lookup(name, {all: true}), route = (address) => address} = this.#options;
    const resolved = await resolve(host).catch(() => []);
    if (!resolved.length) {
      return {
        status: 502,
        title: 'This site cannot be found',
        text: `No address is known for ${host}. Is it spelled right?`,
      };
    }
    const open = ({address}: LookupAddress) => isPublicAddress(address) && !isOwnAddress(address);
    const [first, ...others] = resolved.filter(open).map(route);
    return first ? [first, ...others] : local;
  }
}

/** Answers each look-up with addresses that were checked before. */
function fixedLookup(addresses: readonly [LookupAddress, ...LookupAddress[]]): typeof lookup {
  const [first] = addresses;
  const answer: LookupFunction = (_host, options, callback) => {
    if (options.all) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
  // The type asks for what `util.promisify` needs, which no one calls here.
  return answer as typeof lookup;
}

function deny({status, title, text}: Denial, isHttp: boolean): PrepareRequestFunctionResult {
  // The inside of a tunnel is encrypted for someone else: there is no way to show a page in it.
  if (!isHttp) throw new RequestError(text, status);
  return answer(async () => ({
    status,
    headers: {'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store'},
    body: refusalPage(title, text),
  }));
}

async function answerLocally(
  request: http.IncomingMessage,
  answerAt: (path: string) => Promise<LocalResponse>,
): Promise<LocalResponse> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return {status: 405, headers: {allow: 'GET, HEAD', 'content-type': 'text/plain'}, body: 'Method not allowed'};
  }
  return answerAt(new URL(request.url as string).pathname);
}

function answer(respond: () => Promise<LocalResponse>): PrepareRequestFunctionResult {
  return {
    customResponseFunction: async () => {
      const {status, headers, body} = await respond();
      return {statusCode: status, headers, body};
    },
  };
}
