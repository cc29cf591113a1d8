import type {CDPSession} from 'puppeteer-core';
import type {Drop} from '../../protocol/prompts.ts';
import type {Aside, Input} from '../../protocol/rpc.ts';
import type {HandFiles} from '../prompts/file-choosers.ts';
import {Flow} from './flow.ts';
import {Hand} from './hand.ts';
import {Held} from './held.ts';
import {ontoPage, pastes, withinPage} from './input.ts';
import {Senses} from './senses.ts';
import type {Viewport} from './viewport.ts';
import {within} from './within.ts';

/** How long files that are dropped wait for those before: a page that hangs may be dropped others. Milliseconds. */
const DROPPED = 2_000;

/** What may become of something that is dropped, as the protocol counts it. */
const COPY = 1;

/** The tab that is in someone's hands. */
export interface TabHandsOptions {
  /** What its page is laid out for. */
  readonly viewport: () => Viewport;
  /** How much larger than laid out the page is seen. */
  readonly scale: () => number;
  /** Whether its page stands still until someone answers a dialog. */
  readonly standsStill: () => boolean;
  /** Puts files of the session where its pages can have them. */
  readonly hand: HandFiles;
  /** What was copied, where that stays in the session. */
  readonly clipboard?: {text: string} | undefined;
  /** Told what whoever uses it has to see or have. */
  readonly sensed: (aside: Aside) => void;
}

/** What people do to a tab with their hands, and what those who do it have to see or have of it. */
export class TabHands {
  readonly #options: TabHandsOptions;
  readonly #senses: Senses;
  readonly #held = new Held();
  #session: CDPSession | null = null;
  #flow: Flow | null = null;
  /** Whether files are on their way to its page. */
  #dropping = false;

  constructor(options: TabHandsOptions) {
    this.#options = options;
    const {clipboard, sensed} = options;
    this.#senses = new Senses((aside) => {
      if (aside.kind === 'copied' && clipboard) clipboard.text = aside.text;
      sensed(aside);
    });
  }

  /** Watches a process of the page. Everything is sent before anything is awaited. */
  prepare(process: CDPSession): Promise<void> {
    return this.#senses.prepare(process);
  }

  /** @param processes - all that the page is made of at the moment */
  attach(session: CDPSession, processes: () => readonly CDPSession[]): void {
    const hand = new Hand(session, processes);
    this.#session = session;
    this.#flow = new Flow((input) => (input.type === 'paste' ? this.#senses.paste(input.text) : hand.deal(input)));
  }

  /** The page is gone, and nothing is held down on another one. */
  detach(): void {
    this.#session = null;
    this.#flow = null;
    this.#held.release();
  }

  /** Hands a click, a key or text on. False when the page has too much to do, or too much held down, to take more. */
  input(given: Input): boolean {
    const {viewport, scale, standsStill, clipboard} = this.#options;
    const input = ontoPage(given, viewport(), scale());
    if (!this.#flow) return true;
    // It would all be done once the dialog is answered. What is held down can be let go.
    if (standsStill() && !this.#held.letsGo(input)) return true;
    if (this.#held.isFullFor(input) || !this.#flow.put(input, {letsGo: this.#held.letsGo(input)})) return false;
    this.#held.note(input);
    if (clipboard?.text && pastes(input)) this.#flow.put({type: 'paste', text: clipboard.text});
    return true;
  }

  /** Drops files of the session onto the page; null while it has not dealt with those before. */
  drop(drop: Drop): Promise<void> | null {
    if (this.#dropping) return null;
    this.#dropping = true;
    return this.#drop(drop).finally(() => {
      this.#dropping = false;
    });
  }

  /** Lets go of all that is held, and says how things are to whoever uses it next. */
  release(): void {
    for (const input of this.#held.release()) this.#flow?.put(input, {letsGo: true});
    this.#senses.repeat();
  }

  async #drop({x, y, files}: Drop): Promise<void> {
    const {viewport, scale, standsStill, hand} = this.#options;
    const session = this.#session;
    if (!session || standsStill()) return;
    const data = {items: [], files: await hand(files), dragOperationsMask: COPY};
    if (data.files.length === 0) return;
    const place = withinPage({x, y}, viewport(), scale());
    // A page may take as long as it likes to deal with it, or go.
    const told = (['dragEnter', 'dragOver', 'drop'] as const).map((type) =>
      session.send('Input.dispatchDragEvent', {type, ...place, data}).catch(() => {}),
    );
    await within(DROPPED, Promise.all(told));
  }
}
