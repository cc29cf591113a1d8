import type {By, Command} from '../../model/commands.ts';
import {decide} from '../../model/decide.ts';
import type {ClientIndex, Json, SessionEvent, Ssid, UserData} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import {REQUEST_TIME} from '../../model/limits.ts';
import {isRefusal, newcomerOf, type Outcome} from '../../model/outcome.ts';
import {refusedPointing} from '../../model/pointing.ts';
import {DEFAULT_SETTINGS, type SessionSettings, withSettings} from '../../model/settings.ts';
import {INITIAL_STATE, type SessionState} from '../../model/state.ts';
import type {Frame} from '../../protocol/frames.ts';
import type {Answer, Drop, Prompt} from '../../protocol/prompts.ts';
import type {RequestTime} from '../../protocol/queries.ts';
import type {Aside, Fit, Input, Pointing} from '../../protocol/rpc.ts';
import {SessionError} from '../errors.ts';
import {requestTimesOf} from '../local/request-times.ts';
import {Session} from '../session.ts';
import type {SessionMaking} from '../session-options.ts';
import {Asides} from '../wire/asides.ts';
import {type Draw, drawFrame} from './draw-frame.ts';
import {TestProvider} from './provider.ts';

/** Takes a picture; its promise settles when it was painted. */
type Paint = (frame: Frame) => void | Promise<void>;

/**
 * A session for the tests of a page: it decides as every session does, with no server, no browser and no waiting. The
 * page takes part with `session()`, and the test says what everyone else does and what happens in the tabs.
 *
 * ```js
 * const room = new TestRoom({pause_enabled: true});
 * document.querySelector('wf-session').session = room.session();
 * await document.querySelector('wf-session').start();
 *
 * const ben = room.join('Ben');
 * const ssid = room.open(ben, 'https://shop.example/', 'Shop');
 * room.as(ben, 'send_chat_message', {message: 'Look at this'});
 * await room.paint(ssid, 1280, 720, 'white');
 * ```
 */
export class TestRoom {
  /** What was typed and clicked in the tabs, in order. */
  readonly inputs: Input[] = [];
  /** What was answered to what tabs asked, in order. */
  readonly answers: Answer[] = [];
  /** What was dropped onto tabs, in order. */
  readonly drops: Drop[] = [];
  /** How the views of this page said that they see the session, in order. */
  readonly fits: Fit[] = [];
  /** What is said besides the events. */
  readonly asides = new Asides();
  /** What was shared with `uploadFile()`. */
  readonly files: File[] = [];
  /** Size of every tab in CSS pixels. */
  screen = {width: 1280, height: 720};

  readonly #settings: SessionSettings;
  readonly #providers = new Set<TestProvider>();
  readonly #paints = new Map<Ssid, Set<Paint>>();
  /** When each last asked for control, or to be host, while anyone waits for that. */
  readonly #asked = new Map<string, {readonly time: number; readonly events: readonly SessionEvent[]}>();
  #state: SessionState;
  #created = false;

  /** @param settings - what the session allows, by the vendor's names; anyone may become host if nothing else is said */
  constructor(settings: Partial<SessionSettings> = {}) {
    const allowed = withSettings({...DEFAULT_SETTINGS, host_rights: 'everyone'}, settings);
    if ('refused' in allowed) throw new SessionError(allowed.refused, allowed.message);
    this.#settings = allowed;
    this.#state = {...INITIAL_STATE, settings: allowed};
  }

  /** What is true of the session, for everyone in it. */
  get state(): SessionState {
    return this.#state;
  }

  /** A session of this page. Whoever starts first leads it. */
  session(making: SessionMaking = {}): Session {
    return new Session(this.provider(), making);
  }

  /** What a session of this page goes over: with it, a test says how its line fares. */
  provider(): TestProvider {
    const provider = new TestProvider(this);
    this.#providers.add(provider);
    return provider;
  }

