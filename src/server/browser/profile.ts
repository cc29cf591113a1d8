import {chown, mkdtemp, readdir, rm} from 'node:fs/promises';
import {hostname, tmpdir} from 'node:os';
import {join} from 'node:path';
import type {User} from './user.ts';

/** The machine is part of the name, since containers may share a temporary folder and number their processes alike. */
const PREFIX = `webfuse-browser-${hostname()}-`;

/** Makes a folder for a browser's profile, and removes those of servers that were killed before they could. */
export async function makeProfile(user: User | undefined): Promise<string> {
  await sweep();
  const profile = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  if (user) await chown(profile, user.uid, user.gid);
  return profile;
}

/** Removes a browser's profile. The last of its processes may still write while it goes. */
export async function removeProfile(profile: string): Promise<void> {
  await rm(profile, {recursive: true, force: true, maxRetries: 10});
}

async function sweep(): Promise<void> {
  const left = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX) && !isAlive(pidIn(name)));
  // What belongs to another user stays: it is theirs to remove.
  await Promise.allSettled(left.map((name) => removeProfile(join(tmpdir(), name))));
}

function pidIn(name: string): number {
  return Number(name.slice(PREFIX.length).split('-')[0]);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
