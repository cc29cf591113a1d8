import type {Json, Ssid, ToldEvent, UserData} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import {INITIAL_STATE} from '../../model/state.ts';
import {mayRetry, OTHER_CONNECTION, REMOVED} from '../../protocol/close-codes.ts';
import type {Answer, Drop} from '../../protocol/prompts.ts';
import {
  type Fit,
  type Input,
  type Joined,
  type Pointing,
  type ServerNotifications,
  SOCKET_PATH,
  type Waits,
  type WireRequests,
} from '../../protocol/rpc.ts';
import type {SessionError, SessionErrorCode} from '../errors.ts';
import type {SessionWindow} from '../window/session-window.ts';
import {type Connection, closedError} from '../wire/connection.ts';
import {isPassing, Line} from '../wire/line.ts';
import {type LinkKind, linkTo} from '../wire/link.ts';
import {type Pass, secretOf, type TakenSeat} from '../wire/pass.ts';
import type {Pictures} from '../wire/pictures.ts';
import {SeatStore} from '../wire/seat-store.ts';
import type {Told} from '../wire/send-told.ts';
import {type Connect, WebSocketTransport} from '../wire/transport.ts';
import type {Hear, Paint, Provider, ProviderListener, Seat, Shows, Target} from './provider.ts';

/** Where a session lives, and how this client gets in. */
export interface ServerProviderOptions {
  /** Address of the session server, without a slash at its end. */
  readonly server: string;
  /** Id or slug of it; empty for the one that the key belongs to. */
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

/** Answers that say that this seat or session is not to be had any more. */
const GONE: readonly SessionErrorCode[] = [
  'unknown_session',
  'seat_lost',
  'session_ended',
  'not_allowed',
  'expired_link',
];

/** A session on a session server. */
export class ServerProvider implements Provider {
  readonly evolve = evolve;
  listener!: ProviderListener;

  readonly #options: ServerProviderOptions;
  readonly #store: SeatStore;
  /** The connection over which this client has its seat. */
  #joined: Connection | null = null;
  readonly #line: Line;
  /** Comes with the first tab that is watched: a page that shows none needs none of it. */
  #pictures: Promise<Pictures> | null = null;
  #pass: Pass | null;
  /** What has the seat, where the session is shown in a window of its own. */
  #window: SessionWindow | null = null;
  /** Settles when this client, which waits, is let in or not. */
  #letIn: PromiseWithResolvers<Joined> | null = null;
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
      onsaid: ({method, params}) => {
        if (method === 'event') this.#told(params);
        else if (method === 'aside') this.#sights.then(({asides}) => asides.told(params));
        else this.#seated(params);
      },
      onchange: (connection) => {
        this.#joined = connection;
        void this.#pictures?.then((pictures) => pictures.use(this.#joined));
      },
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
    return this.#linkTo('invite', this.#pass?.invite);
  }

  get leaderLink(): string | null {
    return this.#linkTo('leader', this.#pass?.leaderToken);
  }

  get followerLink(): string | null {
    return this.#linkTo('follower', this.#pass?.followerToken);
  }

  get pin(): string | null {
    return this.#pass?.pin ?? null;
  }

