import {chown, mkdtemp} from 'node:fs/promises';
import {join} from 'node:path';
import {makeTempFolder} from '../storage/temp-folder.ts';
import type {User} from './user.ts';

/** Makes a folder for a browser's profile. */
export async function makeProfile(user: User | undefined): Promise<string> {
  return handOver(await makeTempFolder('browser'), user);
}

/**
 * Makes a folder inside the profile that the browser may write to, and nobody else but this process.
 *
 * @param what - what its name begins with: what is in it
 */
export async function makeFolder(profile: string, user: User | undefined, what = 'files'): Promise<string> {
  return handOver(await mkdtemp(join(profile, `${what}-`)), user);
}

async function handOver(folder: string, user: User | undefined): Promise<string> {
  if (user) await chown(folder, user.uid, user.gid);
  return folder;
}
