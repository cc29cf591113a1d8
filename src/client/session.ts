import {
  type ClientIndex,
  EVENT_NAMES,
  type Json,
  type SessionEventMap,
  type SessionEventName,
  type Ssid,
  type UserData,
} from '../model/events.ts';
import type {SessionSettings} from '../model/settings.ts';
import type {Answer, Drop} from '../protocol/prompts.ts';
import type {RequestTime, SessionInfo} from '../protocol/queries.ts';
import type {Fit, Input, Pointing, WireRequests} from '../protocol/rpc.ts';
import {ALIAS_NAMES, type AliasEventMap, type AliasName, aliasOf, NEVER_FIRED} from './aliases.ts';
import type {ApiRequest} from './api-request.ts';
import {COMMANDS, type SessionMethods, snake} from './commands.ts';
import type {DrawingSettings} from './drawing.ts';
import {Emitter, type ListenOptions} from './emitter.ts';
import {SessionError} from './errors.ts';
import {expectFunction, expectSsid, expectThat} from './expect.ts';
import {Lifecycle} from './lifecycle.ts';
import type {Hear, Paint, Provider, Shows} from './providers/provider.ts';
import type {ExecuteOptions, SessionMaking} from './session-options.ts';
import {SessionStore} from './session-store.ts';
import type {SessionSnapshot} from './snapshot.ts';
import type {Given} from './target.ts';
import {UNSUPPORTED, type UnsupportedMethods, unsupported, unsupportedApi} from './unsupported.ts';
import type {ParticipantView, TabView} from './views.ts';
import type {Told} from './wire/send-told.ts';

/** Every name that `on()` takes, with what handlers are given. */
export interface SessionEvents extends SessionEventMap, AliasEventMap {}

/** A name that `on()` takes: of an event, or an older one for it. */
export type ListenName = SessionEventName | AliasName;

/** What is called when something happens in a session. */
export type SessionCallback<Name extends ListenName> = (session: Session, payload: SessionEvents[Name]) => void;

/** Events of sessions, as an emitter takes them. */
export type SessionCallbacks = {[Name in ListenName]: SessionCallback<Name>};

const NAMES: ReadonlySet<string> = new Set([...EVENT_NAMES, ...ALIAS_NAMES, ...NEVER_FIRED]);

/**
 * A name that can be listened to.
 * @throws {SessionError} `invalid_argument` when nothing has that name
 */
export function expectEventName<Name extends ListenName>(name: Name): Name {
  return expectThat(NAMES.has(name), 'the name of an event', name);
}

/** What a session does with code that is loaded when it is first asked to. */
interface LaterMethods {
  /** Does what a request by name says, as the vendor's extensions make it: `{cmd: 'open_tab', url: 'https://…'}`. */
  apiRequest(request: ApiRequest): Promise<unknown>;
  /** Takes the highlighter up, or puts it away. `<wf-pointers>` draws with it, over the page that this client sees. */
  toggleDrawing(): Promise<void>;
  /** Draws like that from now on: `mode` is `temporary`, `permanent` or `disabled`, `color` any colour of CSS. */
  setDrawingSettings(settings: DrawingSettings): Promise<void>;
}

const LATER = ['apiRequest', 'toggleDrawing', 'setDrawingSettings'] as const;

/** The methods that are made from a table, so that they have types and no code. */
const Commands = class {} as new () => SessionMethods & UnsupportedMethods & LaterMethods;

type Read = Record<string, unknown>;

/** What reads the arguments of calls, from the first one on. */
let readArguments: typeof import('./arguments.ts').readArguments | undefined;

/** A browsing session that this page takes part in. Every command settles with what came of it. */
export class Session extends Commands {
  readonly #provider: Provider;
  readonly #store = new SessionStore();
  readonly #events = new Emitter<SessionCallbacks>();
  readonly #everywhere: Emitter<SessionCallbacks> | undefined;
  readonly #lifecycle: Lifecycle;
  readonly #origins: readonly string[];

