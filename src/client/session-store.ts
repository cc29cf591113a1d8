import type {ClientIndex} from '../model/events.ts';
import {INITIAL_STATE, type SessionState, shownSsid} from '../model/state.ts';
import {Emitter} from './emitter.ts';
import {SessionError} from './errors.ts';
import {deepFreeze, type SessionSnapshot, type SessionStatus} from './snapshot.ts';

/** Holds what is true of a session for this client, and tells those who subscribed when that changes. */
export class SessionStore {
  readonly #changes = new Emitter<{change: (state: SessionSnapshot) => void}>();
  #failure: SessionError | null = null;
  #model: SessionState = INITIAL_STATE;
  #snapshot = deepFreeze<SessionSnapshot>({...INITIAL_STATE, status: 'idle', me: null});

  /** What is true now. */
  get snapshot(): SessionSnapshot {
    return this.#snapshot;
  }

  /** What the session is, whoever sees it. */
  get model(): SessionState {
    return this.#model;
  }

  /** Whether this client has a seat, with or without a line at the moment. */
  get started(): boolean {
    const {status} = this.#snapshot;
    return status === 'live' || status === 'reconnecting';
  }

  /** Takes over another state, status or index. */
  set(changes: {model?: SessionState; status?: SessionStatus; me?: ClientIndex | null}): void {
    const {model = this.#model, status = this.#snapshot.status, me = this.#snapshot.me} = changes;
    if (model === this.#model && status === this.#snapshot.status && me === this.#snapshot.me) return;
    this.#model = model;
    const activeSsid = shownSsid(model, me);
    this.#snapshot = deepFreeze({...model, activeSsid, status: model.phase === 'ended' ? 'ended' : status, me});
    this.#changes.emit('change', this.#snapshot);
  }

  /** Remembers why the session could not be had. */
  fail(error: SessionError): void {
    this.#failure = error;
    this.set({status: 'failed'});
  }

  /** Calls back with each new snapshot. Returns the way to stop. */
  subscribe(callback: (state: SessionSnapshot) => void): () => void {
    return this.#changes.on('change', (state) => callback(state));
  }

  /** Whether it has ended, or could not be had. */
  get over(): boolean {
    const {status} = this.#snapshot;
    return status === 'ended' || status === 'failed';
  }

  /** Resolves once that is so. Rejects when the session is over before it is. */
  until(test: (state: SessionSnapshot) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (state: SessionSnapshot) => {
        if (!this.over && !test(state)) return;
        stop();
        if (this.over) reject(this.refusal());
        else resolve();
      };
      const stop = this.subscribe(check);
      check(this.#snapshot);
    });
  }

  /** Why nothing can be asked of the session now, or null. */
  refusal(): SessionError | null {
    const {status} = this.#snapshot;
    if (status === 'ended')
      return new SessionError('session_ended', 'The session is over; space.session() makes another.');
    if (status === 'failed') return this.#failure;
    if (this.started) return null;
    return new SessionError('not_started', 'Expected a session that is started: call start() and await it first.');
  }
}
