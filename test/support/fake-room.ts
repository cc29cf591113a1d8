import type {Provider, ProviderListener, Seat} from '../../src/client/index.ts';
import {SessionError} from '../../src/client/index.ts';
import type {By, Command, ParticipantCommandName, ParticipantCommands} from '../../src/model/commands.ts';
import {decide} from '../../src/model/decide.ts';
import type {ClientIndex, Json, Ssid, UserData} from '../../src/model/events.ts';
import {evolve} from '../../src/model/evolve.ts';
import {isRefusal} from '../../src/model/outcome.ts';
import {project, projectState} from '../../src/model/project.ts';
import {DEFAULT_SETTINGS, type SessionSettings} from '../../src/model/settings.ts';
import {INITIAL_STATE, type SessionState} from '../../src/model/state.ts';
import {CODEC, type Frame} from '../../src/protocol/frames.ts';
import type {Input, WireRequests} from '../../src/protocol/rpc.ts';

type Paint = (frame: Frame) => void | Promise<void>;

/** A session that lives in the page: the real model, with no socket and no browser. */
export class FakeRoom {
  state: SessionState;
  /** What was typed and clicked, in order. */
  readonly inputs: Input[] = [];
  readonly #providers = new Set<FakeProvider>();
  readonly #paints = new Map<Ssid, Set<Paint>>();

  constructor(settings: Partial<SessionSettings> = {}) {
    this.state = {...INITIAL_STATE, settings: {...DEFAULT_SETTINGS, host_rights: 'everyone', ...settings}};
  }

  /** A seat for a session of this page. The first that joins is the leader. */
  provider(): FakeProvider {
    const provider = new FakeProvider(this);
    this.#providers.add(provider);
    return provider;
  }

  /** Someone joins elsewhere. Returns their index. */
  join(name?: string): ClientIndex {
    const leader = !this.state.leaderJoined;
    this.as('room', 'join', {leader, user_data: name ? {name} : {}});
    return this.state.participants.at(-1)!.clientIndex;
  }

  /** Someone, or the room itself, does something. Throws what the model refuses. */
  as<Name extends Command['name']>(by: By, name: Name, args: Extract<Command, {name: Name}>['args']): void {
    const outcome = decide(this.state, {name, args} as Command, by);
    if (isRefusal(outcome)) throw new SessionError(outcome.refused, outcome.message);
    for (const event of outcome) {
      const before = this.state;
      this.state = evolve(before, event);
      for (const provider of this.#providers) {
        if (provider.suspended) continue;
        const told = project(event, provider.clientIndex, before);
        if (told) provider.listener.told(told);
      }
    }
  }

  /** Opens a tab for someone and has its page arrive. Returns its id. */
  open(by: ClientIndex, url: string, title: string): Ssid {
    const ssid = this.state.nextSsid;
    this.as(by, 'open_tab', {url});
    this.arrive(ssid, url, title);
    return ssid;
  }

  /** The page of a tab arrives. */
  arrive(ssid: Ssid, url: string, title: string): void {
    this.as('room', 'tab_relocated', {ssid, url});
    this.as('room', 'tab_changed', {ssid, title, loading: false});
  }

  /** How often a tab is watched. */
  watchers(ssid: Ssid): number {
    return this.#paints.get(ssid)?.size ?? 0;
  }

  watch(ssid: Ssid, paint: Paint): () => void {
    const paints = this.#paints.get(ssid) ?? new Set();
    this.#paints.set(ssid, paints.add(paint));
    return () => paints.delete(paint);
  }

  /** Paints a tab in one colour. Resolves when everyone who watches has shown it. */
  async paint(
    ssid: Ssid,
    width: number,
    height: number,
    draw: string | ((context: CanvasContext) => void),
  ): Promise<void> {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d')!;
    if (typeof draw === 'string') {
      context.fillStyle = draw;
      context.fillRect(0, 0, width, height);
    } else draw(context);
    const blob = await canvas.convertToBlob({type: 'image/jpeg', quality: 1});
    const data = new Uint8Array(await blob.arrayBuffer());
    const frame: Frame = {codec: CODEC.jpeg, keyFrame: true, ssid, width, height, time: 0, data};
    await this.send(frame);
  }

  /** Hands a picture to everyone who watches its tab. Resolves when all have shown it. */
  async send(frame: Frame): Promise<void> {
    await Promise.all([...(this.#paints.get(frame.ssid) ?? [])].map((paint) => paint(frame)));
  }
}

type CanvasContext = OffscreenCanvasRenderingContext2D;

/** A seat in a room of the same page. */
export class FakeProvider implements Provider {
  listener!: ProviderListener;
  clientIndex: ClientIndex | null = null;
  suspended = false;
  /** What `join()` rejects with, when it does. */
  refusal: SessionError | null = null;
  /** Joining waits for this. */
  gate: Promise<void> = Promise.resolve();
  /** Input is refused, as when control has just gone to someone else. */
  refusesInput = false;
  /** How often the line was let go and taken again. */
  readonly calls: string[] = [];
  sessionId: string | null = null;
  sessionLink: string | null = null;
  readonly leaderLink = null;
  readonly followerLink = null;
  readonly pin = null;
  readonly shows = 'pictures';
  readonly node = null;
  readonly window = null;
  readonly #room: FakeRoom;

  constructor(room: FakeRoom) {
    this.#room = room;
  }

  async create(): Promise<void> {
    this.sessionId = 'fake';
    this.sessionLink = 'https://webfuse.example/sfake#wf-invite=fake.secret';
    if (!this.#room.state.leaderJoined)
      queueMicrotask(() => this.#room.as('room', 'create', {settings: this.#room.state.settings}));
  }

  async join(userData: UserData): Promise<Seat> {
    await this.gate;
    if (this.refusal) throw this.refusal;
    const {state} = this.#room;
    this.clientIndex = state.leaderJoined ? Math.max(0, ...Object.keys(state.roles).map(Number)) + 1 : 0;
    const snapshot = projectState(state, this.clientIndex);
    const leader = !state.leaderJoined;
    queueMicrotask(() => this.#room.as('room', 'join', {leader, user_data: userData}));
    return {clientIndex: this.clientIndex, snapshot};
  }

  async send<Name extends keyof WireRequests>(name: Name, args: WireRequests[Name]): Promise<Json> {
    const ssid = this.#room.state.nextSsid;
    if (name === 'get_screen_size') return {width: 1280, height: 720};
    this.#room.as(this.clientIndex!, name as ParticipantCommandName, args as never);
    if (name === 'relocate') {
      const {url, ssid: target = this.#room.state.activeSsid!} = args as ParticipantCommands['relocate'];
      this.#room.as('room', 'tab_relocating', {ssid: target, url});
    }
    return name === 'open_tab' ? {ssid} : null;
  }

  async upload(file: File): Promise<Json> {
    return this.send('open_tab', {url: `http://files.localhost/${encodeURIComponent(file.name)}`});
  }

  async input(ssid: Ssid, input: Input): Promise<void> {
    if (this.refusesInput) throw new SessionError('not_allowed', 'Only the one in control can click and type.');
    this.#room.as(this.clientIndex!, 'input', {ssid});
    this.#room.inputs.push(input);
  }

  watch(ssid: Ssid, paint: Paint): () => void {
    return this.#room.watch(ssid, paint);
  }

  suspend(): void {
    this.calls.push('suspend');
    this.suspended = true;
  }

  resume(): void {
    this.calls.push('resume');
    this.suspended = false;
    queueMicrotask(() => this.listener.restored(projectState(this.#room.state, this.clientIndex!)));
  }
}
