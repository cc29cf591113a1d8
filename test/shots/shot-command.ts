import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import type {Page} from 'puppeteer-core';

interface Command {
  readonly command: string;
  readonly payload: {readonly name: string};
  readonly session: {readonly id: string; readonly browser: {getPage(id: string): Page}};
}

/** Where pictures go. Git ignores it. */
export const SHOTS = path.join(import.meta.dirname, '../../dist/shots');

/** The command behind `shoot()`: what the window shows, as a file of that name. */
export const shotCommand = {
  name: 'shot-command',
  async executeCommand({command, payload, session}: Command): Promise<boolean | undefined> {
    if (command !== 'shoot') return undefined;
    const file = path.join(SHOTS, `${payload.name}.png`);
    await mkdir(path.dirname(file), {recursive: true});
    await session.browser.getPage(session.id).screenshot({path: file as `${string}.png`});
    return true;
  },
};
