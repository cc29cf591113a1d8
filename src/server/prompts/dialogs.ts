import type {CDPSession, Protocol} from 'puppeteer-core';
import type {PromptAnswer} from '../../protocol/prompts.ts';
import {Allowance} from '../limits/allowance.ts';
import type {Rate} from '../limits/numbers.ts';
import type {Desk, Put} from './desk.ts';

/** How many dialogs of a page are shown: a person answers no more. */
const DIALOGS: Rate = {atOnce: 20, aMinute: 30};

/** How many are declined unseen, one after the other, before the page that opens them is stopped. */
const MAX_DECLINED = 10;

/** Longest text of a dialog that is told, in characters. */
const MAX_WORDS = 4_000;

const KINDS = {alert: 'alert', confirm: 'confirm', prompt: 'prompt', beforeunload: 'leave'} as const;

type Opening = Protocol.Page.JavascriptDialogOpeningEvent;

/**
 * The dialogs that the pages of one tab open. A page stands still while one is open, so it waits for whoever is in
 * control. Whoever leaves the page, or is asked too often, need not answer.
 */
export class Dialogs {
  readonly #desk: Desk;
  readonly #onEndless: () => void;
  readonly #allowance = new Allowance(DIALOGS, 'dialogs of a page');
  #open: {readonly session: CDPSession; readonly put: Put} | null = null;
  /** Someone wants to be elsewhere. */
  #leaving = false;
  #declined = 0;

  /** @param onEndless - called when a page opens one after the other, whatever becomes of them */
  constructor(desk: Desk, onEndless: () => void) {
    this.#desk = desk;
    this.#onEndless = onEndless;
  }

  /** Whether the page stands still until one is answered. */
  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** Takes the dialogs of one of the tab's processes. */
  follow(session: CDPSession): void {
    session.on('Page.javascriptDialogOpening', (dialog) => this.#onOpening(session, dialog));
    session.on('Page.javascriptDialogClosed', () => this.#close());
  }

  /** Declines what is open: the page is to be left. One that opens another one then is stopped. */
  leave(): void {
    if (!this.#open) return;
    const {session} = this.#open;
    this.#leaving = true;
    this.#close();
    handle(session, null);
  }

  /** Another document is there. */
  arrived(): void {
    this.#leaving = false;
    this.#declined = 0;
  }

  /** The page is gone. */
  forget(): void {
    this.#open = null;
    this.arrived();
  }

  #onOpening(session: CDPSession, {type, message, url, defaultPrompt}: Opening): void {
    const kind = KINDS[type];
    if (kind !== 'leave' && this.#leaving) {
      // Whatever becomes of this one, there may be another.
      this.#onEndless();
      return;
    }
    if (kind !== 'leave' && !this.#allowance.tryTake('')) {
      this.#declined++;
      if (this.#declined > MAX_DECLINED) this.#onEndless();
      else handle(session, null);
      return;
    }
    this.#declined = 0;
    const put = this.#desk.put({
      question: {
        kind,
        origin: URL.parse(url)?.origin ?? '',
        message: kind === 'leave' ? '' : message.slice(0, MAX_WORDS),
        ...(kind === 'prompt' && {value: (defaultPrompt ?? '').slice(0, MAX_WORDS)}),
      },
      answered: (answer) => {
        this.#open = null;
        handle(session, answer);
      },
    });
    if (put) this.#open = {session, put};
    else handle(session, null);
  }

  #close(): void {
    this.#open?.put.withdraw();
    this.#open = null;
  }
}

function handle(session: CDPSession, answer: PromptAnswer): void {
  const promptText = answer && 'value' in answer ? {promptText: answer.value} : {};
  // Fails only when it was closed meanwhile, as by a page that goes.
  session.send('Page.handleJavaScriptDialog', {accept: answer !== null, ...promptText}).catch(() => {});
}
