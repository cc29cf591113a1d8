import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {EVENT_NAMES, type Session, type SessionEventMap, type SessionEventName} from '../../src/client/index.ts';

interface HoldListener {
  /** The session, or something about it, is another one now. */
  changed(): void;
  /** Something happened in the session. */
  happened<Name extends SessionEventName>(name: Name, session: Session, payload: SessionEventMap[Name]): void;
}

/**
 * Ties a session to an element for as long as the element is in the page: outside, it listens to nothing at once, and
 * lets the line go one task later. The seat is kept, and taken again when the element or the page comes back.
 */
export class SessionHold implements ReactiveController {
  #element: ReactiveControllerHost & HTMLElement;
  #listener: HoldListener;
  #session: Session | null = null;
  #grip: AbortController | null = null;
  #suspended = false;

  constructor(element: ReactiveControllerHost & HTMLElement, listener: HoldListener) {
    this.#element = element;
    this.#listener = listener;
    element.addController(this);
  }

  get session(): Session | null {
    return this.#session;
  }

  set session(session: Session | null) {
    if (session === this.#session) return;
    this.#release();
    this.#suspended = false;
    this.#session = session;
    if (this.#element.isConnected) this.#grasp();
    this.#listener.changed();
  }

  hostConnected(): void {
    window.addEventListener('pagehide', this.#suspend);
    window.addEventListener('pageshow', this.#resume);
    this.#grasp();
    this.#resume();
    this.#listener.changed();
  }

  hostDisconnected(): void {
    window.removeEventListener('pagehide', this.#suspend);
    window.removeEventListener('pageshow', this.#resume);
    this.#release();
    // A move, or a framework that mounts twice, puts the element back before the next task.
    setTimeout(() => this.leave());
  }

  /** Lets the line go where the element is in no page, or no more. */
  leave(): void {
    if (!this.#element.isConnected) this.#suspend();
  }

  #grasp(): void {
    const session = this.#session;
    if (!session || this.#grip) return;
    this.#grip = new AbortController();
    const {signal} = this.#grip;
    for (const name of EVENT_NAMES) {
      session.on(name, (_, payload) => this.#listener.happened(name, session, payload), {signal});
    }
    signal.addEventListener(
      'abort',
      session.subscribe(() => this.#listener.changed()),
    );
  }

  #release(): void {
    this.#grip?.abort();
    this.#grip = null;
  }

  #suspend = () => {
    if (!this.#session || this.#suspended) return;
    this.#suspended = true;
    this.#session.suspend();
  };

  #resume = () => {
    if (!this.#suspended) return;
    this.#suspended = false;
    this.#session?.resume();
  };
}
