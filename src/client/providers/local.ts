import type {ParticipantCommand} from '../../model/commands.ts';
import type {Json, SessionEvent, Ssid, ToldEvent, UserData} from '../../model/events.ts';
import {projectState} from '../../model/project.ts';
import {DEFAULT_SETTINGS, withSettings} from '../../model/settings.ts';
import type {Input, WireRequests} from '../../protocol/rpc.ts';
import {SessionError, type SessionErrorCode} from '../errors.ts';
import {type Ether, openEther} from '../local/ether.ts';
import {infoOf} from '../local/info.ts';
import type {Joined} from '../local/keeper.ts';
import {isOfSpace, keptBy, leftKeyOfSpace, newSessionId, spaceLock} from '../local/names.ts';
import {Pages} from '../local/pages.ts';
import {type Left, type Parting, Peer} from '../local/peer.ts';
import type {Answer, Room} from '../local/room.ts';
import {TIMES, type Times} from '../local/timers.ts';
import {linkTo, parseLink} from '../wire/link.ts';
import {SeatStore} from '../wire/seat-store.ts';
import type {Provider, ProviderListener, Seat, Target} from './provider.ts';

/** Where a session is shared, and how this window gets in. */
export interface LocalProviderOptions {
  /** Windows with the same space share a session; without one, only those that are invited do. */
  readonly space: string;
  /** What the session allows, where this window makes it. */
  readonly settings?: object | undefined;
  /** An invite link to join by. */
  readonly link?: string | undefined;
  /** Where invite links lead, if not to this page. */
  readonly invitePage?: string | undefined;
  /** Under which key the seat is kept while the browser tab lives. */
  readonly storageKey?: string | undefined;
  readonly times?: Partial<Times> | undefined;
  /** What reaches other windows. */
  readonly ether?: Ether | undefined;
}

/** Whoever has the address of a window has all there is: windows of one origin trust each other. */
const INVITE = 'local';

/** Answers that say that this seat or session is not to be had any more. */
const GONE: ReadonlySet<SessionErrorCode> = new Set(['unknown_session', 'seat_lost', 'session_ended']);

/** A session that lives in the windows of one browser, with no server. */
export class LocalProvider implements Provider {
  listener: ProviderListener = {told() {}, lost() {}, restored() {}, waiting() {}, failed() {}};

  readonly shows = 'pages';
  readonly node = null;
  readonly window = null;
  readonly leaderLink = null;
  readonly followerLink = null;
  readonly pin = null;

  readonly #options: LocalProviderOptions;
  readonly #store: SeatStore;
  readonly #pages: Pages;
  #ether: Ether | null;
  #sessionId: string | null = null;
  #token: string | null = null;
  #leads = false;
  #peer: Peer | null = null;
  /** The session as this window left it. */
  #left: Left | null = null;
  #seated: {resolve: (seat: Seat) => void; reject: (error: SessionError) => void} | null = null;

