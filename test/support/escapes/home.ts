import {once} from 'node:events';
import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import type {RequestListener} from 'node:http';
import https from 'node:https';
import net, {type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {INTERNET, type Internet} from '../../../src/server/browser/internet.ts';
import {PUBLIC_ADDRESS} from '../internet.ts';
import {type Site, serve} from '../site.ts';
import {Canary} from './canary.ts';
import {CERTIFICATE} from './certificate.ts';
import {NameCanary} from './name-canary.ts';
import type {Answer, Target, Way} from './way.ts';

/** A way with the canary at its end. */
export interface Laid {
  readonly way: Way;
  readonly target: Target;
  readonly canary: Canary;
}

/** Where all ways begin: a site of the pretended internet, with a folder for each of them. */
export class Home {
  readonly origin: string;
  readonly laid: readonly Laid[];
  /** Hears the names that are looked up past the proxy. */
  readonly names: NameCanary;
  readonly #site: Site;
  readonly #secureSite: https.Server;
  readonly #folder: string;

  private constructor(laid: Laid[], names: NameCanary, site: Site, secureSite: https.Server, folder: string) {
    this.origin = originOf(site);
    this.laid = laid;
    this.names = names;
    this.#site = site;
    this.#secureSite = secureSite;
    this.#folder = folder;
  }

  static async open(ways: readonly Way[], browser: string): Promise<Home> {
    const laid: Laid[] = [];
    const answer: RequestListener = ({url = ''}, response) => {
      const [, index, name = ''] = url.split(/[/?]/);
      const at = laid[Number(index)];
      const {status = 200, headers, body} = (at ? answerOf(at, name) : {body: 'Home'}) ?? {status: 404};
      response.writeHead(status, {'content-type': 'text/html; charset=utf-8', ...headers}).end(body);
    };
    const site = await serve(answer);
    const secureSite = https.createServer(CERTIFICATE, answer);
    await once(secureSite.listen(0, '127.0.0.1'), 'listening');
    const {port: securePort} = secureSite.address() as AddressInfo;
    const folder = await mkdtemp(path.join(tmpdir(), 'webfuse-escapes-'));
    // The browser is of another user.
    await chmod(folder, 0o755);
    for (const [index, way] of ways.entries()) {
      const canary = await Canary.listen();
      const {port} = canary;
      const url = `http://127.0.0.1:${port}/`;
      const file = path.join(folder, `${port}.html`);
      await writeFile(file, `<img src="${url}">`);
      const home = `${originOf(site)}/${index}/`;
      const name = `way-${port}.asked.example`;
      // Where one way found nobody, Chromium asks for no other of the same site.
      const secureHome = `https://site-${index}.example:${securePort}/${index}/`;
      const target = {port, url, name, home, secureHome, sitePort: site.port, file: `file://${file}`};
      laid.push({way, canary, target});
    }
    const names = await NameCanary.listen(browser, (name) => {
      const named = laid.find(({target}) => name.endsWith(target.name));
      named?.canary.note(`DNS ${name}`);
    });
    return new Home(laid, names, site, secureSite, folder);
  }

  /** The internet of the ways, in which some names lead back to this machine. */
  internet(): Internet {
    const ports = [this.#site.port, (this.#secureSite.address() as AddressInfo).port];
    let turns = 0;
    const addressOf = (host: string) => {
      if (host === 'loop.example' || host.endsWith('.asked.example')) return '127.0.0.1';
      if (host === 'turning.example') return turns++ ? '127.0.0.1' : PUBLIC_ADDRESS;
      return host.endsWith('.example') ? PUBLIC_ADDRESS : host;
    };
    return {
      resolve: async (host) => {
        const address = addressOf(host);
        return net.isIP(address) ? [{address, family: net.isIP(address)}] : [];
      },
      has: (address) => address === PUBLIC_ADDRESS || INTERNET.has(address),
      connect: ([first], port) => {
        const isPublic = first?.address === PUBLIC_ADDRESS && ports.includes(port);
        if (isPublic || first?.address === '127.0.0.1') return net.connect(port, '127.0.0.1');
        return new net.Socket().destroy();
      },
    };
  }

  async close(): Promise<void> {
    this.#site.close();
    this.#secureSite.close();
    this.#secureSite.closeAllConnections();
    await this.names.close();
    for (const {canary} of this.laid) canary.close();
    await rm(this.#folder, {recursive: true});
  }
}

function originOf({port}: Site): string {
  return `http://site.example:${port}`;
}

function answerOf({way, target}: Laid, name: string): Answer | undefined {
  if (name) return way.files?.(target)[name];
  const page = way.page?.(target) ?? '';
  return typeof page === 'string' ? {body: `<!doctype html><title>${target.port}</title>${page}`} : page;
}
