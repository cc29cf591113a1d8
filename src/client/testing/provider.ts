import type {ParticipantCommandName, ParticipantCommands} from '../../model/commands.ts';
import {decide} from '../../model/decide.ts';
import type {ClientIndex, Json, SessionEvent, Ssid, UserData} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import {isRefusal, newcomerOf} from '../../model/outcome.ts';
import {project, projectState} from '../../model/project.ts';
import {findParticipant, findTab, type SessionState, shownSsid} from '../../model/state.ts';
import type {Answer, Drop} from '../../protocol/prompts.ts';
import type {Aside, Fit, Input, Pointing, WireRequests} from '../../protocol/rpc.ts';
import {SessionError} from '../errors.ts';
import type {Hear, Paint, Provider, ProviderListener, Seat} from '../providers/provider.ts';
import type {Told} from '../wire/send-told.ts';
import type {TestRoom} from './room.ts';

/** A seat in a room of the same page, for one session. A test says how its line fares. */
export class TestProvider implements Provider {
  readonly evolve = evolve;
  listener: ProviderListener = {told() {}, lost() {}, restored() {}, waiting() {}, failed() {}};

  sessionId: string | null = null;
  sessionLink: string | null = null;
  leaderLink: string | null = null;
  followerLink: string | null = null;
  pin: string | null = null;
  readonly shows = 'pictures';
  readonly node = null;
  readonly window = null;

  clientIndex: ClientIndex | null = null;
  /** What joining is refused with, when it is. */
  refusal: SessionError | null = null;
  /** Joining waits for this. */
  gate: Promise<void> = Promise.resolve();
  /** Input is refused, as when control has just gone to someone else. */
  refusesInput = false;
  /** Whether the line was let go. */
  suspended = false;
  /** How often the line was let go and taken again. */
  readonly calls: string[] = [];

  readonly #room: TestRoom;
  readonly #hearing = new Set<(said: {readonly ssid: Ssid; readonly aside: Aside}) => void>();
  #entering: {resolve: (seat: Seat) => void; reject: (error: SessionError) => void} | null = null;

  constructor(room: TestRoom) {
    this.#room = room;
  }

  /** Breaks the line: nothing is told until it is found again. */
  lose(): void {
    this.suspended = true;
    this.listener.lost();
  }

  /** Finds the line again, and with it how everything is now. */
  find(): void {
    this.suspended = false;
    this.listener.restored(projectState(this.#room.state, this.clientIndex as ClientIndex));
  }

  async create(): Promise<void> {
    this.sessionId = 'fake';
    this.sessionLink = 'https://webfuse.example/sfake#wf-invite=fake.secret';
    queueMicrotask(() => this.#room.create());
  }

  async join(userData: UserData): Promise<Seat> {
    await this.gate;
    if (this.refusal) throw this.refusal;
    // A start that failed let the line go.
    this.suspended = false;
    this.#room.create();
    const {state} = this.#room;
    const args = {leader: !state.leaderJoined, user_data: userData};
    const outcome = decide(state, {name: 'join', args}, 'room');
    if (!isRefusal(outcome)) this.clientIndex = newcomerOf(outcome);
    return new Promise((resolve, reject) => {
      this.#entering = {resolve, reject};
      this.#room.take(outcome);
    });
  }

  async send<Name extends keyof WireRequests>(name: Name, args: WireRequests[Name]): Promise<Json> {
    if (name === 'get_screen_size') return this.#room.screen;
    if (name === 'get_request_times')
      return this.#room.requestTimesFor(this.clientIndex as ClientIndex) as unknown as Json;
    if (name === 'get_session_info') {
      const {metadata} = this.#room.state.settings;
      return {sessionId: this.sessionId, opentokSessionId: '', space: {}, metadata: metadata as Json};
    }
    const me = this.clientIndex as ClientIndex;
    const events = this.#room.as(me, name as ParticipantCommandName, args as never);
    if (name === 'relocate') {
      const {url, ssid = shownSsid(this.#room.state, me)} = args as ParticipantCommands['relocate'];
      this.#room.as('room', 'tab_relocating', {ssid: ssid as Ssid, url});
    }
    const opened = events.find((event) => event.name === 'tab_opened');
    return opened ? {ssid: opened.payload.ssid} : null;
  }

  async upload(file: File, told?: Told, ssid?: Ssid): Promise<Json> {
    told?.(1);
    if (ssid !== undefined) {
      this.#room.as(this.clientIndex as ClientIndex, 'input', {ssid});
      return {file_id: `file ${this.#room.files.push(file)}`};
    }
    const opened = await this.send('open_tab', {url: `http://files.localhost/${encodeURIComponent(file.name)}`});
    this.#room.files.push(file);
    return opened;
  }

  async input(ssid: Ssid, input: Input | Answer | Drop | Pointing | Fit): Promise<void> {
    if (this.refusesInput) throw new SessionError('not_allowed', 'Only the one in control can click and type.');
    const me = this.clientIndex as ClientIndex;
    if (input.type === 'point' || input.type === 'draw') return this.#room.point(ssid, input, me);
    if (input.type === 'fit') return void this.#room.fits.push(input);
    this.#room.as(me, 'input', {ssid, pastes: input.type === 'paste'});
    if (input.type === 'answer') this.#room.answers.push(input);
    else if (input.type === 'drop') this.#room.drops.push(input);
    else this.#room.inputs.push(input);
  }

  watch(ssid: Ssid, paint: Paint | null, hear?: Hear): () => void {
    const stopPictures = paint ? this.#room.watch(ssid, paint) : () => {};
    const stopAsides = hear ? this.#room.asides.hear(ssid, hear) : () => {};
    const told = (said: {readonly ssid: Ssid; readonly aside: Aside}) => {
      if (said.ssid !== ssid) return;
      const inControl = findTab(this.#room.state, ssid)?.controlIndex === this.clientIndex;
      if (inControl || said.aside.kind === 'pointing') hear?.(said.aside);
    };
    this.#hearing.add(told);
    return () => {
      stopPictures();
      stopAsides();
      this.#hearing.delete(told);
    };
  }

  suspend(): void {
    this.calls.push('suspend');
    this.suspended = true;
  }

  resume(): void {
    this.calls.push('resume');
    queueMicrotask(() => this.find());
  }

  /** Tells something of a tab in passing, if this participant watches it and it is for them. */
  whisper(ssid: Ssid, aside: Aside): void {
    for (const tell of this.#hearing) tell({ssid, aside});
  }

  /** Tells what happened, if it is for this participant. */
  happened(event: SessionEvent, before: SessionState): void {
    const me = this.clientIndex;
    const mine = me !== null && 'clientIndex' in event.payload && event.payload.clientIndex === me;
    if (mine) this.#follow(event, before, me);
    const isIn = me === null || findParticipant(before, me) || (mine && event.name === 'participant_joined');
    const told = isIn || event.name === 'session_ended' ? project(event, me, before) : null;
    if (told && !this.suspended) this.listener.told(told);
    if (mine && event.name === 'participant_left') this.listener.told({name: 'session_ended', payload: {}});
  }

  #follow({name}: SessionEvent, before: SessionState, me: ClientIndex): void {
    if (name === 'participant_joined') {
      this.#entering?.resolve({clientIndex: me, snapshot: projectState(before, me)});
      this.#entering = null;
    } else if (name === 'admission_requested') {
      this.listener.waiting();
    } else if (name === 'admission_refused') {
      this.#entering?.reject(new SessionError('not_admitted', 'The host did not let this participant in.'));
    }
  }
}
