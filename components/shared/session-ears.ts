import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Session} from '../../src/client/index.ts';
import type {SessionController} from './session-controller.ts';

/** Starts to listen to a session, until the signal is aborted. */
type Listen = (session: Session, signal: AbortSignal) => void;

/** Listens to the session that a control has, for as long as it has it. */
export class SessionEars implements ReactiveController {
  #found: SessionController;
  #listen: Listen;
  #session: Session | null = null;
  #stop = new AbortController();

  constructor(control: ReactiveControllerHost, found: SessionController, listen: Listen) {
    this.#found = found;
    this.#listen = listen;
    control.addController(this);
  }

  hostUpdate(): void {
    this.#hear(this.#found.session);
  }

  hostDisconnected(): void {
    this.#hear(null);
  }

  #hear(session: Session | null): void {
    if (session === this.#session) return;
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#session = session;
    if (session) this.#listen(session, this.#stop.signal);
  }
}