  static {
    const define = (method: string, value: (this: Session, ...args: unknown[]) => unknown) =>
      Object.defineProperty(Session.prototype, method, {value, configurable: true, writable: true});
    for (const [method, spec] of Object.entries(COMMANDS)) {
      const name = (method === 'relocateTab' ? 'relocate' : snake(method)) as keyof WireRequests;
      define(method, async function (this: Session, ...args) {
        await this.#ask(name, spec, args);
      });
    }
    for (const method of LATER) {
      define(method, async function (this: Session, ...args) {
        const {methods} = await import('./later.ts');
        return methods[method](this, ...(args as [never]));
      });
    }
    for (const method of UNSUPPORTED) define(method, () => unsupported(`${method}()`));
  }

  constructor(provider: Provider, {url, origins = []}: SessionMaking = {}, everywhere?: Emitter<SessionCallbacks>) {
    super();
    this.#provider = provider;
    this.#everywhere = everywhere;
    this.#origins = ['*', globalThis.location?.origin, ...origins];
    this.#lifecycle = new Lifecycle(provider, this.#store, (name, payload) => this.#tell(name, payload), url);
  }

  /** What is true of the session now; frozen. A change makes a new object. */
  get state(): SessionSnapshot {
    return this.#store.snapshot;
  }

  /** Resolves once this client has joined. */
  get ready(): Promise<void> {
    return this.#lifecycle.ready;
  }

  /** Id of the session, or null before it is created. */
  get sessionId(): string | null {
    return this.#provider.sessionId;
  }

  /** Address that lets others in, or null before it is known. */
  get sessionLink(): string | null {
    return this.#provider.sessionLink;
  }

  /** Address that gives the leader's seat to whoever opens it, or null for everyone but the leader. */
  get leaderLink(): string | null {
    return this.#provider.leaderLink;
  }

  /** Address that lets each browser in once, or null before it is known. */
  get followerLink(): string | null {
    return this.#provider.followerLink;
  }

  /** Four digits that let others in, or null before the session has started. */
  get pin(): string | null {
    return this.#provider.pin;
  }

  /** The iframe that the window of the session is in, or null when it is in none. */
  get node(): HTMLIFrameElement | null {
    return this.#provider.node;
  }

  /** The window of the session: of its iframe or of its browser tab; null when this page shows it by itself. */
  get window(): Window | null {
    return this.#provider.window;
  }

  /** What the session was made with. */
  get settings(): SessionSettings {
    return this.state.settings;
  }

  /** How its tabs come to be seen; an addition. */
  get shows(): Shows {
    return this.#provider.shows;
  }

  /** Whether this client has a seat in the session. */
  get started(): boolean {
    return this.#store.started;
  }

  /** Calls back with each new state. Returns the way to stop. */
  subscribe(callback: (state: SessionSnapshot) => void): () => void {
    return this.#store.subscribe(expectFunction(callback));
  }

  /**
   * Calls back when something happens, until the signal is aborted or `off()` is called. Older names work too.
   * @throws {SessionError} `invalid_argument` when nothing has that name
   */
  on<Name extends ListenName>(name: Name, callback: SessionCallback<Name>, options?: ListenOptions): this {
    this.#events.on(expectEventName(name), expectFunction(callback) as SessionCallbacks[Name], options);
    return this;
  }

  /** Stops calling back. */
  off<Name extends ListenName>(name: Name, callback: SessionCallback<Name>): this {
    this.#events.off(name, callback as SessionCallbacks[Name]);
    return this;
  }

  /** Makes the session, with its links, unless it is made already. Resolves once they are known. */
  async create(): Promise<this> {
    await this.#lifecycle.create();
    await this.#provider.linked?.();
    return this;
  }

  /**
   * Joins the session; `session_started` follows in the next task. May be called again after it failed.
   *
   * @param target - selector of an iframe, or an element: shows the session there, in a window of its own. Left out,
   *   such a window fills the page or is a browser tab. With null this page shows the session by itself, as the
   *   elements do; so it is where there is no document.
   * @param userData - what the others are told of this participant; `name` is shown to them
   */
  start(target?: Given, userData: UserData = {}): Promise<void> {
    return this.#lifecycle.start(target, userData);
  }

  /** As `start()`, by the name it had for whoever made the session. */
  async startLeader(target?: Given, userData?: UserData): Promise<this> {
    await this.start(target, userData);
    return this;
  }

