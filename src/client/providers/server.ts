import type {Json, Ssid, UserData} from '../../model/events.ts';
import {INITIAL_STATE} from '../../model/state.ts';
import {mayRetry, OTHER_CONNECTION} from '../../protocol/close-codes.ts';
import type {Input, RpcMethods, ServerNotifications, WireCommands} from '../../protocol/rpc.ts';
import {SOCKET_PATH} from '../../protocol/rpc.ts';
import {Connection, closedError} from '../connection.ts';
import {SessionError, type SessionErrorCode} from '../errors.ts';
import {inviteLink, parseInviteLink} from '../link.ts';
import {retry} from '../retry.ts';
import {SeatStore} from '../seat-store.ts';
import {type Connect, WebSocketTransport} from '../transport.ts';
import {type Paint, Pictures} from './pictures.ts';
import type {Provider, ProviderListener, Seat} from './provider.ts';

/** How long the server keeps a seat for someone whose line is lost, in milliseconds. */
const GRACE_TIME = 30_000;

export interface ServerProviderOptions {
  /** Address of the session server, without a slash at its end. */
  readonly server: string;
  readonly space: string;
  readonly widgetKey: string;
  /** An invite link to join by; without one a session is made. */
  readonly link?: string | undefined;
  /** Where invite links lead, if not to the server's own page. */
  readonly invitePage?: string | undefined;
  /** Under which key the seat is kept while the browser tab lives. */
  readonly storageKey?: string | undefined;
  readonly connect?: Connect;
}

/** What lets this client in, and what it knows of the session before it is in. */
interface Pass {
  readonly sessionId: string;
  readonly invite: string | null;
  readonly leaderToken?: string;
  readonly seatToken?: string;
}

type Joined = RpcMethods['join_session']['result'];

/** Answers that say that this seat or session is no more. */
const GONE: ReadonlySet<SessionErrorCode> = new Set(['unknown_session', 'seat_lost', 'session_ended']);

/** Failures that another attempt may not meet again. */
const PASSING: ReadonlySet<SessionErrorCode> = new Set([
  'connect_failed',
  'connection_closed',
  'timeout',
  'too_many',
  'internal',
]);

const isPassing = (error: unknown) => PASSING.has((error as SessionError).code);

/** A session on a session server, over a WebSocket. */
export class ServerProvider implements Provider {
  listener: ProviderListener = {told() {}, lost() {}, restored() {}, failed() {}};

  readonly #options: ServerProviderOptions;
  readonly #store: SeatStore;
  readonly #pictures = new Pictures();
  #pass: Pass | null = null;
  #connection: Connection | null = null;
  /** Number of the last event that was told. */
  #lastNumber = 0;
  /** Ends the attempts to find a lost line. */
  #seeking: AbortController | null = null;

  constructor(options: ServerProviderOptions) {
    this.#options = options;
    this.#store = new SeatStore(options.storageKey);
  }

  get sessionId(): string | null {
    return this.#pass?.sessionId ?? null;
  }

