import type {ClientIndex, ErrorReason, ToldEvent, UserData} from '../../model/events.ts';
import {findParticipant, type SessionState} from '../../model/state.ts';
import {SessionError} from '../errors.ts';
import {methodOf, type VendorSession} from './api.ts';
import {Desk} from './desk.ts';
import {isRecord, numberField, sameJson, textField, userDataField} from './fields.ts';
import {type Heard, Hearing} from './hear.ts';
import {asSessionError} from './reasons.ts';
import {Survey} from './survey.ts';
import {take} from './take.ts';
import {needsTabs} from './take-tabs.ts';
import {Tracker} from './tracker.ts';

/** How long the vendor may take to give a sign of life, in milliseconds. */
const SIGN_TIMEOUT = 30_000;

/** How long it may take until a session that is made has its links, in milliseconds, and how often to look. */
const LINK_TIMEOUT = 20_000;
const LOOK_INTERVAL = 100;

/** How long someone may be asked for a name, or wait to be let in, in the vendor's window, in milliseconds. */
const ENTER_TIMEOUT = 300_000;

/** How long it may take to learn one's own index after the start, in milliseconds. */
const INDEX_TIMEOUT = 2_000;

export interface VendorClientOptions {
  readonly session: VendorSession;
  /** Whether it joins a session that is there. */
  readonly joins: boolean;
  readonly settings: object;
  readonly told: (event: ToldEvent) => void;
  /** The session is not to be had any more. */
  readonly failed: (reason: ErrorReason, error: SessionError) => void;
  /** How long commands may take. */
  readonly timeout?: number | undefined;
}

/** One session of the vendor's: what it tells is understood in order, and what it does not tell is found out. */
export class VendorClient {
  readonly session: VendorSession;
  readonly desk: Desk;

  readonly #options: VendorClientOptions;
  readonly #tracker: Tracker;
  readonly #survey: Survey;
  readonly #hearing: Hearing;
  readonly #unread: Heard[] = [];
  #reading = false;
  #heard = false;
  #started = false;
  #failure: SessionError | null = null;
  /** What this client tells of itself, from its start on. */
  #ownData: UserData | null = null;
  /** Who came last, which is this client as long as it comes in. */
  #newest: ClientIndex | null = null;

