import type {ClientIndex, SessionEventMap, SessionEventName, Ssid, UserData} from '../model/events.ts';
import type {SessionSettings} from '../model/settings.ts';
import type {Frame} from '../protocol/frames.ts';
import type {Input, WireCommands} from '../protocol/rpc.ts';
import {
  expectClientIndex,
  expectFunction,
  expectObject,
  expectSsid,
  expectText,
  expectUrl,
  expectUserData,
} from './arguments.ts';
import {Emitter, type ListenOptions} from './emitter.ts';
import {SessionError} from './errors.ts';
import {Lifecycle} from './lifecycle.ts';
import type {Provider} from './providers/provider.ts';
import {SessionStore} from './session-store.ts';
import type {SessionSnapshot} from './snapshot.ts';
import {type ParticipantView, type TabView, viewParticipants, viewTabs} from './views.ts';

/** What is called when something happens in a session. */
export type SessionCallback<Name extends SessionEventName> = (session: Session, payload: SessionEventMap[Name]) => void;

/** Events of sessions, as an emitter takes them. */
export type SessionCallbacks = {[Name in SessionEventName]: SessionCallback<Name>};

/** What a session is made with. */
export interface SessionOptions extends Partial<SessionSettings> {
  /** Opened in the first tab when this client starts the session. */
  readonly url?: string;
  /** Page of the author's that invite links lead to; its own script then joins. */
  readonly invitePage?: string;
  /** Keeps the seat under this key of `sessionStorage`, so that a page that is loaded again takes it again. */
  readonly storageKey?: string;
}

/** A browsing session that this page takes part in. Every command settles with what came of it. */
export class Session {
  readonly #provider: Provider;
  readonly #store = new SessionStore();
  readonly #events = new Emitter<SessionCallbacks>();
  readonly #lifecycle: Lifecycle;

