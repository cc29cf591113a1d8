import type {CDPSession} from 'puppeteer-core';
import {Caller} from './caller.ts';
import type {PageCaller, PagesListener} from './pages.ts';

/** What scripts in an isolated world call to say something. */
const BINDING = 'webfuseCall';

/** A world that may be joined to the server. */
export interface World {
  readonly frameId: string;
  readonly worldName: string;
  readonly kind: PageCaller['kind'];
  /** Runs in it and gives what it is like, or null when nothing in it wants to talk. */
  readonly open: string;
}

/** What a world says of itself: its origin, which no page can forge, and what its kind adds. */
interface Opened {
  readonly origin: string;
  readonly channel?: string;
}

/** The scripts of one tab that talk with the session. */
export class Callers {
  readonly #ssid: number;
  readonly #listener: PagesListener;
  readonly #processes = new WeakMap<CDPSession, Map<number, Caller>>();

  constructor(ssid: number, listener: PagesListener) {
    this.#ssid = ssid;
    this.#listener = listener;
  }

  /** Joins a world of a document to the server, unless it is. Answers with what the world says of itself. */
  async join(session: CDPSession, {frameId, worldName, kind, open}: World): Promise<Opened | null> {
    const callers = this.#callersIn(session);
    const {executionContextId: contextId} = await session.send('Page.createIsolatedWorld', {frameId, worldName});
    // By name, for worlds to come as well, it works only together with the log of the console.
    await session.send('Runtime.addBinding', {name: BINDING, executionContextId: contextId});
    const {result} = await session.send('Runtime.evaluate', {expression: open, contextId, returnByValue: true});
    const opened = result.value as Opened | null | undefined;
    if (!opened) return null;
    if (!callers.has(contextId)) {
      this.#add(callers, contextId, new Caller(session, contextId, {ssid: this.#ssid, origin: opened.origin, kind}));
    }
    return opened;
  }

  #callersIn(session: CDPSession): Map<number, Caller> {
    const known = this.#processes.get(session);
    if (known) return known;
    const callers = new Map<number, Caller>();
    this.#processes.set(session, callers);
    session.on('Runtime.bindingCalled', ({name, payload, executionContextId}) => {
      const caller = callers.get(executionContextId);
      if (name === BINDING && caller) this.#listener.called(caller, payload);
    });
    return callers;
  }

  #add(callers: Map<number, Caller>, contextId: number, caller: Caller): void {
    callers.set(contextId, caller);
    caller.gone.then(() => {
      // Another process of the same tab counts its worlds from the start again.
      if (callers.get(contextId) === caller) callers.delete(contextId);
      this.#listener.callerGone(caller);
    });
  }
}
