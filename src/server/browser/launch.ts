import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import type {Readable, Writable} from 'node:stream';
import {setTimeout as delay} from 'node:timers/promises';
import type {CDPSession} from 'puppeteer-core';
import {removeTempFolder} from '../storage/temp-folder.ts';
import {type Chromium, drive} from './chromium.ts';
import {Drawers} from './drawers.ts';
import {type FlagOptions, flags} from './flags.ts';
import {Masking} from './masking.ts';
import {PipeTransport} from './pipe-transport.ts';
import {makeFolder, makeProfile} from './profile.ts';
import {unprivilegedUser} from './user.ts';
import {userAgentOf} from './user-agent.ts';
import {tooLate} from './within.ts';

/** How long a browser may take to answer for the first time. Milliseconds. */
const LAUNCH_TIMEOUT = 30_000;

/** How long a browser may take to end by itself before it is killed. Milliseconds. */
const CLOSE_GRACE = 3000;

/** How much is kept of what a browser writes to stderr, in characters. */
const COMPLAINTS = 4_096;

const NO_SANDBOX =
  'its sandbox cannot work on this machine, and without it no page of a stranger may be shown. Let processes make user ' +
  'namespaces: docs/production.md says how.';

export interface LaunchOptions extends Omit<FlagOptions, 'profile' | 'userAgent'> {
  readonly executablePath: string;
  /** Told what the browser writes to stderr. */
  readonly onStderr?: (text: string) => void;
}

/**
 * Starts Chromium and joins it over a pipe: nobody else on the machine can reach that debugging endpoint, and
 * Chromium ends by itself when this process does. For root it runs as an unprivileged user, so that its sandbox works.
 */
export async function launch({
  executablePath,
  onStderr,
  ...options
}: LaunchOptions): Promise<Chromium & {readonly pid: number}> {
  const user = unprivilegedUser();
  const [userAgent, profile] = await Promise.all([userAgentOf(executablePath), makeProfile(user)]);

  const child = spawn(executablePath, flags({...options, profile, userAgent}), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C in a terminal is meant for the server, which closes the browser in order.
    detached: true,
    env: {HOME: profile, TMPDIR: profile, PATH: process.env['PATH'], LANGUAGE: 'en_US', LC_ALL: 'C.UTF-8'},
    ...user,
  });
  const failed = once(child, 'error').then(([error]) => {
    throw error;
  });
  const exited = Promise.race([once(child, 'exit').then(() => {}), failed]).catch(() => {});
  let complaints = '';
  child.stderr?.on('data', (chunk) => {
    complaints = `${complaints}${chunk}`.slice(-COMPLAINTS);
    onStderr?.(String(chunk).trimEnd());
  });

  try {
    const extension = await makeFolder(profile, user, 'extension');
    const connected = await Promise.race([driven(child, extension), failed, died(exited), tooLate(LAUNCH_TIMEOUT)]);
    return {
      ...connected,
      pid: child.pid as number,
      drawers: new Drawers(),
      exited,
      makeFolder: () => makeFolder(profile, user),
      close: () => end(child, exited, profile, connected.root),
    };
  } catch (error) {
    await end(child, exited, profile);
    const why = complaints.includes('No usable sandbox') ? NO_SANDBOX : (error as Error).message;
    throw new Error(`Expected a browser at ${executablePath} that starts: ${why}`, {cause: error});
  }
}

async function driven(child: ChildProcess, extension: string): Promise<Pick<Chromium, 'root' | 'gate' | 'masking'>> {
  const [, , , toBrowser, fromBrowser] = child.stdio as [null, null, Readable, Writable, Readable];
  const {root, gate} = await drive({transport: new PipeTransport(toBrowser, fromBrowser)});
  return {root, gate, masking: await Masking.load(root, extension)};
}

async function died(exited: Promise<void>): Promise<never> {
  await exited;
  throw new Error('it ended at once.');
}

async function end(child: ChildProcess, exited: Promise<void>, profile: string, root?: CDPSession): Promise<void> {
  if (root) {
    // A browser that hangs never answers.
    root.send('Browser.close').catch(() => {});
    await Promise.race([exited, delay(CLOSE_GRACE, undefined, {ref: false})]);
  }
  killGroup(child);
  await exited;
  await removeTempFolder(profile);
}

function killGroup({pid}: ChildProcess): void {
  if (!pid) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
