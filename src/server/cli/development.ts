import path from 'node:path';
import {Browser} from '../browser/browser.ts';
import {findBrowser} from '../browser/find.ts';
import {SAME_USER, unprivilegedUser} from '../browser/user.ts';
import type {Env} from '../config/read-secret.ts';
import {readableLog} from '../operations/log.ts';
import {ROOT} from '../root.ts';
import {DEMO_SPACE} from '../storage/spaces.ts';
import type {Arguments} from './arguments.ts';
import {placeIn} from './environment.ts';
import {listen} from './listen.ts';
import type {Running} from './stopping.ts';

/** The sample shop that sessions can browse with no internet. */
const SHOP = path.join(ROOT, 'demo/shop');

/** Where what is for the one who started it is written. */
export interface Terminal {
  say(text: string): void;
  warn(text: string): void;
}

/** Starts a server for development: it has the demo, whose key everyone knows, and keeps nothing. */
export async function develop({trustProxy, noSandbox}: Arguments, env: Env, terminal: Terminal): Promise<Running> {
  const {host = '127.0.0.1', port = 8080} = placeIn(env);
  const log = readableLog('info', terminal.say, terminal.warn);
  const browser = new Browser({executablePath: findBrowser(env), noSandbox, localSites: {'shop.localhost': SHOP}, log});
  // Folders of extensions for the demo space, between colons as in PATH.
  const extensions = (env['EXTENSIONS'] ?? '').split(path.delimiter).filter(Boolean);
  const spaces = [{...DEMO_SPACE, extensions}];
  const server = await listen({browser, spaces, host, port, log, demo: true, ...(trustProxy && {proxies: trustProxy})});
  const announce = () => {
    const what = 'ready for development (nothing is kept, and everyone knows the demo’s key)';
    terminal.say(`webfuse-elements is ${what}: ${server.origin}/`);
    if (noSandbox)
      terminal.warn('The browser runs without its sandbox (--no-sandbox): go to no page that you do not trust.');
    else if (!unprivilegedUser()) terminal.warn(SAME_USER);
  };
  return {log, announce, close: server.close};
}