  constructor(options: VendorClientOptions) {
    const {session, settings, told, timeout} = options;
    this.#options = options;
    this.session = session;
    this.#tracker = new Tracker(settings, told);
    this.#survey = new Survey(session, this.#tracker);
    this.desk = new Desk({session, tracker: this.#tracker, survey: this.#survey, timeout});
    this.#hearing = new Hearing(session, (heard) => this.#hear(heard));
  }

  /** What the session allows, as far as it is known here. */
  get settings(): SessionState['settings'] {
    return this.#tracker.state.settings;
  }

  /** Has the vendor make the session before its start. Resolves once that is so. */
  async create(isMade: () => boolean): Promise<void> {
    const made = Promise.resolve(methodOf(this.session, 'create')?.());
    made.catch((error) => this.#fail('create_failed', asSessionError(error, 'create()')));
    // Not every version tells when it has the links.
    const looking = setInterval(() => this.#tracker.recheck(), LOOK_INTERVAL);
    const isDone = () => this.#unlessFailed(isMade());
    await this.#tracker.until(isDone, 'the links of the session', LINK_TIMEOUT).finally(() => clearInterval(looking));
  }

  /** Opens the session's window. Resolves with this client's index once it is in. Rejects with a `SessionError`. */
  async enter(selector: string | undefined, userData: UserData): Promise<ClientIndex> {
    this.#ownData = userData;
    this.#open(selector, userData);
    const tracker = this.#tracker;
    await tracker.until(() => this.#unlessFailed(this.#heard), 'a sign of the session', SIGN_TIMEOUT);
    const isIn = () => this.#unlessFailed(this.#started || tracker.me !== null);
    await tracker.until(isIn, 'to be let into the session', ENTER_TIMEOUT);
    const isKnown = () => this.#unlessFailed(tracker.me !== null || this.#newest !== null);
    await tracker.until(isKnown, 'an index', INDEX_TIMEOUT).catch(() => this.#unlessFailed(true));
    // Others may be told of in one go with this client.
    await new Promise((resolve) => setTimeout(resolve));
    const me = tracker.me ?? this.#newest ?? this.#guess();
    tracker.me = me;
    tracker.meet(me, userData);
    if (tracker.state.host === null && findParticipant(tracker.state, 0)) tracker.crown(0);
    this.#ownData = null;
    return me;
  }

  /** Hears and asks nothing any more. */
  stop(): void {
    this.#hearing.stop();
    this.#survey.stop();
    this.desk.stop();
  }

  #open(selector: string | undefined, userData: UserData): void {
    const {session, joins} = this.#options;
    const start = methodOf(session, 'start') ?? methodOf(session, joins ? 'startFollower' : 'startLeader');
    const args = Object.keys(userData).length > 0 ? [selector, userData] : selector === undefined ? [] : [selector];
    const opened = async () => start?.(...args);
    opened().then(
      () => this.#sign(),
      (error) => this.#fail('start_failed', asSessionError(error, 'start()')),
    );
  }

  #guess(): ClientIndex {
    if (!this.#options.joins) return 0;
    return Math.max(0, ...this.#tracker.state.participants.map(({clientIndex}) => clientIndex)) + 1;
  }

  #sign(): void {
    this.#heard = true;
    this.#tracker.recheck();
  }

  #hear(heard: Heard): void {
    this.#unread.push(heard);
    if (!this.#reading) void this.#read();
  }

  /** Reads in order; an event that names its tab by nothing, or by its place, waits until the tabs are known. */
  async #read(): Promise<void> {
    this.#reading = true;
    try {
      for (let heard = this.#unread.shift(); heard; heard = this.#unread.shift()) {
        const {name, payload} = heard;
        if (this.#survey.canList && needsTabs(this.#tracker, name, payload)) await this.#survey.look();
        this.#understand(heard);
      }
    } finally {
      this.#reading = false;
    }
  }

  #understand(heard: Heard): void {
    const {name, payload} = heard;
    if (name === 'error') {
      this.#failed(heard);
      return;
    }
    if (name === 'session_started') this.#started = true;
    if (name === 'participant_joined') this.#noteNewest(numberField(payload, 'clientIndex'), userDataField(payload));
    take(this.#tracker, heard);
    this.#sign();
    if (name === 'session_ended') {
      if (this.#ownData) this.#fail('start_failed', new SessionError('session_ended', 'The session is over.'));
      this.stop();
    } else this.#survey.follow(name);
  }

  #noteNewest(clientIndex: ClientIndex | undefined, userData: UserData): void {
    if (!this.#ownData || clientIndex === undefined) return;
    // Whoever joins is not the leader, whom some versions tell of to everyone who comes.
    if (this.#options.joins && clientIndex === 0) return;
    const isOwn = Object.entries(this.#ownData).every(([key, value]) => sameJson(userData[key], value));
    if (isOwn) this.#newest = Math.max(this.#newest ?? 0, clientIndex);
  }

  #failed({payload}: Heard): void {
    const given = textField(payload, 'reason') ?? '';
    const reason = given in CODES ? (given as ErrorReason) : 'start_failed';
    const {details} = payload;
    const said = isRecord(details) ? textField(details, 'message') : typeof details === 'string' ? details : undefined;
    const message = said ?? `Webfuse says: ${given || 'an error'}.`;
    const code = (isRecord(details) && textField(details, 'code')) || CODES[reason];
    this.#fail(reason, asSessionError({code, message}, 'its start'));
  }

  #fail(reason: ErrorReason, error: SessionError): void {
    this.#failure = error;
    if (this.#ownData) this.#tracker.recheck();
    else this.#options.failed(reason, error);
  }

  #unlessFailed(value: boolean): boolean {
    if (this.#failure) throw this.#failure;
    return value;
  }
}

const CODES = {
  other_connection: 'connection_closed',
  connect_failed: 'connect_failed',
  create_failed: 'internal',
  start_failed: 'internal',
} as const;
