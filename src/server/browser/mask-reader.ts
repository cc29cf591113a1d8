import type {CDPSession, Protocol} from 'puppeteer-core';
import {Type} from 'typebox';
import {Compile} from 'typebox/compile';
import type {MaskedText} from '../../protocol/frames.ts';
import {readList} from './read-list.ts';
import {OWN_WORLD} from './still-caret.ts';

/** What the extension tells of one document at most, in characters: 200 texts of 2,000, written as JSON. */
const MAX_SAID = 3_000_000;

const number = Type.Number();
const maskedText = Compile(
  Type.Object(
    {
      x: number,
      y: number,
      width: number,
      height: number,
      dx: number,
      dy: number,
      size: number,
      text: Type.String({maxLength: 2_000}),
    },
    {additionalProperties: false},
  ),
);

/** A page that scrolls moves its frames, of which nothing in them tells. Milliseconds. */
const PAUSE = 100;

/**
 * Runs in the world of the server, and talks over the document that it reads: the extension answers at once. Over the
 * window, which stays when its first document gives way, `masking.ts` says what holds for whichever document it has.
 * Settles with what is masked in the document as soon as that is something else than `known`, and now and then anyway.
 */
const NEXT = `async (name, known) => {
  const end = performance.now() + 10_000;
  for (;;) {
    let masked = '[]';
    const take = ({detail}) => { masked = detail; };
    document.addEventListener(name + '-masks', take);
    document.dispatchEvent(new CustomEvent(name + '-read'));
    document.removeEventListener(name + '-masks', take);
    if (masked !== known || performance.now() > end) return masked;
    await new Promise((resolve) => setTimeout(resolve, ${PAUSE}));
  }
}`;

/** Where the content of a frame's element begins in the document around it, and what of it is in sight there. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A document of a page, and the one around it. */
interface Frame {
  readonly session: CDPSession;
  readonly parentId: string | undefined;
  /** As it was last told. */
  json: string;
  masked: readonly MaskedText[];
}

/** Reads what is masked on a page, in all its frames, for its owner alone. */
export class MaskReader {
  readonly #name: string;
  #processes: readonly CDPSession[] = [];
  readonly #frames = new Map<string, Frame>();
  #tell: ((masked: readonly MaskedText[]) => void) | null = null;
  #told = '[]';
  #reporting = false;
  /** Whether something is other than when it was last reported. */
  #changed = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param name - what the events of the extension are called */
  constructor(name: string) {
    this.#name = name;
  }

  /** Takes hold of a process of the page. */
  add(session: CDPSession): void {
    this.#processes = [...this.#processes.filter(({detached}) => !detached), session];
    session.on('Page.frameNavigated', ({frame}) => {
      if (this.#tell) void this.#follow(session, frame);
    });
    session.on('Page.frameDetached', ({frameId}) => this.#frames.delete(frameId));
  }

  /** Begins to tell what is masked and where, at once and whenever it changes. */
  start(tell: (masked: readonly MaskedText[]) => void): void {
    this.#tell = tell;
    this.#told = '[]';
    for (const session of this.#processes) {
      if (session.detached) continue;
      const found = ({frameTree}: Protocol.Page.GetFrameTreeResponse) => this.#followAll(session, frameTree);
      // Fails where the process goes, or where one document gives way to another, which is told of as it comes.
      session.send('Page.getFrameTree').then(found, () => {});
    }
  }

  stop(): void {
    this.#tell = null;
    this.#frames.clear();
    clearTimeout(this.#timer);
  }

  #followAll(session: CDPSession, {frame, childFrames = []}: Protocol.Page.FrameTree): void {
    if (!this.#tell) return;
    void this.#follow(session, frame);
    for (const child of childFrames) this.#followAll(session, child);
  }

  /** Reads a document until it is gone. */
  async #follow(session: CDPSession, {id, parentId}: Protocol.Page.Frame): Promise<void> {
    const frame: Frame = {session, parentId, json: '[]', masked: []};
    this.#frames.set(id, frame);
    try {
      const world = {frameId: id, worldName: OWN_WORLD};
      const {executionContextId: contextId} = await session.send('Page.createIsolatedWorld', world);
      while (this.#frames.get(id) === frame) {
        const expression = `(${NEXT})(${JSON.stringify(this.#name)}, ${JSON.stringify(frame.json)})`;
        const params = {expression, contextId, awaitPromise: true, returnByValue: true};
        const {result, exceptionDetails} = await session.send('Runtime.evaluate', params, {timeout: 0});
        if (exceptionDetails || typeof result.value !== 'string') break;
        frame.json = result.value;
        frame.masked = readMasked(frame.json);
        if (this.#frames.get(id) === frame) void this.#report();
      }
    } catch {
      // The document is gone, or its process.
    }
    if (this.#frames.get(id) !== frame) return;
    this.#frames.delete(id);
    void this.#report();
  }

  /** Tells what there is now, if that is news. */
  async #report(): Promise<void> {
    this.#changed = true;
    if (this.#reporting) return;
    this.#reporting = true;
    clearTimeout(this.#timer);
    while (this.#changed && this.#tell) {
      this.#changed = false;
      const masked = (await Promise.all([...this.#frames.keys()].map((id) => this.#inPage(id)))).flat();
      const json = JSON.stringify(masked);
      if (json !== this.#told) this.#tell?.(masked);
      this.#told = json;
    }
    this.#reporting = false;
    const inFrames = [...this.#frames.values()].some(({parentId, masked}) => parentId && masked.length);
    if (this.#tell && inFrames) this.#timer = setTimeout(() => void this.#report(), PAUSE).unref();
  }

  /** What is masked in a document, placed in the page. */
  async #inPage(id: string): Promise<readonly MaskedText[]> {
    const frame = this.#frames.get(id);
    let masked = frame?.masked ?? [];
    let inner = id;
    let around = frame?.parentId;
    while (around && masked.length) {
      const session = this.#frames.get(around)?.session;
      const box = session && (await boxOf(session, inner).catch(() => null));
      if (!box) return [];
      masked = masked.flatMap((one) => placed(one, box) ?? []);
      // The box is one in the outermost document of that process.
      while (around && this.#frames.get(around)?.session === session) {
        inner = around;
        around = this.#frames.get(around)?.parentId;
      }
    }
    return masked;
  }
}

function readMasked(json: string): MaskedText[] {
  return readList(json, MAX_SAID).filter((one): one is MaskedText => maskedText.Check(one));
}

async function boxOf(session: CDPSession, frameId: string): Promise<Box> {
  const {backendNodeId} = await session.send('DOM.getFrameOwner', {frameId});
  const {model} = await session.send('DOM.getBoxModel', {backendNodeId});
  const [left, top, , , right, bottom] = model.content as [number, number, number, number, number, number];
  return {x: left, y: top, width: right - left, height: bottom - top};
}

/** A masked text of a frame as one of the document around it; null when it is not in sight there. */
function placed(masked: MaskedText, box: Box): MaskedText | null {
  const left = Math.max(masked.x + box.x, box.x, 0);
  const top = Math.max(masked.y + box.y, box.y, 0);
  const width = Math.min(masked.x + masked.width, box.width) + box.x - left;
  const height = Math.min(masked.y + masked.height, box.height) + box.y - top;
  if (width < 1 || height < 1) return null;
  const dx = masked.dx + masked.x + box.x - left;
  const dy = masked.dy + masked.y + box.y - top;
  return {...masked, x: left, y: top, width, height, dx, dy};
}
