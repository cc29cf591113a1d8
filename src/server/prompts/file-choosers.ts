import type {CDPSession, Protocol} from 'puppeteer-core';
import type {PromptAnswer} from '../../protocol/prompts.ts';
import type {Desk, Put} from './desk.ts';

/**
 * Runs in every document, in the page's own world. Chromium has these ask someone at this machine or nobody; not all
 * browsers have them, so pages have a field for files instead.
 */
const NO_PICKERS_SCRIPT = `for (const name of ['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker']) delete globalThis[name];`;

/** Puts files that the session keeps where the browser can read them, or `together` into a folder there; answers with where. */
export type HandFiles = (ids: readonly string[], together?: boolean) => Promise<string[]>;

/** The pages of a tab have files chosen, which come from whoever is in control. */
export class FileChoosers {
  readonly #desk: Desk;
  readonly #hand: HandFiles;
  #put: Put | null = null;

  constructor(desk: Desk, hand: HandFiles) {
    this.#desk = desk;
    this.#hand = hand;
  }

  /** Takes what one of the tab's processes would ask of someone at this machine. */
  async follow(session: CDPSession): Promise<void> {
    session.on('Page.fileChooserOpened', (chooser) => {
      // Fails where the page goes, or gives way to another one: nobody waits for an answer then.
      this.#ask(session, chooser).catch(() => {});
    });
    await Promise.all([
      session.send('Page.addScriptToEvaluateOnNewDocument', {source: NO_PICKERS_SCRIPT}),
      session.send('Page.setInterceptFileChooserDialog', {enabled: true}),
    ]);
  }

  /** Another page is there. */
  withdraw(): void {
    this.#put?.withdraw();
    this.#put = null;
  }

  async #ask(session: CDPSession, {mode, backendNodeId}: Protocol.Page.FileChooserOpenedEvent): Promise<void> {
    // There is none where a script asks for a place to write to.
    if (backendNodeId === undefined) return;
    const {node} = await session.send('DOM.describeNode', {backendNodeId});
    const accept = attributeOf(node, 'accept') ?? '';
    // Nobody can send a folder, so what would be in it is asked for.
    const isFolder = attributeOf(node, 'webkitdirectory') !== undefined;
    this.withdraw();
    this.#put = this.#desk.put({
      question: {
        kind: 'file',
        multiple: isFolder || mode === 'selectMultiple',
        accept: accept.slice(0, 500),
      },
      answered: (answer) => {
        this.#put = null;
        // Fails where the page goes or gives way to another one, or a file goes with the session.
        this.#choose(session, backendNodeId, isFolder, answer).catch(() => {});
      },
    });
  }

  async #choose(session: CDPSession, backendNodeId: number, isFolder: boolean, answer: PromptAnswer): Promise<void> {
    if (!answer || !('files' in answer)) return;
    const files = await this.#hand(answer.files, isFolder);
    if (files.length > 0) await session.send('DOM.setFileInputFiles', {backendNodeId, files});
  }
}

/** Chromium lists a name, its value, the next name, its value, and so on. */
function attributeOf({attributes = []}: Protocol.DOM.Node, name: string): string | undefined {
  return attributes.find((_, index) => index % 2 === 1 && attributes[index - 1] === name);
}
