import type {Json, ToldEvent, UserData} from '../../model/events.ts';
import {DEFAULT_SETTINGS, type SessionSettings, withSettings} from '../../model/settings.ts';
import {Calls} from '../calls.ts';
import {SessionError, type SessionErrorCode} from '../errors.ts';
import type {ProviderListener, Seat, Target} from '../providers/provider.ts';
import {closedError} from '../wire/connection.ts';
import type {Pass, TakenSeat} from '../wire/pass.ts';
import {goOn} from './go-on.ts';
import {
  type Answer,
  type Fault,
  type FromPage,
  type FromWindow,
  OPEN,
  type Opening,
  READY,
  type Seated,
  WINDOW_PARAMETER,
} from './handshake.ts';
import {openFrame, openTab, type Place} from './place.ts';
import {wordFor} from './target-word.ts';

/** How often to look whether the window is still there, in milliseconds: browsers do not say. */
const LOOK = 250;

/** How long a window may take to load, in milliseconds. */
const LOADING = 10_000;

/** How long a window that is gone may take to come back, in milliseconds; the server keeps its seat for as long. */
const GRACE = 30_000;

/** What a window needs of the provider that it stands in for. */
export interface WindowOptions {
  /** Address of the session server, without a slash at its end. */
  readonly server: string;
  readonly target: Exclude<Target, null>;
  /** What the page asked the session to allow. */
  readonly settings?: object | undefined;
  readonly userData: UserData;
  readonly invitePage?: string | undefined;
  readonly listener: ProviderListener;
  readonly ontold: ProviderListener['told'];
  /** What the window joins with; asked for again when it is loaded anew. */
  readonly pass: () => Pass;
  /** The window has a seat. */
  readonly onseated: (seat: TakenSeat) => void;
}

/** The window of a session, as the page sees that opened it: asks it for everything, and hears of everything from it. */
export class SessionWindow {
  readonly #options: WindowOptions;
  readonly #calls = new Calls<Omit<FromPage, 'id'>, Answer>((id, call) => this.#port?.postMessage({...call, id}));
  readonly #origin: string;
  #place: Place | null = null;
  #port: MessagePort | null = null;
  #joining: PromiseWithResolvers<Seat> | null = null;
  /** What the session allows: what this page asked for, until the window knows it. */
  #settings: SessionSettings;
  #clientIndex = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** By when the window has to have said that it is there. */
  #deadline = Number.POSITIVE_INFINITY;

  constructor(options: WindowOptions) {
    this.#options = options;
    this.#origin = new URL(options.server).origin;
    const asked = withSettings(DEFAULT_SETTINGS, options.settings ?? {});
    this.#settings = 'refused' in asked ? DEFAULT_SETTINGS : asked;
  }

  /** The iframe that it is in, or null. */
  get node(): HTMLIFrameElement | null {
    return this.#place?.node ?? null;
  }

  get window(): Window | null {
    return this.#place?.window ?? null;
  }

