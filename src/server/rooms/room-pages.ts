import type {ParticipantCommand, ParticipantCommands, RoomCommand} from '../../model/commands.ts';
import type {Json, SessionEvent, Ssid} from '../../model/events.ts';
import {isRefusal, type Outcome} from '../../model/outcome.ts';
import {type Refusal, type RefusalCode, refuse} from '../../model/refusals.ts';
import type {SessionState, Tab} from '../../model/state.ts';
import {checkUrl} from '../../model/url.ts';
import type {Drop, PromptAnswer} from '../../protocol/prompts.ts';
import type {Aside, Input} from '../../protocol/rpc.ts';
import {NoPageError, UNKNOWN} from '../browser/load-error.ts';
import type {
  DownloadedFile,
  OpenQuestion,
  PageCaller,
  PagesListener,
  PagesSetup,
  SessionPages,
  Viewing,
  Viewport,
} from '../browser/pages.ts';
import type {SessionFiles} from '../files/session-files.ts';
import {Refused} from '../refused.ts';

/** How much code can run at once: each piece of it may take as long as it is let. */
const MAX_EXECUTING = 20;

/** Opens the pages of a session, in a browser context of its own. */
export type OpenPages = (listener: PagesListener, setup: PagesSetup) => SessionPages;

/** What the pages of a session need of its room. */
export interface PagesHouse {
  readonly open: (listener: PagesListener) => SessionPages;
  readonly files: SessionFiles;
  /** Decides and keeps what happened in a page. */
  apply(command: RoomCommand): Outcome;
  /** The same; settles when it was told. */
  tell(command: RoomCommand): Promise<Outcome>;
  /** Something in a tab is of use to whoever uses it. */
  sensed(ssid: Ssid, aside: Aside): void;
  /** What a page asks is something else now. */
  asked(ssid: Ssid, open: readonly OpenQuestion[]): void;
  /** What the page of a tab is laid out for. */
  viewportOf(ssid: Ssid): Viewport;
  /** Something went wrong that is of no use to people. */
  failed(error: Error, message: string): void;
  /** A script in a page said something, or is gone. */
  called(caller: PageCaller, message: string | null): void;
}

/** Keeps the real pages of a session in step with its model, both ways. No browser is touched before the first tab. */
export class RoomPages {
  readonly #house: PagesHouse;
  /** Tabs that pages opened by themselves, before that is told: their pages are there already. */
  readonly #adopted = new Set<Ssid>();
  /** Tabs of before the server was started again that have no page yet, and where they were. */
  readonly #asleep = new Map<Ssid, string>();
  #executing = 0;
  #pages: SessionPages | null = null;
  #closed = Promise.resolve();

  constructor(house: PagesHouse) {
    this.#house = house;
  }

  /** Settles when the pages are gone, after `dispose`. */
  get closed(): Promise<void> {
    return this.#closed;
  }

  /** Tabs were open when the server was started again. Their pages are opened when someone needs them. */
  restore(tabs: readonly Tab[]): void {
    // An address where only a page could go cannot be gone to again.
    for (const {ssid, url} of tabs) this.#asleep.set(ssid, typeof checkUrl(url) === 'string' ? url : 'about:blank');
  }

