import {mkdir, readdir, realpath, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {CDPSession} from 'puppeteer-core';
import {extensionIdOf, Masking} from './masking.ts';
import {tooLate} from './within.ts';

/** A page that nobody has, for a look at what becomes of pages. */
const NOWHERE = 'http://masking.invalid/';

/** How long the browser may take for that. Milliseconds. */
const PATIENCE = 30_000;

/** What a browser has to be started with so that it masks. */
export interface PoolFlags {
  readonly extension: string;
  readonly profile: string;
}

/**
 * Makes what a browser needs that someone else starts: the extension, and a profile that lets it into the contexts of
 * sessions, which Chromium takes for windows in private.
 *
 * @param folder - one that is empty, or not there yet
 * @throws {Error} when there is something in it
 */
export async function makePoolMasking(folder: string): Promise<PoolFlags> {
  await mkdir(folder, {recursive: true});
  if ((await readdir(folder)).length > 0)
    throw new Error(`Expected an empty folder, or none; there is something in ${folder}.`);
  const real = await realpath(folder);
  const [extension, profile] = [path.join(real, 'extension'), path.join(real, 'profile')];
  await mkdir(extension);
  await mkdir(path.join(profile, 'Default'), {recursive: true});
  await Masking.write(extension);
  const preferences = {extensions: {settings: {[extensionIdOf(extension)]: {incognito: true}}}};
  await writeFile(path.join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  return {extension, profile};
}

/**
 * The extension in a browser that someone else has started, or null when it has none.
 *
 * @param folders - of all extensions that it was told to load
 * @throws {Error} when it has the extension and shows pages without it, or loads none
 */
export async function findPoolMasking(root: CDPSession, folders: readonly string[]): Promise<Masking | null> {
  for (const folder of folders) {
    const masking = await Masking.read(root, folder);
    if (!masking) continue;
    const late = tooLate(PATIENCE, 'it loaded no page, to see whether it is masked,');
    if (await Promise.race([isVeiled(root), late])) return masking;
    throw new Error(
      `Expected ${folder} to be let into contexts: start the browser with the --user-data-dir that "masking" made along with it.`,
    );
  }
  return null;
}

/** Whether a page in a new context is held back until the extension is told what to mask in it. */
async function isVeiled(root: CDPSession): Promise<boolean> {
  const {browserContextId} = await root.send('Target.createBrowserContext', {disposeOnDetach: true});
  try {
    const {targetId} = await root.send('Target.createTarget', {url: 'about:blank', browserContextId});
    const {targetInfo} = await root.send('Target.getTargetInfo', {targetId});
    const session = await root.connection()!.createSession(targetInfo);
    session.on('Fetch.requestPaused', ({requestId}) => {
      const body = Buffer.from('<title>-</title>').toString('base64');
      const responseHeaders = [{name: 'content-type', value: 'text/html'}];
      // Fails where the page is gone by then: it also asks for its icon, which nobody waits for.
      session.send('Fetch.fulfillRequest', {requestId, responseCode: 200, responseHeaders, body}).catch(() => {});
    });
    const loaded = new Promise((resolve) => session.once('Page.loadEventFired', resolve));
    await Promise.all([session.send('Page.enable'), session.send('Fetch.enable')]);
    await session.send('Page.navigate', {url: NOWHERE});
    await loaded;
    const expression = 'document.documentElement.style.opacity';
    const {result} = await session.send('Runtime.evaluate', {expression});
    return result.value === '0';
  } finally {
    await root.send('Target.disposeBrowserContext', {browserContextId});
  }
}