  /** As `start()`, by the name it had for whoever joins. */
  startFollower(target?: Given, userData?: UserData): Promise<this> {
    return this.startLeader(target, userData);
  }

  /**
   * Ends the session for everyone, then leads this page on. Resolves as well when someone else was faster.
   *
   * @param redirectUrl - where to; the setting `end_of_session_popup_url` wins
   */
  async end(redirectUrl?: string): Promise<void> {
    const {redirect_url: wanted} = await this.#read('redirect_url?', [redirectUrl]);
    const {status, settings} = this.state;
    if (status === 'ended') return;
    await this.#send('end', {}).catch((error) => {
      if (this.state.status !== 'ended') throw error;
    });
    if (wanted) globalThis.location?.assign(settings.end_of_session_popup_url || (wanted as string));
  }

  /** Loads an address in the tab that this client sees, or in a new one. */
  async relocate(url: string, newTab = false): Promise<void> {
    const read = this.#read('new_tab', [newTab]);
    if (read instanceof Promise) await read;
    await this.#ask(newTab ? 'open_tab' : 'relocate', 'url', [url]);
  }

  /** Opens a tab, which this client then owns. */
  async openTab(url: string): Promise<TabView> {
    return this.#opened(await this.#ask('open_tab', 'url', [url]));
  }

  /**
   * Shares a file with everyone, in a new tab.
   *
   * @param told - is told how much of it is sent, from 0 to 1, where that can be known; an addition
   */
  async uploadFile(file: File, told?: Told): Promise<TabView> {
    await this.#read('file', [file]);
    this.#expectStarted();
    return this.#opened(await this.#provider.upload(file, told));
  }

  /**
   * Sends a file for the page of a tab, which the one in control of it then answers with. Resolves with its id; an
   * addition.
   *
   * @param told - is told how much of it is sent, from 0 to 1, where that can be known
   */
  async attachFile(ssid: Ssid, file: File, told?: Told): Promise<string> {
    this.#expectStarted();
    return ((await this.#provider.upload(file, told, ssid)) as {file_id: string}).file_id;
  }

  /** The tabs in the order of the bar. */
  async getTabs(): Promise<TabView[]> {
    this.#expectStarted();
    return (await import('./later.ts')).viewTabs(this.state);
  }

  /** The tab that everybody sees, or null when there is none. */
  async getActiveTab(): Promise<TabView | null> {
    return (await this.getTabs()).find((tab) => tab.active) ?? null;
  }

  /** Who is in the session, in the order in which they joined. */
  async getParticipants(): Promise<ParticipantView[]> {
    this.#expectStarted();
    return (await import('./later.ts')).viewParticipants(this.state);
  }

  /** As `makeHost()`, by its older name. */
  giveControl(clientIndex: ClientIndex): Promise<void> {
    return this.makeHost(clientIndex);
  }

  /** As `requestToHost()`, by its older name: does nothing for the host, or where hosts do not change. */
  async requestControl(): Promise<void> {
    await this.requestToHost().catch((error: SessionError) => {
      if (error.code === 'not_started' || error.code === 'session_ended') throw error;
    });
  }

  /**
   * Sends a message to the pages inside the session.
   *
   * @param targetOrigin - origin of the pages it is for, or `*` for all
   */
  async sendMessage(message: Json, targetOrigin: string): Promise<void> {
    await this.#ask('send_message', 'data target_origin', [message, targetOrigin], fromHere());
  }

  /** Sends a message to everyone else in the session, and to the pages inside it. */
  async broadcastMessage(message: Json): Promise<void> {
    const {data} = await this.#read('data', [message]);
    await this.#send('broadcast_message', {message: data as Json, ...fromHere()});
  }

  /** Runs JavaScript in a tab, or adds CSS to it, where the space allows it. Resolves with what the code came to. */
  async execute(code: string, options: ExecuteOptions = {}): Promise<Json> {
    await this.#read('options', [options]);
    const {type = 'javascript', ssid} = options;
    return (await this.#ask('execute', 'code type ssid?', [code, type, ssid])) as Json;
  }

  /** What the session and its space are. */
  getSessionInfo(): Promise<SessionInfo> {
    return this.#send('get_session_info', {}) as Promise<SessionInfo>;
  }

  /** Size of a tab in CSS pixels; of the one that this client sees if none is named. */
  getScreenSize(ssid?: Ssid): Promise<{readonly width: number; readonly height: number}> {
    return this.#ask('get_screen_size', 'ssid?', [ssid]) as Promise<{width: number; height: number}>;
  }

  /** How long each request that this client made or may answer still waits; an addition. */
  getRequestTimes(): Promise<readonly RequestTime[]> {
    return this.#send('get_request_times', {}) as Promise<readonly RequestTime[]>;
  }

  /** Not here: every method of it rejects with `unsupported`. */
  get automation(): unknown {
    return unsupportedApi('automation');
  }

  /**
   * Sends mouse, wheel, keys or text to a tab, or an answer to what it asks: the one in control of it may. Or shows the
   * others where this participant points, or draws: whoever sees the tab may. Or says how large this client sees it.
   */
  async input(ssid: Ssid, input: Input | Answer | Drop | Pointing | Fit): Promise<void> {
    const read = this.#read('ssid input', [ssid, input]);
    if (read instanceof Promise) await read;
    this.#expectStarted();
    await this.#provider.input(ssid, input);
  }

  /**
   * Hands each new picture of a tab to `paint`, if there is one; the next comes when its promise settles. Returns the
   * way to stop.
   *
   * @param hear - is told what only this client is told of the tab, such as how the pointer looks there
   */
  watch(ssid: Ssid, paint: Paint | null, hear?: Hear): () => void {
    return this.#provider.watch(expectSsid(ssid), paint === null ? null : expectFunction(paint), hear);
  }

  /**
   * Has the provider show the tabs in an element, where it shows them as pages, or all of itself in a window. Returns
   * the way to stop; an addition.
   */
  show(place: Element): () => void {
    return this.#provider.show?.(place) ?? (() => {});
  }

  /** Lets the line go and keeps the seat, as when the page goes out of sight. */
  suspend(): void {
    this.#lifecycle.suspend();
  }

  /** Takes the seat again after `suspend()`. */
  resume(): void {
    this.#lifecycle.resume();
  }

  /** Reads the arguments of a call, and refuses what they may not be: at once, but for what comes with the first call. */
  #read(spec: string, args: readonly unknown[]): Promise<Read> | Read {
    if (readArguments) return readArguments(spec, args);
    return import('./later.ts').then(({readArguments: read}) => {
      readArguments = read;
      return read(spec, args);
    });
  }

  async #ask(name: keyof WireRequests, spec: string, args: readonly unknown[], more: object = {}): Promise<unknown> {
    const read = this.#read(spec, args);
    // Not awaited for nothing: what is asked is done in the order in which it is asked, and at once.
    return this.#send(name, {...(read instanceof Promise ? await read : read), ...more} as never);
  }

  async #send<Name extends keyof WireRequests>(name: Name, args: WireRequests[Name]): Promise<unknown> {
    this.#expectStarted();
    return this.#provider.send(name, args);
  }

  async #opened(answer: unknown): Promise<TabView> {
    const {ssid} = answer as {readonly ssid: Ssid};
    await this.#store.until((state) => state.nextSsid > ssid);
    const opened = (await this.getTabs()).find((tab) => tab.ssid === ssid);
    if (!opened) throw new SessionError('unknown_tab', 'The tab was closed as soon as it was open.');
    return opened;
  }

  #expectStarted(): void {
    const refusal = this.#store.refusal();
    if (refusal) throw refusal;
  }

  #tell<Name extends SessionEventName>(name: Name, payload: SessionEventMap[Name]): void {
    if (name === 'message' && !this.#origins.includes((payload as SessionEventMap['message']).targetOrigin)) return;
    this.#emit(name, payload);
    const alias = aliasOf(name, payload, this.state);
    if (alias) this.#emit(...alias);
  }

  #emit(name: ListenName, payload: object): void {
    const args = [this, payload] as unknown as Parameters<SessionCallbacks[ListenName]>;
    this.#events.emit(name, ...args);
    this.#everywhere?.emit(name, ...args);
  }
}

/** Where a message is from, if from a page. */
function fromHere(): {origin?: string} {
  const origin = globalThis.location?.origin;
  return origin ? {origin} : {};
}
