import {randomBytes} from 'node:crypto';
import {chmod, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {CDPSession} from 'puppeteer-core';
import {ROOT} from '../root.ts';
import {OWN_WORLD} from './still-caret.ts';

/** The extension that masks, as it is shipped. */
const FOLDER = path.join(ROOT, 'src/server/masking');
const FILES = ['manifest.json', 'worker.js', 'announce.js', 'content.js'];

/** Stand in its scripts where the names go that a browser gets. */
const NAME = '__WEBFUSE_NAME__';
const MARK = '__WEBFUSE_MARK__';

/**
 * Runs in the world of the server in each window, before or after the extension does: either asks the other. The first
 * document of a window may give way to another one, and the window stays; it does not run again then.
 */
const TELL = `(name, selectors) => {
  const tell = () => dispatchEvent(new CustomEvent(name + '-selectors', {detail: selectors}));
  addEventListener(name + '-ask', tell);
  tell();
}`;

/** Hides what is private in the pages of a browser, before it is painted: an extension does it, in every document. */
export class Masking {
  /** What events between the server's world and that of the extension are called; no page knows it. */
  readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }

  /**
   * Loads the extension into a browser that was joined over a pipe.
   *
   * @param folder - an empty one that the browser may read
   */
  static async load(root: CDPSession, folder: string): Promise<Masking> {
    const name = `webfuse-${randomBytes(16).toString('hex')}`;
    const mark = `data-wf-${randomBytes(4).toString('hex')}`;
    for (const file of FILES) {
      const source = await readFile(path.join(FOLDER, file), 'utf8');
      const copy = path.join(folder, file);
      await writeFile(copy, source.replaceAll(NAME, name).replaceAll(MARK, mark));
      // The browser is another user, and what a server writes is for its own user alone.
      await chmod(copy, 0o644);
    }
    await root.send('Extensions.loadUnpacked', {path: folder, enableInIncognito: true});
    return new Masking(name);
  }

  /** Says what is masked in the documents of a process, on top of what always is. They are not shown before that. */
  async tell(process: CDPSession, selectors: readonly string[]): Promise<void> {
    const args = [this.name, JSON.stringify(selectors)].map((arg) => JSON.stringify(arg)).join(', ');
    const source = `(${TELL})(${args})`;
    await process.send('Page.addScriptToEvaluateOnNewDocument', {source, worldName: OWN_WORLD, runImmediately: true});
  }
}
