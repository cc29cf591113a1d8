import type {Json, SessionEvent, ToldEvent, UserData} from '../../model/events.ts';
import type {SessionSettings} from '../../model/settings.ts';
import type {SessionState} from '../../model/state.ts';
import type {RequestTime} from '../../protocol/queries.ts';
import {SessionError, type SessionErrorCode} from '../errors.ts';
import type {Seat} from '../providers/provider.ts';
import type {Ether} from './ether.ts';
import type {Joined} from './keeper.ts';
import type {Call} from './messages.ts';
import {CLOSED, type Left, Peer} from './peer.ts';
import {requestTimesOf} from './request-times.ts';
import type {Room} from './room.ts';
import type {Parting} from './telling.ts';
import type {Times} from './timers.ts';

/** What a window hears while it stays in a session. */
export interface StayListener {
  waiting(): void;
  happened(event: SessionEvent, told: ToldEvent | null): void;
  restored(snapshot: SessionState | null): void;
  settled(): void;
  /** The seat is gone while the session goes on. */
  parted(why: 'replaced' | 'removed'): void;
}

export interface StayOptions {
  readonly ether: Ether;
  readonly sessionId: string;
  /** With which a seat is taken again, or null. */
  readonly token: string | null;
  readonly times: Times;
  readonly listener: StayListener;
}

/** One window's stay in a session: it takes a seat, and takes the same one again after it was away. */
export class Stay {
  readonly #options: StayOptions;
  #token: string | null;
  #leads = false;
  #peer: Peer | null = null;
  /** The session as this window left it. */
  #left: Left | null = null;
  #seated: PromiseWithResolvers<Seat> | null = null;

  constructor(options: StayOptions) {
    this.#options = options;
    this.#token = options.token;
  }

  get sessionId(): string {
    return this.#options.sessionId;
  }

  /** With which the seat is taken again, or null before there was one. */
  get token(): string | null {
    return this.#token;
  }

  /** The session as this window knows it. */
  get room(): Room | null {
    return this.#peer?.room ?? null;
  }

  /** The index of its participant. */
  get me(): number | null {
    return this.#peer?.me ?? null;
  }

  /** How long the requests that its participant knows of still wait. */
  get requestTimes(): readonly RequestTime[] {
    const {room, me} = this;
    return room && me !== null ? requestTimesOf(room, me, this.#options.times.request) : [];
  }

  /** Begins the session, which this window then leads. */
  async begin(settings: SessionSettings): Promise<void> {
    this.#leads = true;
    this.#peer = this.#newPeer();
    await this.#peer.create(settings);
  }

  /** Takes a seat. Resolves once its participant is in, which the host may have to decide. */
  async takeSeat(userData: UserData): Promise<Seat> {
    const seated = Promise.withResolvers<Seat>();
    // Whoever started the session hears of it from what is awaited first.
    seated.promise.catch(() => {});
    this.#seated = seated;
    await this.retake(userData);
    return seated.promise;
  }

  /** Takes the seat again that there was. */
  async retake(userData: UserData = {}): Promise<void> {
    if (!this.#peer) {
      this.#peer = this.#newPeer();
      await this.#peer.enter();
    }
    const call = {kind: 'join', token: this.#token, leader: this.#leads, userData} as const;
    this.#token = ((await this.call(call)) as Joined).token;
  }

  /** Asks for something. Rejects with a `SessionError`. */
  async call(call: Call): Promise<Json> {
    if (!this.#peer) throw CLOSED;
    const answer = await this.#peer.call(call);
    if ('result' in answer) return answer.result;
    throw new SessionError(answer.refused as SessionErrorCode, answer.message);
  }

  /** Goes away and keeps the seat. */
  suspend(): void {
    const room = this.#peer?.room;
    if (room) this.#left = {room, time: Date.now()};
    this.#peer?.close();
    this.#peer = null;
  }

  /** Goes away for good, after those were answered who asked. */
  end(): void {
    const peer = this.#peer;
    this.#peer = null;
    queueMicrotask(() => peer?.close());
  }

  #newPeer(): Peer {
    const {ether, sessionId, times, listener} = this.#options;
    return new Peer({
      ether,
      sessionId,
      times,
      left: this.#left,
      listener: {
        seated: (seat) => this.#seated?.resolve(seat),
        waiting: () => listener.waiting(),
        happened: (event, told) => listener.happened(event, told),
        restored: (snapshot) => listener.restored(snapshot),
        settled: () => listener.settled(),
        parted: (why) => this.#parted(why),
      },
    });
  }

  #parted(why: Parting): void {
    if (why === 'replaced' || why === 'removed') {
      this.#options.listener.parted(why);
      return;
    }
    const error = why === 'unknown' ? unknown(this.#options.ether) : REFUSALS[why];
    this.#seated?.reject(error);
    this.#peer?.close(error);
    this.#peer = null;
  }
}

const REFUSALS = {
  over: new SessionError('session_ended', 'The session is over.'),
  refused: new SessionError('not_admitted', 'The host did not let this participant in.'),
};

function unknown({reach}: Ether): SessionError {
  const where =
    reach === 'page'
      ? 'Windows of a browser find each other on https and on localhost only.'
      : 'Sessions of the local provider are open in the browser that they began in, and nowhere else.';
  return new SessionError('unknown_session', `No window within reach knows of this session. ${where}`);
}
