import {LitElement} from 'lit';
import {type Session, SessionError} from '../../src/client/index.ts';
import {FORWARDED, type SessionCommands} from '../shared/session-host.ts';

/** The methods that are handed on to the session, so that they have types and no code. */
const Forwarding = LitElement as unknown as Omit<typeof LitElement, 'prototype'> &
  (abstract new () => LitElement & Omit<SessionCommands, 'start'>);

/** Every command of a session as a method of its element. Each promise rejects with a `SessionError`. */
export abstract class SessionCommandsElement extends Forwarding implements SessionCommands {
  static {
    for (const name of FORWARDED) {
      const forward = async function (this: SessionCommandsElement, ...args: never[]) {
        const session = this.#started;
        return (session[name] as (...args: never[]) => Promise<unknown>).apply(session, args);
      };
      Object.defineProperty(SessionCommandsElement.prototype, name, {
        value: forward,
        configurable: true,
        writable: true,
      });
    }
  }

  /** The session that is asked, or null before the first start. */
  abstract get session(): Session | null;

  /** Starts a session, joins one, or does nothing when it is live already. */
  abstract start(): Promise<void>;

  get #started(): Session {
    if (this.session) return this.session;
    throw new SessionError('not_started', 'The session was not started yet: call start() first, or set autostart.');
  }
}
