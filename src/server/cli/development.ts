import path from 'node:path';
import type {SessionServer} from '../app.ts';
import {Browser} from '../browser/browser.ts';
import {findBrowser} from '../browser/find.ts';
import type {Env} from '../config/read-secret.ts';
import {ROOT} from '../root.ts';
import {DEMO_SPACE} from '../storage/spaces.ts';
import type {Arguments} from './arguments.ts';
import {placeIn} from './environment.ts';
import {listen} from './listen.ts';

/** The sample shop that sessions can browse with no internet. */
const SHOP = path.join(ROOT, 'demo/shop');

/** Starts a server for development: it has the demo, whose key everyone knows, and keeps nothing. */
export function develop({trustProxy}: Arguments, env: Env): Promise<SessionServer> {
  const {host = '127.0.0.1', port = 8080} = placeIn(env);
  // biome-ignore lint/suspicious/noConsole: a person reads along
  const log = {debug() {}, info() {}, warn: console.warn, error: console.error};
  const browser = new Browser({executablePath: findBrowser(env), localSites: {'shop.localhost': SHOP}, log});
  // Folders of extensions for the demo space, between colons as in PATH.
  const extensions = (env['EXTENSIONS'] ?? '').split(path.delimiter).filter(Boolean);
  const spaces = [{...DEMO_SPACE, extensions}];
  return listen({browser, spaces, host, port, demo: true, ...(trustProxy && {proxies: trustProxy})});
}