  constructor(options: LocalProviderOptions) {
    this.#options = options;
    this.#store = new SeatStore(options.storageKey);
    this.#ether = options.ether ?? null;
    this.#pages = new Pages((command) => {
      // A page that reports while its session is handed over or over is not worth a word.
      this.#peer?.call({kind: 'report', command}).catch(() => {});
    });
  }

  get sessionId(): string | null {
    return this.#sessionId;
  }

  get sessionLink(): string | null {
    const page = this.#options.invitePage ?? globalThis.location?.href;
    return this.#sessionId && page ? linkTo('invite', '', page, this.#sessionId, INVITE) : null;
  }

  async create(): Promise<void> {
    const {link, space, settings} = this.#options;
    if (link !== undefined || this.#sessionId) return;
    const allowed = withSettings({...DEFAULT_SETTINGS, host_rights: 'everyone'}, settings ?? {});
    if ('refused' in allowed) throw new SessionError(allowed.refused, allowed.message);
    const kept = this.#store.read();
    if (kept) return this.#keep(kept.sessionId, kept.seatToken);

    const ether = await this.#open();
    // Two windows that open at once find each other.
    const letGo = space ? await ether.lock(spaceLock(space)) : () => {};
    try {
      const running = await this.#find(ether);
      this.#keep(running ?? newSessionId(space), null);
      if (running) return;
      this.#leads = true;
      this.#peer = this.#newPeer(ether);
      await this.#peer.create(allowed);
    } finally {
      letGo();
    }
  }

  async join(userData: UserData, target: Target): Promise<Seat> {
    if (target instanceof Object && target.localName === 'iframe') {
      throw new SessionError(
        'unsupported',
        'The local provider loads pages into frames of its own: name another element.',
      );
    }
    const kept = this.#store.read();
    const invited = this.#options.link === undefined ? null : parseLink(this.#options.link).sessionId;
    if (invited) this.#keep(invited, kept?.sessionId === invited ? kept.seatToken : null);
    try {
      return await this.#takeSeat(userData);
    } catch (error) {
      if (!GONE.has((error as SessionError).code)) throw error;
      const seatLost = this.#token !== null;
      this.#forget();
      if (invited && !seatLost) throw error;
      // What was kept is over by now: begin anew, or come in as another participant.
      if (invited) this.#keep(invited, null);
      else await this.create();
      return this.#takeSeat(userData);
    }
  }

  async send<Name extends keyof WireRequests>(name: Name, args: WireRequests[Name]): Promise<Json> {
    const {room} = this.#expectPeer();
    if (name === 'get_session_info') return infoOf(room as Room, this.#options.space);
    if (name === 'get_screen_size') return this.#pages.sizeOf((args as WireRequests['get_screen_size']).ssid);
    if (name === 'execute') {
      throw new SessionError('unsupported', 'The local provider runs no code: each window has a copy of the page.');
    }
    const command = {name, args} as unknown as ParticipantCommand;
    return resultOf(await this.#expectPeer().call({kind: 'command', command}));
  }

  async upload(_file: File): Promise<Json> {
    throw new SessionError('unsupported', 'The local provider keeps no files: there is no server that could.');
  }

  async input(_ssid: Ssid, _input: Input): Promise<void> {
    throw new SessionError('unsupported', 'With the local provider, people click and type in the page itself.');
  }

  watch(): () => void {
    return () => {};
  }

  show(place: Element): () => void {
    return this.#pages.show(place);
  }

  suspend(): void {
    const room = this.#peer?.room;
    if (room) this.#left = {room, time: Date.now()};
    this.#peer?.close();
    this.#peer = null;
  }

  resume(): void {
    if (this.#peer || !this.#token) return;
    this.#enter()
      .then((peer) => this.#ask(peer, this.#token, {}))
      .catch((error) => this.#failed(error));
  }

  async #open(): Promise<Ether> {
    this.#ether ??= await openEther();
    return this.#ether;
  }

  /** The session that is open in the space, or was a moment ago. */
  async #find(ether: Ether): Promise<string | null> {
    const {space} = this.#options;
    const open = (await ether.held()).map(keptBy).find((id) => id !== null && isOfSpace(id, space));
    return open ?? (ether.read(leftKeyOfSpace(space)) as Left | null)?.room.id ?? null;
  }

  async #takeSeat(userData: UserData): Promise<Seat> {
    const peer = await this.#enter();
    const seated = new Promise<Seat>((resolve, reject) => {
      this.#seated = {resolve, reject};
    });
    // Rejected as well when the window leaves while it waits; whoever started the session hears of it in any case.
    seated.catch(() => {});
    await this.#ask(peer, this.#token, userData);
    return seated;
  }

  async #enter(): Promise<Peer> {
    if (this.#peer) return this.#peer;
    this.#peer = this.#newPeer(await this.#open());
    await this.#peer.enter();
    return this.#peer;
  }

  async #ask(peer: Peer, token: string | null, userData: UserData): Promise<void> {
    const joined = resultOf(await peer.call({kind: 'join', token, leader: this.#leads, userData})) as Joined;
    this.#token = joined.token;
    this.#store.write({sessionId: this.#sessionId as string, invite: INVITE, seatToken: joined.token});
  }

  #newPeer(ether: Ether): Peer {
    const {times} = this.#options;
    const peer: Peer = new Peer({
      ether,
      sessionId: this.#sessionId as string,
      left: this.#left,
      times: {...TIMES, ...times},
      listener: {
        seated: (seat) => {
          this.#seated?.resolve(seat);
          this.#seated = null;
        },
        waiting: () => this.listener.waiting(),
        happened: (event, told) => this.#happened(event, told),
        restored: (snapshot) => this.listener.restored(snapshot),
        settled: () => this.#settled(peer),
        parted: (why) => this.#parted(why),
      },
    });
    return peer;
  }

  #happened(event: SessionEvent, told: ToldEvent | null): void {
    this.#pages.happened(event, told);
    if (event.name === 'session_ended') this.#leave();
    if (told) this.listener.told(told);
  }

  #settled({room, me}: Peer): void {
    if (room && room.state.phase !== 'ended' && me !== null) this.#pages.follow(projectState(room.state, me), me);
  }

  #parted(why: Parting): void {
    if (why === 'replaced') {
      const message = 'The session was opened in another window with the same seat.';
      this.listener.failed('other_connection', new SessionError('connection_closed', message));
    } else if (why === 'removed') {
      this.#leave();
      this.listener.told({name: 'session_ended', payload: {}});
    } else {
      const error =
        why === 'unknown' ? this.#unknown() : new SessionError('not_allowed', 'The host did not let you in.');
      this.#seated?.reject(error);
      this.#peer?.close(error);
      this.#peer = null;
    }
  }

  #unknown(): SessionError {
    const where =
      this.#ether?.reach === 'page'
        ? 'Windows of a browser find each other on https and on localhost only.'
        : 'Sessions of the local provider are open in the browser that they began in, and nowhere else.';
    return new SessionError('unknown_session', `No window within reach knows of this session. ${where}`);
  }

  /** The seat was sought in vain when the page came back. */
  #failed(error: SessionError): void {
    if (error.code === 'connection_closed') return;
    this.#forget();
    if (error.code === 'session_ended') this.listener.told({name: 'session_ended', payload: {}});
    else this.listener.failed('start_failed', error);
  }

  #expectPeer(): Peer {
    if (this.#peer) return this.#peer;
    throw new SessionError('connection_closed', 'This window takes no part in the session at the moment.');
  }

  #keep(sessionId: string, token: string | null): void {
    this.#sessionId = sessionId;
    this.#token = token;
  }

  /** Gives up the seat of a session that is over, which keeps its id. */
  #leave(): void {
    const peer = this.#peer;
    this.#token = null;
    this.#peer = null;
    this.#left = null;
    this.#store.clear();
    this.#pages.clear();
    // Whoever asked for the end is answered first.
    queueMicrotask(() => peer?.close());
  }

  #forget(): void {
    this.#leave();
    this.#sessionId = null;
    this.#leads = false;
  }
}

function resultOf(answer: Answer): Json {
  if ('result' in answer) return answer.result;
  throw new SessionError(answer.refused as SessionErrorCode, answer.message);
}
