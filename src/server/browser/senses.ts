import type {CDPSession, Protocol} from 'puppeteer-core';
import type {Aside, KeyboardMode} from '../../protocol/rpc.ts';
import {MAX_COPIED, SENSED, SENSES, TELL_COPYING} from './senses-script.ts';
import {OWN_WORLD} from './still-caret.ts';

/** Words that a pointer or a keyboard goes by; nothing else is passed on. */
const WORD = /^[a-z-]{1,20}$/;

/** A document, by its isolated world. */
interface Place {
  readonly session: CDPSession;
  readonly contextId: number;
}

/** Notices in all documents of a tab what whoever uses it has to see or have, and pastes where the focus is. */
export class Senses {
  readonly #sensed: (aside: Aside) => void;
  /** Where something had focus last. */
  #focus: Place | null = null;
  /** Where the page itself is. */
  #main: Place | null = null;
  /** How things are, for someone who takes over. */
  readonly #latest = new Map<Aside['kind'], Aside>();

  constructor(sensed: (aside: Aside) => void) {
    this.#sensed = sensed;
  }

  /** Watches a process of the page. Everything is sent before anything is awaited. */
  async prepare(session: CDPSession): Promise<void> {
    session.on('Runtime.bindingCalled', ({name, payload, executionContextId: contextId}) => {
      if (name === SENSED) this.#heard(payload, {session, contextId});
    });
    const open = (frameId: string, main = false) => {
      // Fails only when the document goes.
      this.#open(session, frameId, main).catch(() => {});
    };
    session.on('Page.frameAttached', ({frameId}) => open(frameId));
    session.on('Page.frameNavigated', ({frame}) => open(frame.id, !frame.parentId));
    session.on('Page.documentOpened', ({frame}) => open(frame.id, !frame.parentId));
    const script = {source: SENSES, worldName: OWN_WORLD, runImmediately: true};
    const [{frameTree}] = await Promise.all([
      session.send('Page.getFrameTree'),
      session.send('Page.addScriptToEvaluateOnNewDocument', script),
      session.send('Page.addScriptToEvaluateOnNewDocument', {source: TELL_COPYING, runImmediately: true}),
    ]);
    for (const {id, parentId} of framesIn(frameTree)) open(id, !parentId);
  }

  /** Says again how things are, as someone else is in control. */
  repeat(): void {
    for (const aside of this.#latest.values()) this.#sensed(aside);
  }

  /** Pastes a text where the focus is. Settles when that is done. */
  async paste(text: string): Promise<void> {
    for (const place of [this.#focus, this.#main]) {
      // The document that had focus last may be gone.
      if (place && (await paste(place, text).catch(() => false))) return;
    }
  }

  async #open(session: CDPSession, frameId: string, main: boolean): Promise<void> {
    const {executionContextId} = await session.send('Page.createIsolatedWorld', {frameId, worldName: OWN_WORLD});
    const place = {session, contextId: executionContextId};
    if (main) this.#main = place;
    await Promise.all([
      session.send('Runtime.addBinding', {name: SENSED, executionContextId}),
      session.send('Runtime.evaluate', {expression: SENSES, contextId: executionContextId}, {timeout: 0}),
    ]);
  }

  #heard(payload: string, place: Place): void {
    const aside = read(payload);
    if (!aside) return;
    if (aside.kind === 'keyboard') this.#focus = place;
    if (aside.kind !== 'copied') this.#latest.set(aside.kind, aside);
    this.#sensed(aside);
  }
}

function framesIn({frame, childFrames = []}: Protocol.Page.FrameTree): Protocol.Page.Frame[] {
  return [frame, ...childFrames.flatMap(framesIn)];
}

async function paste({session, contextId: executionContextId}: Place, text: string): Promise<boolean> {
  const call = {
    executionContextId,
    functionDeclaration: 'function (text) { webfuseSenses.paste(text); }',
    arguments: [{value: text}],
    userGesture: true,
  };
  const {exceptionDetails} = await session.send('Runtime.callFunctionOn', call, {timeout: 0});
  return !exceptionDetails;
}

/** The process of a page may have fallen to it: what it says is read with care. */
function read(payload: string): Aside | null {
  if (payload.length > 7 * MAX_COPIED) return null;
  const {kind, value} = parse(payload) as {kind?: unknown; value?: unknown};
  if (typeof value !== 'string') return null;
  if (kind === 'copied') return {kind, text: value.slice(0, MAX_COPIED)};
  if (!WORD.test(value)) return null;
  if (kind === 'cursor') return {kind, cursor: value};
  return kind === 'keyboard' ? {kind, mode: value as KeyboardMode} : null;
}

function parse(payload: string): object {
  try {
    return Object(JSON.parse(payload));
  } catch {
    return {};
  }
}
