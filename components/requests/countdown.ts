import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {REQUEST_TIME, type Session} from '../../src/client/index.ts';
import type {Request} from './asked.ts';

/** Since when requests wait, as far as that was seen, and how long they still will. Counts while there is something to count. */
export class Countdown implements ReactiveController {
  #element: ReactiveControllerHost;
  #of: Session | null = null;
  /** When each was made, in the order in which they came; null for those that were there before anyone looked. */
  #since = new Map<string, number | null>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(element: ReactiveControllerHost) {
    this.#element = element;
    element.addController(this);
  }

  /** The requests of a session, in the order in which they came: nothing that can be pressed is to move. */
  follow(session: Session | null, requests: readonly Request[]): readonly Request[] {
    const isNew = session !== this.#of;
    if (isNew) this.#since.clear();
    this.#of = session;
    // How long they wait in the cloud of the vendor, nobody knows.
    const now = isNew || session?.shows === 'window' ? null : performance.now();
    for (const key of [...this.#since.keys()]) if (!requests.some((each) => each.key === key)) this.#since.delete(key);
    for (const {key} of requests) if (!this.#since.has(key)) this.#since.set(key, now);
    return [...this.#since.keys()].map((key) => requests.find((each) => each.key === key)!);
  }

  /** How many seconds someone still waits, or null when that is not known. Who waits to be let in waits as long as they like. */
  left({key, wish}: Request): number | null {
    const since = this.#since.get(key);
    if (wish === 'admission' || since == null) return null;
    return Math.max(0, Math.ceil((since + REQUEST_TIME - performance.now()) / 1000));
  }

  hostUpdated(): void {
    const counts = [...this.#since.values()].some((since) => since !== null);
    if (!counts) this.hostDisconnected();
    else this.#timer ??= setInterval(() => this.#element.requestUpdate(), 1000);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
