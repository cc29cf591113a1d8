import type {ErrorReason, SessionEventMap, SessionEventName, ToldEvent, UserData} from '../model/events.ts';
import {findParticipant, INITIAL_STATE, type SessionState} from '../model/state.ts';
import type {SessionError} from './errors.ts';
import {expectUserData} from './expect.ts';
import type {Provider, ProviderListener, Target} from './providers/provider.ts';
import type {SessionStore} from './session-store.ts';
import {findTarget, type Given} from './target.ts';

/** Hands an event to those who listen. */
export type Tell = <Name extends SessionEventName>(name: Name, payload: SessionEventMap[Name]) => void;

/** Takes a session from its creation over start, lost lines and pauses to its end, and keeps the order of its events. */
export class Lifecycle implements ProviderListener {
  /** Resolves once the session was joined. */
  readonly ready: Promise<void>;

  readonly #provider: Provider;
  readonly #store: SessionStore;
  readonly #tell: Tell;
  readonly #url: string | undefined;
  #joined!: () => void;
  #creating: Promise<void> | null = null;
  #starting: Promise<void> | null = null;
  /** What happened before the seat was known: it belongs on top of the snapshot that comes with the seat. */
  #early: ToldEvent[] | null = null;
  /** What is not told before `session_started` was. */
  #heldBack: (() => void)[] | null = null;
  #lost = false;
  #suspended = false;

  constructor(provider: Provider, store: SessionStore, tell: Tell, url?: string) {
    this.#provider = provider;
    this.#store = store;
    this.#tell = tell;
    this.#url = url;
    this.ready = new Promise((resolve) => {
      this.#joined = resolve;
    });
    provider.listener = this;
    // Whoever then starts the session hears of a failure; the event tells everyone else.
    this.create().catch(() => {});
  }

  /** Makes the session, once however often it is called. */
  create(): Promise<void> {
    this.#creating ??= this.#provider.create().catch((error) => {
      this.failed('create_failed', error);
      throw error;
    });
    return this.#creating;
  }

  /** Joins the session, once however often it is called. */
  start(target: Given, userData: UserData): Promise<void> {
    this.#starting ??= this.#start(target, userData).finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  /** Lets the line go and keeps the seat; what is under way is finished first. */
  suspend(): void {
    this.#suspended = true;
    if (this.#hasPlace) this.#letGo();
    else void Promise.allSettled([this.#creating, this.#starting]).then(() => this.#suspended && this.#letGo());
  }

  /** Takes the seat again. */
  resume(): void {
    if (!this.#suspended) return;
    this.#suspended = false;
    if (this.#hasPlace) this.#provider.resume();
  }

  told(event: ToldEvent): void {
    if (this.#early && event.name !== 'session_created') this.#early.push(event);
    else this.#store.set({model: this.#provider.evolve(this.#store.model, event)});
    // Where nobody says at the start which index this client has, it may prove to be another.
    if (event.name === 'host_changed' && this.#store.started) this.#store.set({me: event.payload.myIndex});
    this.#emit(event.name, event.payload);
  }

  lost(): void {
    // While it starts, a line that is lost and found makes the start longer and no more.
    if (!this.#store.started) return;
    this.#lost = true;
    this.#store.set({status: 'reconnecting'});
    this.#emit('connection_lost', {});
  }

  restored(snapshot: SessionState | null): void {
    this.#store.set({...(snapshot && {model: snapshot}), ...(this.#store.started && {status: 'live'})});
    if (this.#lost) this.#emit('connection_restored', {});
    this.#lost = false;
  }

  waiting(): void {
    this.#store.set({status: 'waiting'});
  }

  failed(reason: ErrorReason, error: SessionError): void {
    this.#creating = null;
    if (this.#store.over) return;
    if (!this.#store.started) this.#heldBack = null;
    this.#early = null;
    this.#lost = false;
    this.#provider.suspend();
    this.#store.fail(error);
    this.#tellError(error.code === 'connect_failed' ? error.code : reason, error);
  }

  async #start(given: Given, userData: UserData): Promise<void> {
    const found = findTarget(given);
    const target = found instanceof Promise ? await found : found;
    if (this.#store.started) return;
    if (this.#store.snapshot.status === 'ended') throw this.#store.refusal();
    const told = expectUserData(userData);

    this.#suspended = false;
    const held: (() => void)[] = [];
    this.#heldBack = held;
    this.#early = [];
    this.#store.set({model: INITIAL_STATE, status: 'connecting', me: null});
    try {
      const url = this.#url === undefined ? undefined : (await import('./later.ts')).expectUrl(this.#url);
      await this.create();
      await this.#join(told, target);
      if (url) this.#openFirstTab(url);
    } catch (error) {
      if (!this.#endedInVain(error as SessionError)) this.failed('start_failed', error as SessionError);
      throw error;
    }
    this.#joined();
    setTimeout(() => this.#release(held), 0);
  }

  async #join(userData: UserData, target: Target): Promise<void> {
    const {clientIndex: me, snapshot} = await this.#provider.join(userData, target);
    const early = this.#early ?? [];
    this.#early = null;
    this.#store.set({model: early.reduce<SessionState>(this.#provider.evolve, snapshot), me});
    await this.#store.until((state) => findParticipant(state, me) !== undefined);
    this.#store.set({status: 'live'});
  }

  /** The session ended for someone who waited to be let in: there is no start for the end to come after. */
  #endedInVain({code}: SessionError): boolean {
    if (this.#store.snapshot.status !== 'waiting' || code !== 'session_ended') return false;
    this.#early = null;
    this.#heldBack = null;
    this.told({name: 'session_ended', payload: {}});
    return true;
  }

  /** Whether this client has a seat, or a place among those who wait for one. */
  get #hasPlace(): boolean {
    return this.#store.started || this.#store.snapshot.status === 'waiting';
  }

  #openFirstTab(url: string): void {
    const {me, tabs} = this.#store.snapshot;
    if (me !== 0 || tabs.length > 0) return;
    this.#provider.send('open_tab', {url}).catch((error) => this.#tellError('start_failed', error));
  }

  #letGo(): void {
    this.#provider.suspend();
    if (this.#store.started) this.#store.set({status: 'reconnecting'});
  }

  #tellError(reason: ErrorReason, {code, message}: SessionError): void {
    this.#emit('error', {reason, details: {code, message}});
  }

  #emit<Name extends SessionEventName>(name: Name, payload: SessionEventMap[Name]): void {
    const tell = () => this.#tell(name, payload);
    if (this.#heldBack && name !== 'session_created') this.#heldBack.push(tell);
    else tell();
  }

  #release(held: (() => void)[]): void {
    this.#tell('session_started', {});
    // A listener may make more happen: that waits its turn behind what is held back.
    for (const tell of held) tell();
    if (this.#heldBack === held) this.#heldBack = null;
  }
}