  constructor(provider: Provider, {url}: Pick<SessionOptions, 'url'> = {}, everywhere?: Emitter<SessionCallbacks>) {
    this.#provider = provider;
    const tell = <Name extends SessionEventName>(name: Name, payload: SessionEventMap[Name]) => {
      const args = [this as Session, payload] as Parameters<SessionCallbacks[Name]>;
      this.#events.emit(name, ...args);
      everywhere?.emit(name, ...args);
    };
    this.#lifecycle = new Lifecycle(provider, this.#store, tell, url);
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

  /** Whether this client has a seat in the session. */
  get started(): boolean {
    return this.#lifecycle.started;
  }

  /** Calls back with each new state. Returns the way to stop. */
  subscribe(callback: (state: SessionSnapshot) => void): () => void {
    return this.#store.subscribe(expectFunction(callback));
  }

  /** Calls back when something happens. */
  on<Name extends SessionEventName>(name: Name, callback: SessionCallback<Name>, options?: ListenOptions): this {
    this.#events.on(name, expectFunction(callback) as SessionCallbacks[Name], options);
    return this;
  }

  /** Stops calling back. */
  off<Name extends SessionEventName>(name: Name, callback: SessionCallback<Name>): this {
    this.#events.off(name, callback as SessionCallbacks[Name]);
    return this;
  }

  /** Joins the session; `session_started` follows in the next task. May be called again after it failed. */
  start(target?: string, userData: UserData = {}): Promise<void> {
    return this.#lifecycle.start(target, userData);
  }

  /** Ends the session for everyone. Resolves as well when someone else was faster. */
  async end(): Promise<void> {
    if (this.state.status === 'ended') return;
    await this.#send('end', {}).catch((error) => {
      if (this.state.status !== 'ended') throw error;
    });
  }

  /** Loads an address in the active tab, or in a new one. */
  async relocate(url: string, newTab = false): Promise<void> {
    await this.#send(newTab ? 'open_tab' : 'relocate', {url: expectUrl(url)});
  }

  /** Goes one page back in a tab; in the active one if none is named. */
  async goBack(ssid?: Ssid): Promise<void> {
    await this.#send('go_back', ofTab(ssid));
  }

  /** Goes one page forward in a tab; in the active one if none is named. */
  async goForward(ssid?: Ssid): Promise<void> {
    await this.#send('go_forward', ofTab(ssid));
  }

  /** Loads the page of a tab again; of the active one if none is named. */
  async reload(ssid?: Ssid): Promise<void> {
    await this.#send('reload', ofTab(ssid));
  }

  /** Opens a tab, which this client then owns. */
  async openTab(url: string): Promise<TabView> {
    const {ssid} = (await this.#send('open_tab', {url: expectUrl(url)})) as {readonly ssid: Ssid};
    await this.#store.until((state) => state.nextSsid > ssid);
    const opened = viewTabs(this.state).find((tab) => tab.ssid === ssid);
    if (!opened) throw new SessionError('unknown_tab', 'The tab was closed as soon as it was open.');
    return opened;
  }

  /** Closes a tab. Its owner and the host may. */
  async closeTab(ssid: Ssid): Promise<void> {
    await this.#send('close_tab', {ssid: expectSsid(ssid)});
  }

  /** Shows a tab to everyone. The host may. */
  async activateTab(ssid: Ssid): Promise<void> {
    await this.#send('activate_tab', {ssid: expectSsid(ssid)});
  }

  /** The tabs in the order of the bar. */
  async getTabs(): Promise<TabView[]> {
    this.#expectStarted();
    return viewTabs(this.state);
  }

  /** The tab that everybody sees, or null when there is none. */
  async getActiveTab(): Promise<TabView | null> {
    return (await this.getTabs()).find((tab) => tab.active) ?? null;
  }

  /** Who is in the session, in the order in which they joined. */
  async getParticipants(): Promise<ParticipantView[]> {
    this.#expectStarted();
    return viewParticipants(this.state);
  }

  /** Asks the owner of the active tab for control. */
  async requestTabControl(): Promise<void> {
    await this.#send('request_tab_control', {});
  }

  /** Takes this client's own request for control of the active tab back. */
  async withdrawTabControlRequest(): Promise<void> {
    await this.#send('withdraw_tab_control_request', {});
  }

  /** Declines someone's request for control. */
  async declineTabControl(clientIndex: ClientIndex): Promise<void> {
    await this.#send('decline_tab_control', {to: expectClientIndex(clientIndex)});
  }

  /** Gives someone control over all tabs of this client. */
  async transferTabControl(clientIndex: ClientIndex): Promise<void> {
    await this.#send('transfer_tab_control', {to: expectClientIndex(clientIndex)});
  }

  /** Gives all borrowed control back. */
  async returnTabControl(): Promise<void> {
    await this.#send('return_tab_control', {});
  }

  /** Takes control over all tabs of this client back. */
  async revokeTabControl(): Promise<void> {
    await this.#send('revoke_tab_control', {});
  }

  /** Asks the host to pass host rights on. */
  async requestToHost(): Promise<void> {
    await this.#send('request_to_host', {});
  }

  /** Takes this client's own request for host rights back. */
  async withdrawHostRequest(): Promise<void> {
    await this.#send('withdraw_host_request', {});
  }

  /** Declines someone's request for host rights. The host may. */
  async declineHost(clientIndex: ClientIndex): Promise<void> {
    await this.#send('decline_host', {to: expectClientIndex(clientIndex)});
  }

  /** Makes someone the host. The host may. */
  async makeHost(clientIndex: ClientIndex): Promise<void> {
    await this.#send('make_host', {to: expectClientIndex(clientIndex)});
  }

  /** Hides from the others what happens in a tab; in the active one if none is named. Its owner may. */
  async pauseTab(ssid?: Ssid): Promise<void> {
    await this.#send('pause_tab', ofTab(ssid));
  }

  /** Shows a paused tab again; the active one if none is named. Its owner may. */
  async resumeTab(ssid?: Ssid): Promise<void> {
    await this.#send('resume_tab', ofTab(ssid));
  }

  /** Writes to everyone. */
  async sendChatMessage(message: string): Promise<void> {
    await this.#send('send_chat_message', {message: expectText(message)});
  }

  /** Replaces what the others know of this participant. */
  async updateUserData(userData: UserData): Promise<void> {
    await this.#send('update_user_data', {user_data: expectUserData(userData)});
  }

  /** Sends mouse, wheel, keys or text to a tab. The one in control of it may. */
  async input(ssid: Ssid, input: Input): Promise<void> {
    expectSsid(ssid);
    expectObject(input, 'an input to send');
    this.#expectStarted();
    await this.#provider.input(ssid, input);
  }

  /** Hands each new picture of a tab to `paint`; the next comes when its promise settles. Returns the way to stop. */
  watch(ssid: Ssid, paint: (frame: Frame) => void | Promise<void>): () => void {
    return this.#provider.watch(expectSsid(ssid), expectFunction(paint));
  }

  /** Lets the line go and keeps the seat, as when the page goes out of sight. */
  suspend(): void {
    this.#lifecycle.suspend();
  }

  /** Takes the seat again after `suspend()`. */
  resume(): void {
    this.#lifecycle.resume();
  }

  async #send<Name extends keyof WireCommands>(name: Name, args: WireCommands[Name]): Promise<unknown> {
    this.#expectStarted();
    return this.#provider.send(name, args);
  }

  #expectStarted(): void {
    const refusal = this.#store.refusal();
    if (refusal) throw refusal;
  }
}

function ofTab(ssid: Ssid | undefined): {ssid?: Ssid} {
  return ssid === undefined ? {} : {ssid: expectSsid(ssid)};
}
