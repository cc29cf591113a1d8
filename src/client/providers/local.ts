import type {ParticipantCommand} from '../../model/commands.ts';
import type {Json, SessionEvent, Ssid, ToldEvent, UserData} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import {projectState} from '../../model/project.ts';
import {DEFAULT_SETTINGS, withSettings} from '../../model/settings.ts';
import {OTHER_CONNECTION} from '../../protocol/close-codes.ts';
import type {Input, WireRequests} from '../../protocol/rpc.ts';
import {SessionError, type SessionErrorCode} from '../errors.ts';
import {type Ether, openEther} from '../local/ether.ts';
import {findSession} from '../local/find-session.ts';
import {infoOf} from '../local/info.ts';
import {Pages} from '../local/pages.ts';
import {Stay} from '../local/stay.ts';
import {TIMES, type Times} from '../local/timers.ts';
import {linkTo} from '../wire/link.ts';
import {parseLink} from '../wire/read-link.ts';
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
  readonly evolve = evolve;
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
  #stay: Stay | null = null;

  constructor(options: LocalProviderOptions) {
    this.#options = options;
    this.#store = new SeatStore(options.storageKey);
    this.#pages = new Pages((command) => {
      // A page that reports while its session is handed over or over is not worth a word.
      this.#stay?.call({kind: 'report', command}).catch(() => {});
    });
  }

  get sessionId(): string | null {
    return this.#stay?.sessionId ?? null;
  }

  get sessionLink(): string | null {
    const page = this.#options.invitePage ?? globalThis.location?.href;
    const {sessionId, me, room} = this.#stay ?? {};
    if (!sessionId || !page) return null;
    const allowed = !me || room?.state.settings.invitations_allowed !== false;
    return allowed ? linkTo('invite', '', page, sessionId, INVITE) : null;
  }

  async create(): Promise<void> {
    const {link, space, settings} = this.#options;
    if (link !== undefined || this.#stay) return;
    const allowed = withSettings({...DEFAULT_SETTINGS, host_rights: 'everyone'}, settings ?? {});
    if ('refused' in allowed) throw new SessionError(allowed.refused, allowed.message);
    const ether = await this.#ether();
    const kept = this.#store.read();
    if (kept) {
      this.#stay = this.#newStay(ether, kept.sessionId, kept.seatToken);
      return;
    }
    await findSession(ether, space, async ({sessionId, isNew}) => {
      this.#stay = this.#newStay(ether, sessionId, null);
      if (isNew) await this.#stay.begin(allowed);
    });
  }

  async join(userData: UserData, target: Target): Promise<Seat> {
    if (target instanceof Object) this.#showIn(target);
    const {link} = this.#options;
    const invited = link === undefined ? null : parseLink(link).sessionId;
    if (invited && !this.#stay) await this.#accept(invited);
    const token = this.#stay?.token ?? null;
    try {
      return await this.#takeSeat(userData);
    } catch (error) {
      if (!GONE.has((error as SessionError).code)) throw error;
      this.#leave();
      this.#stay = null;
      if (invited && !token) throw error;
      // What was kept is over by now: begin anew, or come in as another participant.
      await (invited ? this.#accept(invited) : this.create());
      return this.#takeSeat(userData);
    }
  }

  async send<Name extends keyof WireRequests>(name: Name, args: WireRequests[Name]): Promise<Json> {
    if (name === 'get_screen_size') return this.#pages.sizeOf((args as WireRequests['get_screen_size']).ssid);
    if (name === 'get_session_info' && this.#stay?.room) return infoOf(this.#stay.room, this.#options.space);
    if (name === 'get_request_times') return this.#expectStay().requestTimes as unknown as Json;
    if (name === 'execute') {
      throw new SessionError('unsupported', 'The local provider runs no code: each window has a copy of the page.');
    }
    return this.#expectStay().call({kind: 'command', command: {name, args} as unknown as ParticipantCommand});
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
    this.#stay?.suspend();
  }

  resume(): void {
    if (this.#stay?.token) this.#stay.retake().catch((error) => this.#lost(error));
  }

  async #ether(): Promise<Ether> {
    return this.#options.ether ?? openEther();
  }

  async #accept(sessionId: string): Promise<void> {
    const kept = this.#store.read();
    const token = kept?.sessionId === sessionId ? kept.seatToken : null;
    this.#stay = this.#newStay(await this.#ether(), sessionId, token);
  }

  async #takeSeat(userData: UserData): Promise<Seat> {
    const stay = this.#expectStay();
    const seat = await stay.takeSeat(userData);
    const {settings} = seat.snapshot;
    if (settings.session_autorestore_enabled && stay.token) {
      this.#store.write({sessionId: stay.sessionId, invite: INVITE, seatToken: stay.token});
    }
    return seat;
  }

  #newStay(ether: Ether, sessionId: string, token: string | null): Stay {
    const stay: Stay = new Stay({
      ether,
      sessionId,
      token,
      times: {...TIMES, ...this.#options.times},
      listener: {
        waiting: () => this.listener.waiting(),
        happened: (event, told) => this.#happened(event, told),
        restored: (snapshot) => this.listener.restored(snapshot),
        settled: () => this.#follow(stay),
        parted: (why) => this.#parted(why),
      },
    });
    return stay;
  }

  #happened(event: SessionEvent, told: ToldEvent | null): void {
    this.#pages.happened(event, told);
    if (event.name === 'session_ended') this.#leave();
    if (told) this.listener.told(told);
  }

  #follow({room, me}: Stay): void {
    if (room && room.state.phase !== 'ended' && me !== null) this.#pages.follow(projectState(room.state, me), me);
  }

  #showIn(target: Element): void {
    if (target.localName !== 'iframe') {
      this.#pages.show(target);
      return;
    }
    const message = 'The local provider loads pages into frames of its own: name another element.';
    throw new SessionError('unsupported', message);
  }

  #parted(why: 'replaced' | 'removed'): void {
    if (why === 'removed') {
      this.#leave();
      this.listener.told({name: 'session_ended', payload: {}});
    } else {
      this.listener.failed('other_connection', new SessionError('connection_closed', OTHER_CONNECTION.reason));
    }
  }

  /** The seat was sought in vain when the page came back. */
  #lost(error: SessionError): void {
    if (error.code === 'connection_closed') return;
    this.#leave();
    this.#stay = null;
    if (error.code === 'session_ended') this.listener.told({name: 'session_ended', payload: {}});
    else this.listener.failed('start_failed', error);
  }

  #expectStay(): Stay {
    if (this.#stay) return this.#stay;
    throw new SessionError('not_started', 'Expected a session that was made, or a link to join one by.');
  }

  /** Gives up the seat of a session that is over. */
  #leave(): void {
    this.#store.clear();
    this.#pages.clear();
    this.#stay?.end();
  }
}
