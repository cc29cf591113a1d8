import {createHash, randomBytes} from 'node:crypto';
import {chmod, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {CDPSession} from 'puppeteer-core';
import {ROOT} from '../root.ts';
import {readList} from './read-list.ts';
import {SENSED} from './senses-script.ts';
import {OWN_WORLD} from './still-caret.ts';

/** The extension that masks, as it is shipped. */
const FOLDER = path.join(ROOT, 'src/server/masking');
const FILES = ['manifest.json', 'worker.js', 'announce.js', 'content.js'];

/** What is written beside them, for servers that find the extension in a browser of others. */
const ABOUT = 'webfuse.json';

/** Longest list of names that a form is said to send, in characters. */
const MAX_SENT = 100_000;

/** Longest that is heard of what is in a field, and was before, in characters: 200 each and one more, written as JSON. */
const MAX_TYPED = 5_000;

/** What is said of a field begins with this, after the name. */
const TYPED = '-typed';

/** So does what is said of the process that draws a document. */
const DRAWN = '-drawn';

/** Stand in its scripts where the names go that a browser gets. */
const NAME = '__WEBFUSE_NAME__';
const MARK = '__WEBFUSE_MARK__';

/**
 * Runs in the world of the server in each window, before or after the extension does: either asks the other. The first
 * document of a window may give way to another one, and the window stays; it does not run again then. A page that writes
 * itself anew takes away what listens.
 */
const TELL = `(name, selectors) => {
  const tell = () => dispatchEvent(new CustomEvent(name + '-selectors', {detail: selectors}));
  const unanswered = () => ${SENSED}(name);
  const sent = ({detail}) => ${SENSED}(name + detail);
  const typed = (event) => {
    if (!globalThis.${SENSED}) return;
    ${SENSED}(name + '${TYPED}' + event.detail);
    event.preventDefault();
  };
  const drawn = ({detail}) => ${SENSED}(name + '${DRAWN}' + detail);
  const listen = () => {
    addEventListener(name + '-ask', tell);
    addEventListener(name + '-unanswered', unanswered);
    addEventListener(name + '-sent', sent);
    addEventListener(name + '${TYPED}', typed);
    addEventListener(name + '${DRAWN}', drawn);
  };
  new MutationObserver(listen).observe(document, {childList: true});
  listen();
  tell();
}`;

/** What documents say of themselves. */
export interface MaskingListener {
  /** The worker of the extension does not answer one that waits for it. */
  onUnanswered(): void;
  /** A form is sent, with masked fields of these names. */
  onSent(names: readonly string[]): void;
  /** This is in a masked field, or is about to be; `before` is what was, where that was of no use but on the way. */
  onTyped(text: string, before: string | undefined): void;
  /** A document is drawn by a process, by the number that the browser gave it. */
  onDrawn(drawer: number): void;
}

/** Hides what is private in the pages of a browser, before it is painted: an extension does it, in every document. */
export class Masking {
  /** What events between the server's world and that of the extension are called; no page knows it. */
  readonly name: string;
  readonly #root: CDPSession;
  /** What addresses of the extension begin with. */
  readonly #origin: string;

  private constructor(name: string, root: CDPSession, id: string) {
    this.name = name;
    this.#root = root;
    this.#origin = `chrome-extension://${id}/`;
  }

  /** Writes the extension into an empty folder, with names of its own, and answers with that of its events. */
  static async write(folder: string): Promise<string> {
    const name = `webfuse-${randomBytes(16).toString('hex')}`;
    const mark = `data-wf-${randomBytes(4).toString('hex')}`;
    const write = async (file: string, text: string) => {
      const place = path.join(folder, file);
      await writeFile(place, text);
      // The browser is another user, and what a server writes is for its own user alone.
      await chmod(place, 0o644);
    };
    for (const [file, source] of await sources()) {
      await write(file, source.replaceAll(NAME, name).replaceAll(MARK, mark));
    }
    await write(ABOUT, JSON.stringify({name, version: await version()}));
    return name;
  }

  /** Loads the extension from an empty folder that the browser may read, into one that was joined over a pipe. */
  static async load(root: CDPSession, folder: string): Promise<Masking> {
    const name = await Masking.write(folder);
    const {id} = await root.send('Extensions.loadUnpacked', {path: folder, enableInIncognito: true});
    return new Masking(name, root, id);
  }

  /**
   * Finds the extension in a folder that someone else has a browser load, or null where that is another one.
   * @throws {Error} when it is not the one of this server's version
   */
  static async read(root: CDPSession, folder: string): Promise<Masking | null> {
    const about = await readFile(path.join(folder, ABOUT), 'utf8').catch(() => null);
    if (about === null) return null;
    const {name, version: found} = JSON.parse(about);
    if (found === (await version())) return new Masking(name, root, extensionIdOf(folder));
    throw new Error(
      `Expected ${folder} to be what "masking" of this version of the server writes; make it anew with it.`,
    );
  }

  /** Says what is masked in the documents of a process, on top of what always is. They are not shown before that. */
  async tell(process: CDPSession, selectors: readonly string[], listener: MaskingListener): Promise<void> {
    const args = [this.name, JSON.stringify(selectors)].map((arg) => JSON.stringify(arg)).join(', ');
    const source = `(${TELL})(${args})`;
    process.on('Runtime.bindingCalled', ({payload}) => {
      if (!payload.startsWith(this.name)) return;
      const said = payload.slice(this.name.length);
      if (said === '') listener.onUnanswered();
      else if (said.startsWith(TYPED)) {
        const [text, before] = readTexts(said.slice(TYPED.length), MAX_TYPED);
        if (text !== undefined) listener.onTyped(text, before);
      } else if (said.startsWith(DRAWN)) {
        const drawer = said.slice(DRAWN.length);
        if (/^\d{1,9}$/.test(drawer)) listener.onDrawn(Number(drawer));
      } else listener.onSent(readTexts(said, MAX_SENT));
    });
    await process.send('Page.addScriptToEvaluateOnNewDocument', {source, worldName: OWN_WORLD, runImmediately: true});
  }

  /**
   * Whether the worker of the extension runs in a context, or is about to. Where one ended as it started, Chromium never
   * starts another.
   */
  async worksIn(contextId: string): Promise<boolean> {
    const {targetInfos} = await this.#root.send('Target.getTargets', {filter: [{type: 'service_worker'}]});
    return targetInfos.some(
      ({browserContextId, url}) => browserContextId === contextId && url.startsWith(this.#origin),
    );
  }
}

function readTexts(json: string, maxLength: number): string[] {
  return readList(json, maxLength).filter((text) => typeof text === 'string');
}

async function sources(): Promise<readonly (readonly [file: string, source: string])[]> {
  return Promise.all(FILES.map(async (file) => [file, await readFile(path.join(FOLDER, file), 'utf8')] as const));
}

/** Tells one version of the extension from another. */
async function version(): Promise<string> {
  return createHash('sha256')
    .update(String(await sources()))
    .digest('hex');
}

/** What Chromium calls an extension that it loads from a folder: the letters a to p for the digits of a hash. */
export function extensionIdOf(folder: string): string {
  const digits = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  return [...digits].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}
