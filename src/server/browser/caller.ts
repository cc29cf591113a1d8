import type {CDPSession} from 'puppeteer-core';
import type {PageCaller} from './pages.ts';

/** How much a script can have before it, in messages: a page that hangs would gather them all. */
const MAX_UNDONE = 1_000;

/** Keeps what it waits for alive, so that it ends with the document and no sooner. */
const LIFE = 'webfuseLine.life ??= new Promise(() => {})';

/** One document's isolated world, through which its scripts talk with the session. */
export class Caller implements PageCaller {
  readonly ssid: number;
  readonly origin: string;
  readonly kind: PageCaller['kind'];
  readonly #session: CDPSession;
  readonly #contextId: number;
  readonly #gone = Promise.withResolvers<void>();
  #undone = 0;

  constructor(session: CDPSession, contextId: number, {ssid, origin, kind}: Omit<PageCaller, 'send'>) {
    this.ssid = ssid;
    this.origin = origin;
    this.kind = kind;
    this.#session = session;
    this.#contextId = contextId;
    this.#awaitEnd();
  }

  /** Resolves when the document is replaced, or put by for going back, or its process ends. */
  get gone(): Promise<void> {
    return this.#gone.promise;
  }

  send(text: string): void {
    if (this.#undone >= MAX_UNDONE) {
      this.#gone.resolve();
      return;
    }
    this.#undone++;
    const done = () => {
      this.#undone--;
    };
    const call = {
      executionContextId: this.#contextId,
      functionDeclaration: 'function (text) { webfuseLine.receive(text) }',
      arguments: [{value: text}],
    };
    // A page may take as long as it likes to read it, or go.
    this.#session.send('Runtime.callFunctionOn', call, {timeout: 0}).then(done, done);
  }

  /** The protocol tells of worlds that end only together with its costly log of the console, so one is waited in. */
  #awaitEnd(): void {
    const waiting = {expression: LIFE, contextId: this.#contextId, awaitPromise: true};
    const end = () => this.#gone.resolve();
    this.#session.send('Runtime.evaluate', waiting, {timeout: 0}).then(end, end);
  }
}
