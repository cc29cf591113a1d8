import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import type {Readable, Writable} from 'node:stream';
import {setTimeout as delay} from 'node:timers/promises';
import puppeteer, {type CDPSession} from 'puppeteer-core';
import {removeTempFolder} from '../storage/temp-folder.ts';
import {type FlagOptions, flags} from './flags.ts';
import {Gate} from './gate.ts';
import {PipeTransport} from './pipe-transport.ts';
import {makeFolder, makeProfile} from './profile.ts';
import {unprivilegedUser} from './user.ts';

/** How long a browser may take to answer for the first time. Milliseconds. */
const LAUNCH_TIMEOUT = 30_000;

/** How long a browser may take to end by itself before it is killed. Milliseconds. */
const CLOSE_GRACE = 3000;

/** How much is kept of what a browser writes to stderr, in characters. */
const COMPLAINTS = 4_096;

const NO_SANDBOX =
  'its sandbox cannot work on this machine, and without it no page of a stranger may be shown. Let processes make user ' +
  'namespaces: docs/production.md says how.';

export interface LaunchOptions extends Omit<FlagOptions, 'profile'> {
  readonly executablePath: string;
  /** Told what the browser writes to stderr. */
  readonly onStderr?: (text: string) => void;
}

/** A running Chromium process. */
export interface Chromium {
  readonly pid: number;
  /** The DevTools protocol of the browser as a whole, told of all its pages. */
  readonly root: CDPSession;
  /** What each document has to pass before it is shown. */
  readonly gate: Gate;
  /** Resolves when the process is gone, for whatever reason. */
  readonly exited: Promise<void>;
  /** Makes a folder that the browser may write to; it goes with the process. */
  makeFolder(): Promise<string>;
  /** Ends the process and removes its profile. */
  close(): Promise<void>;
}

/**
 * Starts Chromium and joins it over a pipe: nobody else on the machine can reach that debugging endpoint, and
 * Chromium ends by itself when this process does. For root it runs as an unprivileged user, so that its sandbox works.
 */
export async function launch({executablePath, onStderr, ...options}: LaunchOptions): Promise<Chromium> {
  const user = unprivilegedUser();
  const profile = await makeProfile(user);

  const child = spawn(executablePath, flags({...options, profile}), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C in a terminal is meant for the server, which closes the browser in order.
    detached: true,
    env: {HOME: profile, TMPDIR: profile, PATH: process.env['PATH'], LANG: 'en_US.UTF-8'},
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
    const {root, gate} = await Promise.race([connect(child), failed, died(exited), tooLate()]);
    return {
      pid: child.pid as number,
      root,
      gate,
      exited,
      makeFolder: () => makeFolder(profile, user),
      close: () => end(child, exited, profile, root),
    };
  } catch (error) {
    await end(child, exited, profile);
    const why = complaints.includes('No usable sandbox') ? NO_SANDBOX : (error as Error).message;
    throw new Error(`Expected a browser at ${executablePath} that starts: ${why}`, {cause: error});
  }
}

async function connect(child: ChildProcess): Promise<Pick<Chromium, 'root' | 'gate'>> {
  const [, , , toBrowser, fromBrowser] = child.stdio as [null, null, Readable, Writable, Readable];
  const transport = new PipeTransport(toBrowser, fromBrowser);
  const browser = await puppeteer.connect({transport, defaultViewport: null});
  const root = await browser.target().createCDPSession();
  // Puppeteer attaches to every page and frame and stops each one at its start. Nothing here needs that, and a page
  // that is closed while it stands still leaves the one that opened it hanging.
  await root
    .connection()
    ?.send('Target.setAutoAttach', {autoAttach: false, waitForDebuggerOnStart: false, flatten: true});
  const gate = await Gate.put(root);
  await root.send('Target.setDiscoverTargets', {discover: true, filter: [{type: 'page'}, {exclude: true}]});
  return {root, gate};
}

async function died(exited: Promise<void>): Promise<never> {
  await exited;
  throw new Error('it ended at once.');
}

async function tooLate(): Promise<never> {
  await delay(LAUNCH_TIMEOUT, undefined, {ref: false});
  throw new Error(`it did not answer within ${LAUNCH_TIMEOUT / 1000} seconds.`);
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
