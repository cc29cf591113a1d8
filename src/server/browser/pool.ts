import type {CDPSession} from 'puppeteer-core';
import {removeTempFolder} from '../storage/temp-folder.ts';
import {type Chromium, drive} from './chromium.ts';
import {Drawers} from './drawers.ts';
import type {Masking} from './masking.ts';
import {findPoolMasking} from './pool-masking.ts';
import {makeFolder, makeProfile} from './profile.ts';
import {unprivilegedUser} from './user.ts';
import {tooLate} from './within.ts';

/** How long a browser may take to answer for the first time. Milliseconds. */
const JOIN_TIMEOUT = 30_000;

/** What takes away what a browser protects people and this machine by, or wins over the proxy that it is given. */
const UNSAFE = [
  '--no-sandbox',
  '--single-process',
  '--disable-web-security',
  '--disable-site-isolation-trials',
  '--no-proxy-server',
  '--proxy-auto-detect',
  '--proxy-pac-url',
];

/** One proxy of this machine, for all that a page may ask for: a list of them leaves out schemes, which then go past it. */
const PROXY = /^(http:\/\/)?(127\.0\.0\.1|\[::1\]):\d+$/;

const NO_EXTENSION =
  'Expected it to be started with what "masking" makes (see "masking --help"), so that passwords and cards are masked in it; ' +
  'where nothing is to be, set "browser.unmasked" to true.';

export interface JoinOptions {
  /** Address of its DevTools protocol, such as `ws://127.0.0.1:9222/devtools/browser/…`. */
  readonly endpoint: string;
  /** What it has to be started with, besides a proxy for what belongs to no session. */
  readonly guard: readonly string[];
  /** Whether it may be one that masks nothing, in which everyone sees passwords and cards. */
  readonly unmasked: boolean;
}

/**
 * Joins a Chromium of this machine that someone else has started, and leaves it running afterwards. It is refused unless
 * it was started with what keeps pages from everything but the public web, and with what masks them.
 */
export async function join({endpoint, guard, unmasked}: JoinOptions): Promise<Chromium> {
  const user = unprivilegedUser();
  const folder = await makeProfile(user);
  try {
    const {driver, root, gate} = await Promise.race([
      drive({browserWSEndpoint: endpoint}, {shared: true}),
      tooLate(JOIN_TIMEOUT),
    ]);
    const gone = new Promise<void>((resolve) => driver.once('disconnected', () => resolve()));
    let masking: Masking | null;
    try {
      const switches = await checkFlags(root, guard);
      masking = await findPoolMasking(root, switches.get('--load-extension')?.split(',') ?? []);
      if (!masking && !unmasked) throw new Error(NO_EXTENSION);
    } catch (error) {
      await driver.disconnect();
      throw error;
    }
    return {
      pid: null,
      root,
      gate,
      masking,
      drawers: new Drawers(),
      exited: gone,
      makeFolder: () => makeFolder(folder, user),
      close: async () => {
        await driver.disconnect();
        await removeTempFolder(folder);
      },
    };
  } catch (error) {
    await removeTempFolder(folder);
    // Its address may be a secret.
    throw new Error(`Expected a browser of the pool that can be used: ${(error as Error).message}`, {cause: error});
  }
}

/** Answers with all that it was started with. */
async function checkFlags(root: CDPSession, guard: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const {arguments: given} = await root.send('Browser.getBrowserCommandLine').catch((error) => {
    throw new Error('Expected it to be started with --enable-automation, so that it can be asked how.', {cause: error});
  });
  const switches = switchesOf(given);
  const missing = guard.filter((flag) => {
    const [name, value] = split(flag);
    return switches.get(name) !== value;
  });
  if (missing.length) throw new Error(`Expected it to be started with ${missing.join(' ')} as well.`);
  if (!PROXY.test(switches.get('--proxy-server') ?? '')) {
    throw new Error(
      'Expected it to be started with one proxy of this machine, such as --proxy-server=http://127.0.0.1:9.',
    );
  }
  const unsafe = UNSAFE.filter((name) => switches.has(name));
  if (unsafe.length) throw new Error(`Expected it to be started without ${unsafe.join(' ')}.`);
  return switches;
}

/** What holds of a command line: of several words about the same, the last one wins, and one dash is as good as two. */
function switchesOf(given: readonly string[]): ReadonlyMap<string, string> {
  const end = given.indexOf('--');
  const words = end < 0 ? given : given.slice(0, end);
  return new Map(words.filter((word) => word.startsWith('-')).map((word) => split(word.replace(/^-(?!-)/, '--'))));
}

function split(flag: string): [name: string, value: string] {
  const [name = '', ...value] = flag.split('=');
  return [name, value.join('=')];
}
