import {setTimeout as delay} from 'node:timers/promises';
import type {CDPSession} from 'puppeteer-core';
import {removeTempFolder} from '../storage/temp-folder.ts';
import {type Chromium, drive} from './chromium.ts';
import {makeFolder, makeProfile} from './profile.ts';
import {unprivilegedUser} from './user.ts';

/** How long a browser may take to answer for the first time. Milliseconds. */
const JOIN_TIMEOUT = 30_000;

/** What takes away what a browser protects people and this machine by. */
const UNSAFE = ['--no-sandbox', '--single-process', '--disable-web-security', '--disable-site-isolation-trials'];

export interface JoinOptions {
  /** Address of its DevTools protocol, such as `ws://127.0.0.1:9222/devtools/browser/…`. */
  readonly endpoint: string;
  /** What it has to be started with: whole flags, or those that end in `=` with whatever value. */
  readonly guard: readonly string[];
}

/**
 * Joins a Chromium of this machine that someone else has started, and leaves it running afterwards. It is refused unless
 * it was started with what keeps pages from everything but the public web.
 */
export async function join({endpoint, guard}: JoinOptions): Promise<Chromium> {
  const user = unprivilegedUser();
  const folder = await makeProfile(user);
  try {
    const {driver, root, gate} = await Promise.race([drive({browserWSEndpoint: endpoint}, {shared: true}), tooLate()]);
    const gone = new Promise<void>((resolve) => driver.once('disconnected', () => resolve()));
    try {
      await checkFlags(root, guard);
    } catch (error) {
      await driver.disconnect();
      throw error;
    }
    return {
      pid: null,
      root,
      gate,
      // Extensions come over a pipe alone, and one that hides pages until it is told more has no place among those of others.
      masking: null,
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

async function checkFlags(root: CDPSession, guard: readonly string[]): Promise<void> {
  const {arguments: given} = await root.send('Browser.getBrowserCommandLine').catch((error) => {
    throw new Error('Expected it to be started with --enable-automation, so that it can be asked how.', {cause: error});
  });
  const has = (flag: string) => given.some((one) => (flag.endsWith('=') ? one.startsWith(flag) : one === flag));
  const missing = guard.filter((flag) => !has(flag));
  if (missing.length) throw new Error(`Expected it to be started with ${missing.join(' ')} as well.`);
  const unsafe = UNSAFE.filter(has);
  if (unsafe.length) throw new Error(`Expected it to be started without ${unsafe.join(' ')}.`);
}

async function tooLate(): Promise<never> {
  await delay(JOIN_TIMEOUT, undefined, {ref: false});
  throw new Error(`It did not answer within ${JOIN_TIMEOUT / 1000} seconds.`);
}
