import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chown, rm} from 'node:fs/promises';
import {createInterface} from 'node:readline';
import type {Readable} from 'node:stream';
import {findBrowser} from '../../src/server/browser/find.ts';
import {GUARDED} from '../../src/server/browser/guard.ts';
import {makePoolMasking} from '../../src/server/browser/pool-masking.ts';
import {makeProfile} from '../../src/server/browser/profile.ts';
import {unprivilegedUser} from '../../src/server/browser/user.ts';

/** As docs/production.md says that a browser for a server has to be started. */
const FLAGS: readonly string[] = ['--enable-automation', '--proxy-server=http://127.0.0.1:9', ...GUARDED];

/** A Chromium that nobody but the test has started. */
export interface PoolBrowser {
  readonly endpoint: string;
  readonly process: ChildProcess;
  close(): Promise<void>;
}

/** Starts a Chromium with a DevTools endpoint on the loopback. */
export async function startPoolBrowser(flags: readonly string[] = FLAGS): Promise<PoolBrowser> {
  const user = unprivilegedUser();
  const profile = await makeProfile(user);
  const own = [
    '--headless=new',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    '--disable-gpu',
    '--no-first-run',
  ];
  const child = spawn(
    findBrowser(process.env),
    [...own, '--disable-background-networking', '--disable-sync', ...flags],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
      env: {HOME: profile, TMPDIR: profile, PATH: process.env['PATH']},
      ...user,
    },
  );
  const exited = once(child, 'exit');
  const endpoint = await endpointIn(child.stderr as Readable);
  const close = async () => {
    try {
      process.kill(-(child.pid as number), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
    await exited;
    await rm(profile, {recursive: true, force: true, maxRetries: 10});
  };
  return {endpoint, process: child, close};
}

async function endpointIn(stderr: Readable): Promise<string> {
  for await (const line of createInterface(stderr)) {
    const [, endpoint] = line.match(/^DevTools listening on (ws:\S+)/) ?? [];
    if (endpoint) {
      stderr.resume();
      return endpoint;
    }
  }
  throw new Error('Expected a browser that says where it listens.');
}

/** All flags but some. */
export function flagsWithout(...left: string[]): string[] {
  return FLAGS.filter((flag) => !left.some((start) => flag.startsWith(start)));
}

/** What a browser is started with so that it masks, in a folder of its own. */
export async function preparePoolMasking() {
  const user = unprivilegedUser();
  const folder = await makeProfile(user);
  const {extension, profile} = await makePoolMasking(folder);
  if (user) {
    for (const file of [profile, `${profile}/Default`, `${profile}/Default/Preferences`]) {
      await chown(file, user.uid, user.gid);
    }
  }
  return {
    extension,
    flags: [`--load-extension=${extension}`, `--user-data-dir=${profile}`],
    remove: () => rm(folder, {recursive: true, force: true, maxRetries: 10}),
  };
}