  get sessionLink(): string | null {
    const {sessionId, invite} = this.#pass ?? {};
    return sessionId && invite ? inviteLink(this.#options.server, this.#options.invitePage, sessionId, invite) : null;
  }

  async create(): Promise<void> {
    const {link, space, widgetKey} = this.#options;
    if (link !== undefined) return;
    this.#pass ??= this.#store.read();
    if (this.#pass) return;
    const connection = await this.#line();
    await connection.call('create_session', {space, widget_key: widgetKey}, (made) => {
      this.#pass = {sessionId: made.session_id, invite: made.invite, leaderToken: made.leader_token};
      this.#lastNumber = 0;
    });
  }

  async join(userData: UserData): Promise<Seat> {
    const pass = this.#pass ?? this.#invited();
    try {
      return await this.#takeSeat(pass, userData);
    } catch (error) {
      if (!GONE.has((error as SessionError).code)) throw error;
      this.#forget();
      if (!pass.leaderToken && !pass.seatToken) throw error;
      // What was kept, or made long before the start, is over by now: begin anew.
      await this.create();
      return this.#takeSeat(this.#pass ?? this.#invited(), userData);
    }
  }

  async send<Name extends keyof WireCommands>(name: Name, args: WireCommands[Name]): Promise<Json> {
    if (!this.#connection) throw closedError();
    return (await this.#connection.call(name, args as never)) as Json;
  }

  async input(ssid: Ssid, input: Input): Promise<void> {
    if (!this.#connection) throw closedError();
    await this.#connection.call('input', {ssid, input});
  }

  watch(ssid: Ssid, paint: Paint): () => void {
    return this.#pictures.watch(ssid, paint);
  }

  suspend(): void {
    this.#seeking?.abort();
    this.#connection?.close();
    this.#use(null);
  }

  resume(): void {
    if (!this.#connection && this.#pass?.seatToken) void this.#seek(this.#pass);
  }

  /** The line there is, or a new one. */
  async #line(): Promise<Connection> {
    if (this.#connection) return this.#connection;
    const connection = await this.#connect();
    this.#connection = connection;
    return connection;
  }

  async #connect(): Promise<Connection> {
    const {server, connect = WebSocketTransport.connect} = this.#options;
    const connection = new Connection(await connect(server.replace(/^http/, 'ws') + SOCKET_PATH));
    connection.onevent = (event) => this.#told(event);
    connection.onclose = (code) => this.#closed(connection, code);
    return connection;
  }

  /** The pass that the link gives, or the seat that was kept of the same session. */
  #invited(): Pass {
    const invited = parseInviteLink(this.#options.link ?? '');
    const kept = this.#store.read();
    if (kept?.sessionId === invited.sessionId) return kept;
    if (invited.invite) return invited;
    throw new SessionError(
      'invalid_invite',
      'This link lost the part after its #, which lets people in. Ask for another.',
    );
  }

  async #takeSeat(pass: Pass, userData: UserData): Promise<Seat> {
    const {sessionId, invite, leaderToken, seatToken} = pass;
    this.#pass = pass;
    const connection = await this.#line();
    const secret = seatToken
      ? {seat_token: seatToken}
      : leaderToken
        ? {leader_token: leaderToken}
        : {invite: invite ?? ''};
    const params = {session_id: sessionId, user_data: userData, ...secret};
    const joined = await connection.call('join_session', params, (result) => this.#seated(connection, result));
    return {clientIndex: joined.client_index, snapshot: joined.snapshot ?? INITIAL_STATE};
  }

  #seated(connection: Connection, {seat_token: seatToken, invite, number, snapshot}: Joined): void {
    const sessionId = this.sessionId as string;
    if (snapshot) this.#lastNumber = number;
    this.#pass = {sessionId, invite, seatToken};
    this.#store.write({sessionId, invite, seatToken});
    this.#use(connection);
  }

  /** Tries to find the line again, for as long as the server keeps the seat. */
  async #seek({sessionId, seatToken}: Pass): Promise<void> {
    this.#seeking?.abort();
    this.#seeking = new AbortController();
    const {signal} = this.#seeking;
    const attempt = async () => {
      const connection = await this.#connect();
      if (signal.aborted) return connection.close();
      signal.addEventListener('abort', () => connection.close());
      const params = {session_id: sessionId, seat_token: seatToken as string, last_number: this.#lastNumber};
      const taken = connection.call('join_session', params, (result) => {
        this.#seated(connection, result);
        this.listener.restored(result.snapshot);
      });
      await taken.catch((error) => {
        connection.close();
        throw error;
      });
    };
    try {
      await retry(attempt, {signal, giveUpAfter: GRACE_TIME, mayRetry: isPassing});
    } catch (error) {
      this.#giveUp(error as SessionError);
    }
  }

  #giveUp(error: SessionError): void {
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

  #told({number, ...event}: ServerNotifications['event']): void {
    if (number <= this.#lastNumber) return;
    this.#lastNumber = number;
    if (event.name === 'session_ended') this.#leave();
    this.listener.told(event);
  }

  #closed(connection: Connection, code: number): void {
    if (connection !== this.#connection) return;
    this.#use(null);
    if (code === OTHER_CONNECTION.code) {
      const error = new SessionError(
        'connection_closed',
        'The session was opened in another window with the same seat.',
      );
      this.listener.failed('other_connection', error);
    } else if (mayRetry(code) && this.#pass?.seatToken) {
      this.listener.lost();
      void this.#seek(this.#pass);
    }
  }

  #use(connection: Connection | null): void {
    this.#connection = connection;
    this.#pictures.use(connection);
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
