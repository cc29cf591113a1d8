import type {CDPSession, Protocol} from 'puppeteer-core';
import type {PageCaller} from './pages.ts';

/** What scripts in an isolated world call to say something. */
const BINDING = 'webfuseCall';

/** How much a script can have before it, in messages: a page that hangs would gather them all. */
const MAX_UNDONE = 1_000;

/** Keeps what it waits for alive, so that it ends with the document and no sooner. */
const LIFE = 'webfuseLine.life ??= new Promise(() => {})';

/** What a world says of itself: its origin, which no page can forge, and what its kind adds. */
export interface Opened {
  readonly origin: string;
  readonly channel?: string;
}

/** One document's isolated world, through which its scripts talk with the session. */
export class Caller implements PageCaller {
  readonly ssid: number;
  readonly kind: PageCaller['kind'];
  readonly #session: CDPSession;
  readonly #contextId: number;
  readonly #called: (caller: Caller, message: string) => void;
  readonly #gone = Promise.withResolvers<void>();
  #opened: Opened | null = null;
  /** What was said before it was known what the world is like. */
  #early: string[] = [];
  #undone = 0;

  constructor(
    session: CDPSession,
    contextId: number,
    {ssid, kind, called}: Pick<PageCaller, 'ssid' | 'kind'> & {called: (caller: Caller, message: string) => void},
  ) {
    this.#session = session;
    this.#contextId = contextId;
    this.ssid = ssid;
    this.kind = kind;
    this.#called = called;
  }

  get origin(): string {
    return this.#opened?.origin ?? 'null';
  }

  /** Name of its channel, where it has one. */
  get channel(): string | undefined {
    return this.#opened?.channel;
  }

  /** Resolves when the document is replaced, or put by for going back, or its process ends. */
  get gone(): Promise<void> {
    return this.#gone.promise;
  }

  /** Joins the world to the server: `expression` tells what it is like, or null when nothing in it wants to talk. */
  async open(expression: string): Promise<boolean> {
    const session = this.#session;
    const contextId = this.#contextId;
    session.on('Runtime.bindingCalled', this.#onCalled);
    this.gone.then(() => session.off('Runtime.bindingCalled', this.#onCalled));
    try {
      // By name, for worlds to come as well, it works only together with the log of the console.
      await session.send('Runtime.addBinding', {name: BINDING, executionContextId: contextId});
      const {result} = await session.send('Runtime.evaluate', {expression, contextId, returnByValue: true});
      this.#opened = (result.value as Opened | null | undefined) ?? null;
    } finally {
      if (!this.#opened) this.#gone.resolve();
    }
    if (!this.#opened) return false;
    this.#awaitEnd();
    for (const message of this.#early.splice(0)) this.#called(this, message);
    return true;
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

  #onCalled = ({name, payload, executionContextId}: Protocol.Runtime.BindingCalledEvent): void => {
    if (name !== BINDING || executionContextId !== this.#contextId) return;
    if (this.#opened) this.#called(this, payload);
    else this.#early.push(payload);
  };

  /** The protocol tells of worlds that end only together with its costly log of the console, so one is waited in. */
  #awaitEnd(): void {
    const waiting = {expression: LIFE, contextId: this.#contextId, awaitPromise: true};
    const end = () => this.#gone.resolve();
    this.#session.send('Runtime.evaluate', waiting, {timeout: 0}).then(end, end);
  }
}
