import type {CDPSession} from 'puppeteer-core';
import {Caller} from './caller.ts';
import type {PageCaller, PagesListener} from './pages.ts';

/** A world that may be joined to the server. */
export interface World {
  readonly frameId: string;
  readonly worldName: string;
  readonly kind: PageCaller['kind'];
  /** Runs in it and gives what it is like, or null when nothing in it wants to talk. */
  readonly open: string;
}

/** The worlds of a process that are joined to the server, or about to be, by the ids of their contexts. */
type Joining = Map<number, Promise<Caller | null>>;

/** The scripts of one tab that talk with the session. */
export class Callers {
  readonly #ssid: number;
  readonly #listener: PagesListener;
  readonly #processes = new WeakMap<CDPSession, Joining>();

  constructor(ssid: number, listener: PagesListener) {
    this.#ssid = ssid;
    this.#listener = listener;
  }

  /** Joins a world of a document to the server, once however often it is asked. Null when nothing in it wants to talk. */
  async join(session: CDPSession, {frameId, worldName, kind, open}: World): Promise<Caller | null> {
    const {executionContextId: contextId} = await session.send('Page.createIsolatedWorld', {frameId, worldName});
    const joining: Joining = this.#processes.get(session) ?? new Map();
    this.#processes.set(session, joining);
    const known = joining.get(contextId);
    if (known) return known;

    const called = (from: Caller, message: string) => this.#listener.called(from, message);
    const caller = new Caller(session, contextId, {ssid: this.#ssid, kind, called});
    const opening = caller.open(open).then((opened) => (opened ? caller : null));
    joining.set(contextId, opening);
    caller.gone.then(() => {
      // Another process of the same tab counts its worlds from the start again.
      if (joining.get(contextId) === opening) joining.delete(contextId);
      this.#listener.callerGone(caller);
    });
    return opening;
  }
}