  /** The tabs that have no page yet since the server was started again. */
  get asleep(): Ssid[] {
    return [...this.#asleep.keys()];
  }

  /** Opens the page of a tab that has none yet since the server was started again; settles when it is on its way. */
  async wake(ssid: Ssid, url = this.#asleep.get(ssid)): Promise<void> {
    if (url === undefined || !this.#asleep.delete(ssid)) return;
    const opening = this.#open(ssid, url);
    this.#tried(ssid, opening);
    await opening.catch(() => {});
  }

  /** Does to the pages what the event says of the tabs. */
  follow(event: SessionEvent, {tabs}: SessionState): void {
    if (event.name === 'tab_opened') {
      const {ssid, url} = event.payload;
      if (!this.#adopted.delete(ssid)) this.#tried(ssid, this.#open(ssid, url));
    } else if (event.name === 'tab_closed') {
      const {ssid} = event.payload;
      if (!this.#asleep.delete(ssid)) this.#tried(ssid, this.#pages?.close(ssid));
    } else if (event.name === 'tab_control_transferred') {
      this.#release(event.payload.ssid);
    } else if (event.name === 'participant_updated' && event.payload.online === false) {
      const {clientIndex} = event.payload;
      for (const {ssid, controlIndex} of tabs) if (controlIndex === clientIndex) this.#release(ssid);
    } else if (event.name === 'tab_paused') {
      this.#release(event.payload.ssid);
    }
  }

  /** Closes all pages, for good or until the server is started again. */
  dispose(): void {
    const closing = this.#pages?.dispose().catch((error) => {
      this.#house.failed(error, 'The pages of a session cannot be closed in order.');
    });
    this.#closed = closing ?? this.#closed;
    this.#pages = null;
    this.#asleep.clear();
  }

  /** Steers a page as someone asked, after the model allowed it. Answers with what code comes to, if any was run. */
  carryOut({name, args}: ParticipantCommand, ssid: Ssid | null): Promise<Json> | Refusal | undefined {
    if (ssid === null || !STEERING.has(name)) return undefined;
    const waking = this.#asleep.has(ssid) ? this.wake(ssid, name === 'relocate' ? args.url : undefined) : null;
    if (!this.#pages) return undefined;
    if (name === 'execute') return this.#execute(this.#pages, ssid, args, waking);
    // It begins anew at the address that was asked for, with nothing to go back or forward to.
    if (waking) return undefined;
    if (name === 'relocate') this.#tried(ssid, this.#pages.navigate(ssid, args.url));
    else if (name === 'go_back') this.#tried(ssid, this.#pages.goBack(ssid));
    else if (name === 'go_forward') this.#tried(ssid, this.#pages.goForward(ssid));
    else if (name === 'reload') this.#tried(ssid, this.#pages.reload(ssid));
    return undefined;
  }

  /** Passes a click, a key or text on. False when the page takes no more. */
  input(ssid: Ssid, input: Input): boolean {
    void this.wake(ssid);
    return this.#pages?.input(ssid, input) ?? true;
  }

  /** Answers what a page asks; says why that cannot be, or null. */
  answer(ssid: Ssid, id: number, answer: PromptAnswer): Refusal | null {
    return this.#pages?.answer(ssid, id, answer) ?? null;
  }

  /** Lays a page out for another size, now or when it is opened. */
  resize(ssid: Ssid, viewport: Viewport): void {
    this.#pages?.resize(ssid, viewport);
  }

  /** Someone else may see how sharp a picture is. */
  sharpen(ssid: Ssid): void {
    this.#pages?.sharpen(ssid);
  }

  /** Drops files onto a page. False when the page takes no more. */
  drop(ssid: Ssid, drop: Drop): boolean {
    const dropping = this.#pages?.drop(ssid, drop);
    dropping?.catch((error) => this.#house.failed(error, 'Files cannot be dropped onto a page.'));
    return dropping !== null;
  }

  /** Starts the pictures of an open tab. */
  watch(ssid: Ssid, send: (message: Uint8Array) => void, isSharp: () => boolean): Viewing {
    void this.wake(ssid);
    if (!this.#pages) throw new Error(`Tab ${ssid} is open and has no pages.`);
    return this.#pages.watch(ssid, send, isSharp);
  }

  /** Starts to tell what is masked in an open tab. Returns the way to stop. */
  readMasked(ssid: Ssid, send: (message: Uint8Array) => void): () => void {
    return this.#pages?.readMasked(ssid, send) ?? (() => {});
  }

  #open(ssid: Ssid, url: string): Promise<void> {
    this.#pages ??= this.#house.open(this.#listener());
    const opening = this.#pages.open(ssid, url);
    this.#pages.resize(ssid, this.#house.viewportOf(ssid));
    return opening;
  }

  #execute(
    pages: SessionPages,
    ssid: Ssid,
    {code, type}: ParticipantCommands['execute'],
    waking: Promise<void> | null,
  ): Promise<Json> | Refusal {
    if (this.#executing >= MAX_EXECUTING) {
      return refuse('too_many', `At most ${MAX_EXECUTING} pieces of code run at once in a session.`);
    }
    this.#executing++;
    const running = waking ? waking.then(() => pages.execute(ssid, code, type)) : pages.execute(ssid, code, type);
    return running.finally(() => {
      this.#executing--;
    });
  }

  /** Whoever held a key or a button down cannot let go of it any more. */
  #release(ssid: Ssid): void {
    if (this.#asleep.has(ssid)) return;
    this.#pages?.release(ssid).catch((error) => this.#house.failed(error, 'A page cannot be let go of.'));
  }

  /** A page that cannot do what it was asked says so in its tab; the session goes on. */
  #tried(ssid: Ssid, doing: Promise<void> | undefined): void {
    doing?.catch((cause: Error) => {
      // Pages and tabs that were closed meanwhile can do nothing any more, and nothing is wrong.
      if (!this.#pages) return;
      // What else went wrong may name folders and files of the server.
      const isKnown = cause instanceof NoPageError;
      const trouble = isKnown ? {error: cause.message, errorCode: 'failed' as const} : UNKNOWN;
      const outcome = this.#house.apply({name: 'tab_changed', args: {ssid, loading: false, ...trouble}});
      if (!isKnown && !isRefusal(outcome)) this.#house.failed(cause, 'A page cannot do what it was asked.');
    });
  }

  #listener(): PagesListener {
    const {apply, asked, called, sensed} = this.#house;
    return {
      relocating: (ssid, url) => void apply({name: 'tab_relocating', args: {ssid, url}}),
      relocated: (ssid, url) => void apply({name: 'tab_relocated', args: {ssid, url}}),
      changed: (ssid, changes) => void apply({name: 'tab_changed', args: {...changes, ssid}}),
      gone: (ssid, opener) => void apply({name: 'tab_gone', args: {ssid, ...(opener !== null && {opener})}}),
      downloaded: (ssid, file) => this.#keep(ssid, file),
      poppedUp: (opener, url) => this.#adopt(opener, url),
      sensed,
      asked,
      called,
      callerGone: (caller) => called(caller, null),
    };
  }

  /** A file for which there is no room is dropped, and one from a tab that was closed meanwhile. */
  async #keep(ssid: Ssid, {path, filename: name}: DownloadedFile): Promise<void> {
    const {files, tell, sensed, failed} = this.#house;
    const file = await files.take(path, name).catch((error) => {
      if (error instanceof Refused)
        sensed(ssid, {kind: 'refused', code: error.code as RefusalCode, message: error.message});
      return null;
    });
    if (!file) return;
    const {id: file_id, filename, sha256} = file;
    // It is not told when nothing can be kept any more.
    const outcome = await tell({name: 'tab_downloaded', args: {ssid, file_id, filename, sha256}}).catch(() => []);
    if (!isRefusal(outcome)) return;
    await files.remove(file).catch((error) => failed(error, 'A file that was downloaded cannot be removed.'));
  }

  /** The page is there and waits for an answer, so it is had before anyone is told. */
  #adopt(opener: Ssid, url: string): Ssid | null {
    const outcome = this.#house.apply({name: 'tab_popped_up', args: {opener, url}});
    const opened = isRefusal(outcome) ? undefined : outcome.find(({name}) => name === 'tab_opened');
    if (opened?.name !== 'tab_opened') return null;
    this.#adopted.add(opened.payload.ssid);
    return opened.payload.ssid;
  }
}

/** Commands that are about what is in a page. */
const STEERING: ReadonlySet<string> = new Set(['relocate', 'go_back', 'go_forward', 'reload', 'execute']);
