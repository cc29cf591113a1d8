import type {ParticipantCommand, ParticipantCommands, RoomCommand} from '../../model/commands.ts';
import type {ClientIndex, Json, SessionEvent, Ssid} from '../../model/events.ts';
import {isRefusal, type Outcome} from '../../model/outcome.ts';
import {type Refusal, refuse} from '../../model/refusals.ts';
import {type SessionState, shownSsid} from '../../model/state.ts';
import type {Input} from '../../protocol/rpc.ts';
import type {DownloadedFile, PagesListener, PagesSetup, SessionPages, Viewing} from '../browser/pages.ts';
import type {SessionFiles} from '../files/session-files.ts';
import type {PageLines} from './page-lines.ts';

/** How much code can run at once: each piece of it may take as long as it is let. */
const MAX_EXECUTING = 20;

/** Opens the pages of a session, in a browser context of its own. */
export type OpenPages = (listener: PagesListener, setup: PagesSetup) => SessionPages;

/** Keeps the real pages of a session in step with its model, both ways. No browser is touched before the first tab. */
export class RoomPages {
  readonly #open: (listener: PagesListener) => SessionPages;
  readonly #apply: (command: RoomCommand) => Outcome;
  readonly #lines: PageLines;
  readonly #files: SessionFiles;
  /** The tab that a page opened by itself: its page is there already. */
  #adopting = false;
  #executing = 0;
  #pages: SessionPages | null = null;
  #closed = Promise.resolve();

  constructor(
    open: (listener: PagesListener) => SessionPages,
    apply: (command: RoomCommand) => Outcome,
    lines: PageLines,
    files: SessionFiles,
  ) {
    this.#open = open;
    this.#apply = apply;
    this.#lines = lines;
    this.#files = files;
  }

  /** Settles when the pages of an ended session are gone. */
  get closed(): Promise<void> {
    return this.#closed;
  }

  /** Does to the pages what the event says of the tabs. */
  follow(event: SessionEvent, {tabs}: SessionState): void {
    if (event.name === 'tab_opened') {
      this.#pages ??= this.#open(this.#listener());
      const {ssid, url} = event.payload;
      if (!this.#adopting) this.#tried(ssid, this.#pages.open(ssid, url));
    } else if (event.name === 'tab_closed') {
      this.#tried(event.payload.ssid, this.#pages?.close(event.payload.ssid));
    } else if (event.name === 'tab_control_transferred') {
      this.#release(event.payload.ssid);
    } else if (event.name === 'participant_updated' && event.payload.online === false) {
      const {clientIndex} = event.payload;
      for (const {ssid, controlIndex} of tabs) if (controlIndex === clientIndex) this.#release(ssid);
    } else if (event.name === 'session_ended') {
      this.#closed = this.#pages?.dispose() ?? this.#closed;
      this.#pages = null;
    }
  }

  /** Steers a page as someone asked, after the model allowed it. Answers with what code comes to, if any was run. */
  carryOut(
    {name, args}: ParticipantCommand,
    by: ClientIndex,
    state: SessionState,
  ): Promise<Json> | Refusal | undefined {
    const ssid = ('ssid' in args ? args.ssid : undefined) ?? shownSsid(state, by);
    if (ssid === null || !this.#pages) return undefined;
    if (name === 'execute') return this.#execute(this.#pages, ssid, args);
    if (name === 'relocate') this.#tried(ssid, this.#pages.navigate(ssid, args.url));
    else if (name === 'go_back') this.#tried(ssid, this.#pages.goBack(ssid));
    else if (name === 'go_forward') this.#tried(ssid, this.#pages.goForward(ssid));
    else if (name === 'reload') this.#tried(ssid, this.#pages.reload(ssid));
    return undefined;
  }

  /** Passes a click, a key or text on. */
  input(ssid: Ssid, input: Input): void {
    this.#tried(ssid, this.#pages?.input(ssid, input));
  }

  /** Starts the pictures of an open tab. */
  watch(ssid: Ssid, send: (message: Uint8Array) => void): Viewing {
    if (!this.#pages) throw new Error(`Tab ${ssid} is open and has no pages.`);
    return this.#pages.watch(ssid, send);
  }

  #execute(pages: SessionPages, ssid: Ssid, {code, type}: ParticipantCommands['execute']): Promise<Json> | Refusal {
    if (this.#executing >= MAX_EXECUTING) {
      return refuse('too_many', `At most ${MAX_EXECUTING} pieces of code run at once in a session.`);
    }
    this.#executing++;
    return pages.execute(ssid, code, type).finally(() => {
      this.#executing--;
    });
  }

  /** Whoever held a key or a button down cannot let go of it any more. */
  #release(ssid: Ssid): void {
    this.#tried(ssid, this.#pages?.release(ssid));
  }

  /** A page that cannot do what it was asked says so in its tab; the session goes on. */
  #tried(ssid: Ssid, doing: Promise<void> | undefined): void {
    doing?.catch((error: Error) => {
      this.#apply({name: 'tab_changed', args: {ssid, loading: false, error: error.message}});
    });
  }

  #listener(): PagesListener {
    return {
      relocating: (ssid, url) => void this.#apply({name: 'tab_relocating', args: {ssid, url}}),
      relocated: (ssid, url) => void this.#apply({name: 'tab_relocated', args: {ssid, url}}),
      changed: (ssid, changes) => void this.#apply({name: 'tab_changed', args: {...changes, ssid}}),
      gone: (ssid, opener) => void this.#apply({name: 'tab_gone', args: {ssid, ...(opener !== null && {opener})}}),
      downloaded: (ssid, file) => this.#keep(ssid, file),
      poppedUp: (opener, url) => this.#adopt(opener, url),
      called: (caller, message) => this.#lines.called(caller, message),
      callerGone: (caller) => this.#lines.gone(caller),
    };
  }

  /** A file for which there is no room is dropped, and one from a tab that was closed meanwhile. */
  async #keep(ssid: Ssid, {path, filename: name}: DownloadedFile): Promise<void> {
    const file = await this.#files.take(path, name).catch(() => null);
    if (!file) return;
    const {id: file_id, filename} = file;
    const outcome = this.#apply({name: 'tab_downloaded', args: {ssid, file_id, filename}});
    if (isRefusal(outcome)) await this.#files.remove(file);
  }

  #adopt(opener: Ssid, url: string): Ssid | null {
    this.#adopting = true;
    const outcome = this.#apply({name: 'tab_popped_up', args: {opener, url}});
    this.#adopting = false;
    if (isRefusal(outcome)) return null;
    return outcome.find((event) => event.name === 'tab_opened')?.payload.ssid ?? null;
  }
}