  /** Someone joins elsewhere. Returns their index; the first one is the leader. */
  join(name?: string, userData: UserData = {}): ClientIndex {
    this.create();
    const known = name === undefined ? userData : {...userData, name};
    return newcomerOf(this.as('room', 'join', {leader: !this.#state.leaderJoined, user_data: known}));
  }

  /** Someone joins elsewhere. Resolves with their session, which does for them whatever it is told. */
  async guest(name?: string): Promise<Session> {
    const session = this.session();
    await session.start(null, name === undefined ? {} : {name});
    return session;
  }

  /**
   * Someone, or what is around the session (`'room'`), does something, by the names of `apiRequest`.
   * @returns what then happened
   * @throws {SessionError} what the session refuses
   */
  as<Name extends Command['name']>(
    by: By,
    name: Name,
    args: Extract<Command, {readonly name: Name}>['args'],
  ): readonly SessionEvent[] {
    return this.take(decide(this.#state, {name, args} as Command, by));
  }

  /** Someone opens a tab, and its page arrives. Returns its id. */
  open(by: ClientIndex, url: string, title: string): Ssid {
    const ssid = this.#state.nextSsid;
    this.as(by, 'open_tab', {url});
    this.arrive(ssid, url, title);
    return ssid;
  }

  /** A page arrives in a tab. */
  arrive(ssid: Ssid, url: string, title: string): void {
    this.as('room', 'tab_relocated', {ssid, url});
    this.as('room', 'tab_changed', {ssid, title, loading: false});
  }

  /** The page of a tab sends a message to the page of its owner. */
  message(ssid: Ssid, data: Json, origin = 'https://page.example'): void {
    this.as('room', 'message_from_page', {ssid, data, origin, target_origin: '*'});
  }

  /** A tab asks something of the one in control of it, or nothing any more. */
  ask(ssid: Ssid, ...prompts: readonly Prompt[]): void {
    this.asides.told({ssid, aside: {kind: 'prompts', prompts}});
  }

  /** Paints a tab. Resolves when everyone who watches it has shown the picture. */
  async paint(ssid: Ssid, width: number, height: number, draw: Draw): Promise<void> {
    await this.send(await drawFrame(ssid, width, height, draw));
  }

  /** Hands a picture to everyone who watches its tab. Resolves when all have shown it. */
  async send(frame: Frame): Promise<void> {
    await Promise.all([...(this.#paints.get(frame.ssid) ?? [])].map((paint) => paint(frame)));
  }

  /** Tells the one in control of a tab how things are there, such as how the pointer looks. */
  say(ssid: Ssid, aside: Aside): void {
    for (const provider of this.#providers) provider.whisper(ssid, aside);
  }

  /** Someone points at something in a tab, or draws there: the others are told. */
  point(ssid: Ssid, pointing: Pointing, by: ClientIndex): void {
    const refusal = refusedPointing(this.state, ssid, by, pointing.type);
    if (refusal) throw new SessionError(refusal.refused, refusal.message);
    const aside: Aside =
      pointing.type === 'point'
        ? {kind: 'pointing', pointers: [{by, at: pointing.at}], strokes: []}
        : {kind: 'pointing', pointers: [], strokes: [{...pointing, by}]};
    for (const provider of this.#providers) if (provider.clientIndex !== by) provider.whisper(ssid, aside);
  }

  /** How many watch a tab. */
  watchers(ssid: Ssid): number {
    return this.#paints.get(ssid)?.size ?? 0;
  }

  /** Starts the pictures of a tab. Returns the way to stop. */
  watch(ssid: Ssid, paint: Paint): () => void {
    const paints = this.#paints.get(ssid) ?? new Set();
    this.#paints.set(ssid, paints.add(paint));
    return () => paints.delete(paint);
  }

  /** How long the requests that someone knows of still wait. */
  requestTimesFor(viewer: ClientIndex): RequestTime[] {
    return requestTimesOf({state: this.#state, tail: [...this.#asked.values()]}, viewer, REQUEST_TIME);
  }

  /** Begins the session, once. */
  create(): void {
    if (this.#created) return;
    this.#created = true;
    this.as('room', 'create', {settings: this.#settings});
  }

  /** Has happen what was decided, and tells everyone. */
  take(outcome: Outcome): readonly SessionEvent[] {
    if (isRefusal(outcome)) throw new SessionError(outcome.refused, outcome.message);
    for (const event of outcome) {
      const before = this.#state;
      this.#state = evolve(before, event);
      this.#note(event);
      for (const provider of this.#providers) provider.happened(event, before);
    }
    return outcome;
  }

  /** Notes who asks, and forgets it when nobody waits any longer. */
  #note(event: SessionEvent): void {
    const {name, payload} = event;
    if (name === 'tab_control_requested' || name === 'host_rights_requested') {
      this.#asked.set(`${name} ${payload.clientIndex}`, {time: Date.now(), events: [event]});
    }
    if (this.#state.controlRequests.length + this.#state.hostRequests.length === 0) this.#asked.clear();
  }
}
