import type {Json, Ssid, ToldEvent, UserData} from '../../model/events.ts';
import {INITIAL_STATE} from '../../model/state.ts';
import {mayRetry, OTHER_CONNECTION} from '../../protocol/close-codes.ts';
import {
  type Input,
  type RpcMethods,
  type ServerNotifications,
  SOCKET_PATH,
  type WireRequests,
} from '../../protocol/rpc.ts';
import {SessionError, type SessionErrorCode} from '../errors.ts';
import type {SessionWindow} from '../window/session-window.ts';
import {type Connection, closedError} from '../wire/connection.ts';
import {isPassing, Line} from '../wire/line.ts';
import {inviteLink} from '../wire/link.ts';
import type {Paint} from '../wire/painter.ts';
import {type Pass, passOf, secretOf} from '../wire/pass.ts';
import {Pictures} from '../wire/pictures.ts';
import {type KeptSeat, SeatStore} from '../wire/seat-store.ts';
import {type Connect, WebSocketTransport} from '../wire/transport.ts';
import type {Provider, ProviderListener, Seat, Shows, Target} from './provider.ts';

/** Where a session lives, and how this client gets in. */
export interface ServerProviderOptions {
  /** Address of the session server, without a slash at its end. */
  readonly server: string;
  readonly space: string;
  readonly widgetKey: string;
  /** What the session allows, where this client makes it. */
  readonly settings?: object | undefined;
  /** An invite link to join by; without one a session is made. */
  readonly link?: string | undefined;
  /** Where invite links lead, if not to the server's own page. */
  readonly invitePage?: string | undefined;
  /** Under which key the seat is kept while the browser tab lives. */
  readonly storageKey?: string | undefined;
  readonly connect?: Connect | undefined;
  /** What lets this client in, where that is known already. */
  readonly pass?: Pass | undefined;
}

type Joined = RpcMethods['join_session']['result'];

/** Answers that say that this seat or session is not to be had any more. */
const GONE: ReadonlySet<SessionErrorCode> = new Set(['unknown_session', 'seat_lost', 'session_ended', 'not_allowed']);

/** A session on a session server. */
export class ServerProvider implements Provider {
  listener: ProviderListener = {told() {}, lost() {}, restored() {}, waiting() {}, failed() {}};

  readonly leaderLink: string | null = null;
  readonly followerLink: string | null = null;
  readonly pin: string | null = null;

  readonly #options: ServerProviderOptions;
  readonly #store: SeatStore;
  readonly #pictures = new Pictures();
  readonly #line: Line;
  #pass: Pass | null;
  /** What has the seat, where the session is shown in a window of its own. */
  #window: SessionWindow | null = null;
  /** Number of the last event that was told. */
  #lastNumber = 0;