  /** Opens the window and has it take a seat. Rejects with a `SessionError`. */
  join(): Promise<Seat> {
    this.#joining = Promise.withResolvers();
    const {promise} = this.#joining;
    window.addEventListener('message', this.#onMessage);
    this.#timer = setInterval(() => this.#look(), LOOK);
    try {
      if (this.#settings.open_in_new_window && this.#options.target === 'window') this.#open(openTab(this.#url()));
      else this.#open(openFrame(this.#options.target, this.#url()));
    } catch (error) {
      this.#fail(error as SessionError);
    }
    return promise;
  }

  /** Asks the session for something, by the name that it has on the wire. */
  async call(method: string, params: object): Promise<Json> {
    if (!this.#port || this.#joining) throw closedError();
    const answer = await this.#calls.make({method, params});
    if ('fault' in answer) throw toError(answer.fault);
    return answer.result;
  }

  /**
   * Goes on where the window is; a browser tab that was closed is opened anew, with the seat that is kept for a while.
   * @throws {SessionError} `popup_blocked` when the browser does not let this page open one
   */
  resume(): void {
    if (this.node || !this.window?.closed) {
      this.#options.listener.restored(null);
      return;
    }
    this.#lose();
    this.#open(openTab(this.#url()));
  }

  /** Lets go of the window, and takes it away unless the author had the place for it. */
  close(): void {
    this.#letGo();
    this.#place?.close();
  }

  #letGo(): void {
    window.removeEventListener('message', this.#onMessage);
    clearInterval(this.#timer);
    this.#hangUp();
    // A browser tab is its user's, who reads there what happened.
    if (this.node) this.#place?.close();
  }

  #url(): string {
    const {server, pass} = this.#options;
    // An address that was never there before, so that the frame loads it even when it shows the same session already.
    return `${server}/s${pass().sessionId}?${WINDOW_PARAMETER}=${Date.now()}`;
  }

  #open(place: Place): void {
    this.#place = place;
    this.#deadline = Date.now() + LOADING;
    if (this.node) this.node.style.visibility = this.#settings.hide_until_agent_joins ? 'hidden' : '';
  }

  #onMessage = ({data, origin, source}: MessageEvent) => {
    const {window: frame} = this;
    if (data?.type !== READY || origin !== this.#origin || !frame || source !== frame) return;
    this.#deadline = Number.POSITIVE_INFINITY;
    this.#hangUp();
    const {port1, port2} = new MessageChannel();
    this.#port = port1;
    // Browsers may still deliver what came through a port just before it was closed.
    port1.onmessage = (event) => port1 === this.#port && this.#read(event.data);
    const {pass, userData, settings = {}, invitePage} = this.#options;
    const opening: Opening = {type: OPEN, pass: pass(), userData, settings, invitePage};
    frame.postMessage(opening, this.#origin, [port2]);
  };

  #read(message: FromWindow): void {
    const {listener} = this.#options;
    if ('seated' in message) this.#seated(message.seated);
    else if ('refused' in message) this.#refused(toError(message.refused));
    else if ('leaving' in message) this.#lose();
    else if ('failed' in message) {
      this.#letGo();
      listener.failed(message.failed, toError(message.fault));
    } else if ('id' in message) this.#calls.settle(message.id, message);
    else if (message.tell === 'told') this.#told(message.args[0]);
    else (listener[message.tell] as (...args: unknown[]) => void)(...message.args);
  }

  #seated({clientIndex, snapshot, seat}: Seated): void {
    this.#settings = snapshot.settings;
    this.#clientIndex = clientIndex;
    this.#options.onseated({...seat, target: wordFor(this.#options.target)});
    if (snapshot.participants.some((other) => other.clientIndex !== clientIndex)) this.#show();
    const joining = this.#joining;
    this.#joining = null;
    if (joining) joining.resolve({clientIndex, snapshot});
    else this.#options.listener.restored(snapshot);
  }

  #refused(error: SessionError): void {
    if (this.#joining) this.#fail(error);
    else this.#gone(error);
  }

  #told(event: ToldEvent): void {
    if (event.name === 'participant_joined' && event.payload.clientIndex !== this.#clientIndex) this.#show();
    this.#options.ontold(event);
    if (event.name !== 'session_ended') return;
    const {node} = this;
    this.#letGo();
    // A browser tab goes there by itself.
    if (node) goOn(this.#settings, this.#clientIndex);
  }

  #show(): void {
    if (this.node) this.node.style.visibility = '';
  }

  #look(): void {
    if (this.#port && this.window?.closed !== false) this.#lose();
    if (Date.now() > this.#deadline) this.#late();
  }

  /** The window is gone: closed, taken out of the page, or about to load anew. */
  #lose(): void {
    if (!this.#port) return;
    this.#hangUp();
    this.#deadline = Date.now() + GRACE;
    if (!this.#joining) this.#options.listener.lost();
  }

  #late(): void {
    this.#deadline = Number.POSITIVE_INFINITY;
    if (this.#joining) this.#notEmbedded();
    else this.#gone(closedError());
  }

  /** Pages can be forbidden to show frames of others. A tab is what is left. */
  #notEmbedded(): void {
    const late = new SessionError('connect_failed', `Expected the window of the session to load from ${this.#origin}.`);
    const mayBeTab = this.node && !this.#settings.embedded_sessions_only;
    this.#place?.close();
    try {
      if (!mayBeTab) throw late;
      this.#open(openTab(this.#url()));
    } catch (error) {
      this.#fail(error as SessionError);
    }
  }

  #fail(error: SessionError): void {
    this.close();
    this.#joining?.reject(error);
    this.#joining = null;
  }

  #gone(error: SessionError): void {
    this.#letGo();
    this.#options.listener.failed('connect_failed', error);
  }

  #hangUp(): void {
    this.#port?.close();
    this.#port = null;
    this.#calls.fail(closedError());
  }
}

function toError({code, message}: Fault): SessionError {
  return new SessionError(code as SessionErrorCode, message);
}
