import {LitElement} from 'lit';
import {type Session, SessionError} from '../../src/client/index.ts';
import {FORWARDED, type SessionCommands} from '../shared/session-host.ts';

/** The methods that are handed on to the session, so that they have types and no code. */
const Forwarding = LitElement as unknown as Omit<typeof LitElement, 'prototype'> &
  (abstract new () => LitElement & Omit<SessionCommands, 'create' | 'start'>);

/**
 * Every command of a session as a method of its element, and what is known of it. Each promise rejects with a
 * `SessionError`.
 */
export abstract class SessionCommandsElement extends Forwarding implements SessionCommands {
  static {
    for (const name of FORWARDED) {
      const forward = async function (this: SessionCommandsElement, ...args: never[]) {
        const {session} = this;
        if (!session)
          throw new SessionError('not_started', 'Expected a session that is started: call start() and await it first.');
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

  /** Makes a session, unless there is one already, so that its links are known; nobody joins it yet. */
  abstract create(): Promise<void>;

  /** Starts a session, joins one, or does nothing when it is live already. */
  abstract start(): Promise<void>;

  /** Whether this page has a seat in the session. */
  get started(): boolean {
    return this.session?.started ?? false;
  }

  /** Four digits that let others in, or null before the session has started. */
  get pin(): string | null {
    return this.session?.pin ?? null;
  }

  /** Address that gives the leader's seat to whoever opens it, or null for everyone but the leader. */
  get leaderLink(): string | null {
    return this.session?.leaderLink ?? null;
  }

  /** Address that lets each browser in once, or null before it is known. */
  get followerLink(): string | null {
    return this.session?.followerLink ?? null;
  }

  /** The iframe that the window of the session is in, or null when it is in none. */
  get node(): HTMLIFrameElement | null {
    return this.session?.node ?? null;
  }

  /** The window of the session, or null when this page shows it by itself. */
  get window(): Window | null {
    return this.session?.window ?? null;
  }
}