  constructor(options: ServerProviderOptions) {
    this.#options = options;
    this.#pass = options.pass ?? null;
    this.#store = new SeatStore(options.storageKey);
    this.#line = new Line({
      url: options.server.replace(/^http/, 'ws') + SOCKET_PATH,
      connect: options.connect ?? WebSocketTransport.connect,
      rejoin: (connection) => this.#rejoin(connection),
      onevent: (event) => this.#told(event),
      onchange: (connection) => this.#pictures.use(connection),
      onclose: (code) => this.#closed(code),
      ongone: (error) => this.#gone(error),
    });
  }

  get shows(): Shows {
    return this.#window ? 'window' : 'pictures';
  }

  get node(): HTMLIFrameElement | null {
    return this.#window?.node ?? null;
  }

  get window(): Window | null {
    return this.#window?.window ?? null;
  }

  get sessionId(): string | null {
    return this.#pass?.sessionId ?? null;
  }

  get sessionLink(): string | null {
    const {sessionId, invite} = this.#pass ?? {};
    return sessionId && invite ? inviteLink(this.#options.server, this.#options.invitePage, sessionId, invite) : null;
  }

  async create(): Promise<void> {
    const {link, space, widgetKey, settings} = this.#options;
    if (link !== undefined) return;
    this.#pass ??= this.#store.read();
    // Without a key nothing can be made here; whoever starts hears of it.
    if (this.#pass || !widgetKey) return;
    const connection = await this.#line.open();
    await connection.call(
      'create_session',
      {space, widget_key: widgetKey, ...(settings && {settings: settings as Record<string, unknown>})},
      (made) => {
        this.#pass = {sessionId: made.session_id, invite: made.invite, leaderToken: made.leader_token};
        this.#lastNumber = 0;
      },
    );
  }

  async join(userData: UserData, target: Target): Promise<Seat> {
    const pass = this.#pass ?? passOf(this.#options.link, this.#store);
    try {
      return await this.#takeSeat(pass, userData, target);
    } catch (error) {
      if (!GONE.has((error as SessionError).code)) throw error;
      this.#forget();
      if (!pass.leaderToken && !pass.seatToken) throw error;
      // What was kept, or made long before the start, is over by now: begin anew, or come in as another participant.
      await this.create();
      return this.#takeSeat(this.#pass ?? {sessionId: pass.sessionId, invite: pass.invite}, userData, target);
    }
  }

  send<Name extends keyof WireRequests>(name: Name, args: WireRequests[Name]): Promise<Json> {
    return this.ask(name, args);
  }

  /** Asks for something by the name that it has on the wire. */
  async ask(method: string, params: object): Promise<Json> {
    const way = this.#window ?? this.#line.connection;
    if (!way) throw closedError();
    return (await way.call(method as never, params as never)) as Json;
  }

  async upload(_file: File): Promise<Json> {
    throw new SessionError('unsupported', 'Files are still to come.');
  }

  async input(ssid: Ssid, input: Input): Promise<void> {
    await this.ask('input', {ssid, input});
  }

  watch(ssid: Ssid, paint: Paint): () => void {
    return this.#pictures.watch(ssid, paint);
  }

  suspend(): void {
    this.#line.drop();
  }

  resume(): void {
    if (this.#window) this.listener.restored(null);
    else if (!this.#line.connection && this.#pass?.seatToken) void this.#line.seek();
  }

  /** What gives the seat again. */
  get seat(): KeptSeat {
    return this.#pass as KeptSeat;
  }

  async #takeSeat(pass: Pass, userData: UserData, target: Target): Promise<Seat> {
    this.#pass = pass;
    this.#window = null;
    if (target) return this.#takeSeatIn(target, userData);
    const connection = await this.#line.open();
    const params = {session_id: pass.sessionId, user_data: userData, ...secretOf(pass)};
    const joined = await connection.call('join_session', params, (result) => this.#seated(connection, result));
    return {clientIndex: joined.client_index, snapshot: joined.snapshot ?? INITIAL_STATE};
  }

  async #takeSeatIn(target: Exclude<Target, null>, userData: UserData): Promise<Seat> {
    const {SessionWindow} = await import('../window/session-window.ts');
    const {server, settings = {}, invitePage} = this.#options;
    this.#window = new SessionWindow({
      server,
      target,
      settings,
      listener: this.listener,
      ontold: (event) => this.#happened(event),
      opening: () => ({pass: this.#pass as Pass, userData, settings, invitePage}),
      onseated: (seat) => this.#keep(seat),
    });
    try {
      const seat = await this.#window.join();
      this.#line.drop();
      return seat;
    } catch (error) {
      this.#window = null;
      throw error;
    }
  }

  #rejoin(connection: Connection): Promise<Joined> {
    const pass = this.#pass as Pass;
    const params = {session_id: pass.sessionId, last_number: this.#lastNumber, ...secretOf(pass)};
    return connection.call('join_session', params, (result) => {
      this.#seated(connection, result);
      this.listener.restored(result.snapshot);
    });
  }

  #seated(connection: Connection, {seat_token: seatToken, invite, number, snapshot}: Joined): void {
    const {sessionId} = this.#pass as Pass;
    if (snapshot) this.#lastNumber = number;
    this.#keep({sessionId, invite, seatToken});
    this.#line.use(connection);
  }

  #keep(seat: KeptSeat): void {
    this.#pass = seat;
    this.#store.write(seat);
  }

  #told({number, ...event}: ServerNotifications['event']): void {
    if (number <= this.#lastNumber) return;
    this.#lastNumber = number;
    this.#happened(event);
  }

  #happened(event: ToldEvent): void {
    if (event.name === 'session_ended') this.#leave();
    this.listener.told(event);
  }

  #closed(code: number): void {
    if (code === OTHER_CONNECTION.code) {
      const error = new SessionError(
        'connection_closed',
        'The session was opened in another window with the same seat.',
      );
      this.listener.failed('other_connection', error);
    } else if (mayRetry(code) && this.#pass?.seatToken) {
      this.listener.lost();
      void this.#line.seek();
    }
  }

  #gone(error: SessionError): void {
    if (error.code === 'session_ended') {
      // It ended meanwhile, and nobody is left there who could tell.
      this.#leave();
      this.listener.told({name: 'session_ended', payload: {}});
    } else if (isPassing(error)) {
      this.listener.failed('connect_failed', error);
    } else {
      this.#forget();
      this.listener.failed('start_failed', error);
    }
  }

  /** Gives up the seat of an ended session, which keeps its id. */
  #leave(): void {
    if (this.#pass) this.#pass = {sessionId: this.#pass.sessionId, invite: this.#pass.invite};
    this.#store.clear();
  }

  #forget(): void {
    this.#pass = null;
    this.#store.clear();
  }
}
