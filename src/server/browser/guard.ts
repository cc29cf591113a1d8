import {checkUrl} from '../../model/url.ts';
import {FILES_HOST, type FindFile} from '../files/shown.ts';
import {isWebScheme, type Refuses} from './gate.ts';
import {NOWHERE} from './internet.ts';
import {NoPageError} from './load-error.ts';
import {FilteringProxy, type ProxyOptions} from './proxy.ts';

/** The way out of the pages of one session. */
export interface WayOut {
  /** As the DevTools protocol takes it, for a new context. */
  readonly network: {readonly proxyServer?: string; readonly proxyBypassList?: string};
  /** Hangs up on everyone that the pages still talk with. */
  close(): Promise<void>;
}

/** What any browser is started with in which pages of strangers are shown, whoever starts it. */
export const GUARDED: readonly string[] = [
  // Without this, loopback and link-local addresses go past the proxy.
  '--proxy-bypass-list=<-loopback>',
  // WebRTC would send UDP past the proxy. The spelling with "force" in front has no effect.
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  // The proxies alone look names up. ICE candidates would ask the system's DNS otherwise.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  // The middle button would paste what is selected in another session.
  '--blink-settings=middleClickPasteAllowed=false',
];

/** What stands between the browser and everything that is not the public web. */
export interface Guard {
  /** What the browser is started with. */
  flags(): Promise<readonly string[]>;
  /** What a browser has to have been started with by someone else, besides a proxy that leads nowhere. */
  readonly required: readonly string[];
  /** Makes the way out for a session, which is shared with no other one. */
  wayOut(findFile: FindFile | undefined): Promise<WayOut>;
  /**
   * The address in the form in which a page can be sent there.
   * @throws {NoPageError} when none may go there: some addresses crash the browser, others read its files
   */
  check(url: string): string;
  /** Why a page may not show an address that it goes to by itself, or null; `bySession` is about the web alone. */
  refuses(url: string, bySession: Refuses | undefined): string | null;
  /** Closes what the browser itself talks to. */
  close(): Promise<void>;
}

/** The guard of every browser that pages of strangers are shown in. */
export class NetworkGuard implements Guard {
  readonly required = GUARDED;
  readonly #options: Omit<ProxyOptions, 'findFile'>;
  /** For the browser's own traffic, and whatever belongs to no session: it leads nowhere. */
  readonly #deadEnd = new FilteringProxy({internet: NOWHERE});

  constructor(options: Omit<ProxyOptions, 'findFile'>) {
    this.#options = options;
  }

  async flags(): Promise<readonly string[]> {
    const port = await this.#deadEnd.listen();
    return [`--proxy-server=http://127.0.0.1:${port}`, ...GUARDED];
  }

  async wayOut(findFile: FindFile | undefined): Promise<WayOut> {
    const proxy = new FilteringProxy({...this.#options, findFile});
    const network = {proxyServer: `http://127.0.0.1:${await proxy.listen()}`, proxyBypassList: '<-loopback>'};
    return {network, close: () => proxy.close()};
  }

  check(url: string): string {
    const checked = checkUrl(url);
    if (typeof checked !== 'string') throw new NoPageError(checked.message);
    return checked;
  }

  refuses(url: string, bySession: Refuses | undefined): string | null {
    const {protocol, hostname} = URL.parse(url) ?? {};
    if (protocol === 'http:' || protocol === 'https:') {
      // The files of a session are no part of the web.
      return hostname === FILES_HOST ? null : (bySession?.(url) ?? null);
    }
    if (isWebScheme(url)) return null;
    const checked = checkUrl(url);
    return typeof checked === 'string' ? null : checked.message;
  }

  close(): Promise<void> {
    return this.#deadEnd.close();
  }
}