  async create(): Promise<void> {
    const {link, space, widgetKey, settings} = this.#options;
    if (link !== undefined) {
      // By the time it is asked for, it is there.
      await import('../later.ts');
      return;
    }
    this.#pass ??= this.#store.read();
    // Without a key nothing can be made here; whoever starts hears of it.
    if (this.#pass || !widgetKey) return;
    const connection = await this.#line.open();
    await connection.call(
      'create_session',
      {...(space && {space}), widget_key: widgetKey, ...(settings && {settings: settings as Record<string, unknown>})},
      (made) => {
        const {session_id: sessionId, invite, leader_token: leaderToken, follower_token: followerToken} = made;
        this.#pass = {sessionId, invite, leaderToken, followerToken};
        this.#lastNumber = 0;
      },
    );
  }

  async join(userData: UserData, target: Target): Promise<Seat> {
    const pass = this.#pass ?? (await this.#readLink());
    try {
      return await this.#takeSeat(pass, userData, target);
    } catch (error) {
      if (isUnwanted(error as SessionError)) this.#forget();
      if (!GONE.includes((error as SessionError).code)) throw error;
      this.#forget();
      if (!pass.seatToken && (!pass.leaderToken || this.#options.link !== undefined)) throw error;
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

  async upload(file: File, told?: Told, ssid?: Ssid): Promise<Json> {
    const {upload} = await import('../later.ts');
    return upload(this.#options.server, this.#pass as Pass, file, told, ssid);
  }

  async input(ssid: Ssid, input: Input | Answer | Drop | Pointing | Fit): Promise<void> {
    await this.ask('input', {ssid, input});
  }

  watch(ssid: Ssid, paint: Paint | null, hear?: Hear): () => void {
    let stop = () => {};
    let stopped = false;
    void this.#sights.then((pictures) => {
      if (!stopped) stop = pictures.watch(ssid, paint, hear);
    });
    return () => {
      stopped = true;
      stop();
    };
  }

  suspend(): void {
    this.#line.drop();
  }

  resume(): void {
    if (this.#window) this.#window.resume();
    else if (!this.#line.connection && this.#pass?.seatToken) void this.#line.seek();
  }

  /** What gives the seat again. */
  get seat(): TakenSeat {
    return this.#pass as TakenSeat;
  }

  /** Loaded by those who join: whoever makes a session needs none of it. */
  async #readLink(): Promise<Pass> {
    const {passOf} = await import('../later.ts');
    return passOf(this.#options.link, this.#store);
  }

  get #sights(): Promise<Pictures> {
    this.#pictures ??= this.#loadPictures();
    return this.#pictures;
  }

  async #loadPictures(): Promise<Pictures> {
    const {Pictures} = await import('../later.ts');
    const pictures = new Pictures(this.#options.server);
    pictures.use(this.#joined);
    return pictures;
  }

  #linkTo(kind: LinkKind, secret: string | null | undefined): string | null {
    const {server, invitePage} = this.#options;
    return secret ? linkTo(kind, server, invitePage, (this.#pass as Pass).sessionId, secret) : null;
  }

  async #takeSeat(pass: Pass, userData: UserData, target: Target): Promise<Seat> {
    this.#pass = pass;
    this.#window = null;
    if (target) return this.#takeSeatIn(target, userData);
    const connection = await this.#line.open();
    const params = {session_id: pass.sessionId, user_data: userData, ...(await secretOf(pass))};
    const answer = await connection.call('join_session', params, (result) => this.#answered(connection, result));
    const joined = 'waiting' in answer ? await (this.#letIn as PromiseWithResolvers<Joined>).promise : answer;
    return {clientIndex: joined.client_index, snapshot: joined.snapshot ?? INITIAL_STATE};
  }

  async #takeSeatIn(target: Exclude<Target, null>, userData: UserData): Promise<Seat> {
    const {SessionWindow} = await import('../window/session-window.ts');
    this.#window = new SessionWindow({
      ...this.#options,
      target,
      userData,
      listener: this.listener,
      ontold: (event) => this.#happened(event),
      pass: () => this.#pass as Pass,
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

  async #rejoin(connection: Connection): Promise<void> {
    const pass = this.#pass as Pass;
    const waited = this.#letIn;
    // Who waited saw nothing yet.
    const seen = waited ? {} : {last_number: this.#lastNumber};
    const params = {session_id: pass.sessionId, ...seen, ...(await secretOf(pass))};
    await connection.call('join_session', params, (result) => {
      this.#answered(connection, result);
      if (!waited && !('waiting' in result)) this.listener.restored(result.snapshot);
    });
  }

  #answered(connection: Connection, answer: Joined | Waits): void {
    this.#line.use(connection);
    if (!('waiting' in answer)) {
      this.#seated(answer);
      return;
    }
    const {sessionId} = this.#pass as Pass;
    this.#keep({sessionId, invite: '', seatToken: answer.seat_token});
    this.#letIn ??= Promise.withResolvers();
    this.listener.waiting();
  }

  #seated(joined: Joined): void {
    const {seat_token: seatToken, follower_token: followerToken, leader_token: leaderToken, ...others} = joined;
    const {number, snapshot, invite, pin} = others;
    if (snapshot) this.#lastNumber = number;
    const {sessionId} = this.#pass as Pass;
    this.#keep({sessionId, invite, seatToken, followerToken, leaderToken, pin});
    if (snapshot?.settings.session_autorestore_enabled === false) this.#store.clear();
    this.#letIn?.resolve(joined);
    this.#letIn = null;
  }

  #keep(pass: TakenSeat): void {
    const {sessionId, invite, seatToken, target} = pass;
    this.#pass = pass;
    this.#store.write({sessionId, invite, seatToken, target});
  }

  #told({number, ...event}: ServerNotifications['event']): void {
    if (number <= this.#lastNumber) return;
    this.#lastNumber = number;
    if (event.name === 'file_downloaded') {
      // A server does not know at which address it is reached.
      Object.assign(event.payload, {url: this.#options.server + event.payload.url});
    }
    this.#happened(event);
  }

  #happened(event: ToldEvent): void {
    if (event.name === 'session_ended') this.#leave();
    this.listener.told(event);
  }

  #closed(code: number): void {
    if (mayRetry(code)) {
      if (!this.#pass?.seatToken) return;
      this.listener.lost();
      void this.#line.seek();
      return;
    }
    const error = closedError(code);
    if (code === OTHER_CONNECTION.code) this.listener.failed('other_connection', error);
    else if (code === REMOVED.code) this.#end();
    this.#turnAway(error);
  }

  #gone(error: SessionError): void {
    const {code} = error;
    if (this.#letIn) {
      if (!isPassing(error)) this.#forget();
      this.#turnAway(error);
    } else if (code === 'session_ended' || isUnwanted(error)) {
      // It ended meanwhile, and nobody is left there who could tell.
      this.#end();
    } else if (isPassing(error)) {
      this.listener.failed('connect_failed', error);
    } else {
      this.#forget();
      this.listener.failed('start_failed', error);
    }
  }

  /** This client waits to be let in no longer. */
  #turnAway(error: SessionError): void {
    this.#letIn?.reject(error);
    this.#letIn = null;
  }

  #end(): void {
    this.#leave();
    this.listener.told({name: 'session_ended', payload: {}});
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

/** Whether the host does not want this client. */
function isUnwanted({code}: SessionError): boolean {
  return code === 'removed' || code === 'not_admitted';
}
