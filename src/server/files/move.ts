import {constants} from 'node:fs';
import {open, rename, rm} from 'node:fs/promises';
import {pipeline} from 'node:stream/promises';

/** Moves a file to a folder that may be on another disk. A link, which leads who knows where, is not followed. */
export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyFile(from, to);
    await rm(from, {force: true});
  }
}

async function copyFile(from: string, to: string): Promise<void> {
  const source = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  if (!(await source.stat()).isFile()) {
    await source.close();
    throw new Error('Expected a file, got something else.');
  }
  const target = await open(to, 'wx', 0o600);
  await pipeline(source.createReadStream(), target.createWriteStream());
}
