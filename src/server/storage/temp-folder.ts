import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {hostname, tmpdir} from 'node:os';
import {join} from 'node:path';

/** Makes a folder of that kind for this process, and removes those of servers that were killed before they could. */
export async function makeTempFolder(kind: string): Promise<string> {
  // The machine is part of the name, since containers may share a temporary folder and number their processes alike.
  const prefix = `webfuse-${kind}-${hostname()}-`;
  await sweep(prefix);
  return mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
}

/** Removes a folder. The last of those who wrote there may still write while it goes. */
export async function removeTempFolder(folder: string): Promise<void> {
  await rm(folder, {recursive: true, force: true, maxRetries: 10});
}

async function sweep(prefix: string): Promise<void> {
  const left = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix) && !isAlive(pidIn(name, prefix)));
  // What belongs to another user stays: it is theirs to remove.
  await Promise.allSettled(left.map((name) => removeTempFolder(join(tmpdir(), name))));
}

function pidIn(name: string, prefix: string): number {
  return Number(name.slice(prefix.length).split('-')[0]);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
