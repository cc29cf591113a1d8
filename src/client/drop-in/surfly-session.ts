import type {UserData} from '../../model/events.ts';
import {type ListenName, Session, type SessionCallback} from '../session.ts';
import type {Given} from '../target.ts';

/** What a callback of old gets: the session as `this` and as first argument, then what happened. */
type OldCallback = (this: SurflySession, session: SurflySession, payload: never) => void;

/** Every member of a session that is not written out below, handed on as it is. */
const Forwarding = class {} as new () => Omit<
  Session,
  'on' | 'off' | 'create' | 'start' | 'startLeader' | 'startFollower'
>;

/** A session with the interface of old: what starts it gives the session back at once, and events tell the rest. */
export class SurflySession extends Forwarding {
  readonly #session: Session;
  readonly #wrapped = new Map<OldCallback, SessionCallback<ListenName>>();

  static {
    for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(Session.prototype))) {
      if (name in SurflySession.prototype) continue;
      Object.defineProperty(
        SurflySession.prototype,
        name,
        forwarding(name as keyof Session, member, (own) => own.#session),
      );
    }
  }

  constructor(session: Session) {
    super();
    this.#session = session;
  }

  /** Calls back when something happens. */
  on(name: ListenName, callback: OldCallback): this {
    this.#session.on(name, this.#wrap(callback));
    return this;
  }

  /** Stops calling back. */
  off(name: ListenName, callback: OldCallback): this {
    this.#session.off(name, this.#wrap(callback));
    return this;
  }

  /** Makes the session and its links; `session_created` tells when they are there. */
  create(): this {
    quietly(this.#session.create());
    return this;
  }

  /** Opens the session's window as the one whose session it is. */
  startLeader(target?: Given, userData?: UserData): this {
    quietly(this.#session.start(target, userData));
    return this;
  }

  /** Opens the session's window as someone who joins. */
  startFollower(target?: Given, userData?: UserData): this {
    return this.startLeader(target, userData);
  }

  /** As `startLeader()`, by the name of today. */
  start(target?: Given, userData?: UserData): Promise<void> {
    return quietly(this.#session.start(target, userData));
  }

  #wrap(callback: OldCallback): SessionCallback<ListenName> {
    // What is no function is refused by whoever gets it.
    if (typeof callback !== 'function') return callback;
    const known = this.#wrapped.get(callback);
    if (known) return known;
    const wrapped: SessionCallback<ListenName> = (_session, payload) => callback.call(this, this, payload as never);
    this.#wrapped.set(callback, wrapped);
    return wrapped;
  }
}

type Member = {readonly get?: () => unknown; readonly value?: unknown};

function forwarding(
  name: keyof Session,
  {get}: Member,
  sessionOf: (own: SurflySession) => Session,
): PropertyDescriptor {
  if (get)
    return {
      get: function (this: SurflySession) {
        return sessionOf(this)[name];
      },
    };
  return {
    value: function (this: SurflySession, ...args: unknown[]) {
      const session = sessionOf(this);
      return quietly((session[name] as (...args: unknown[]) => unknown).apply(session, args));
    },
  };
}

/** Pages of old look at no promise, so that one which nobody minds is no failure of the page. */
function quietly<Value>(value: Value): Value {
  if (value instanceof Promise) value.catch(() => {});
  return value;
}
