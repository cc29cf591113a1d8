import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {REQUEST_TIME, type Session} from '../../src/client/index.ts';
import type {Request} from './asked.ts';

/** Since when requests wait, and how long they still will. Counts while there is something to count. */
export class Countdown implements ReactiveController {
  #element: ReactiveControllerHost;
  #of: Session | null = null;
  #wasLive = false;
  /** When each was made, in the order in which they came; null for those of which that is not known. */
  #since = new Map<string, number | null>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(element: ReactiveControllerHost) {
    this.#element = element;
    element.addController(this);
  }

  /** The requests of a session, in the order in which they came: nothing that can be pressed is to move. */
  follow(session: Session | null, requests: readonly Request[]): readonly Request[] {
    if (session !== this.#of) this.#since.clear();
    // How long they wait in the cloud of the vendor, nobody knows.
    const counts = session !== null && session.shows !== 'window';
    const sawThem = session === this.#of && this.#wasLive;
    this.#of = session;
    this.#wasLive = session?.state.status === 'live';
    const now = counts && sawThem ? performance.now() : null;
    const made = new Map(requests.map((request) => [request.key, request]));
    for (const key of [...this.#since.keys()]) if (!made.has(key)) this.#since.delete(key);
    for (const {key} of requests) if (!this.#since.has(key)) this.#since.set(key, now);
    if (counts && !sawThem && this.#wasLive && requests.length > 0) void this.#ask(session);
    return [...this.#since.keys()].map((key) => made.get(key)!);
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

  /** What was there before anyone looked began to wait before. */
  async #ask(session: Session): Promise<void> {
    // Where nobody can say it, nothing is said.
    const times = await session.getRequestTimes().catch(() => []);
    if (session !== this.#of) return;
    const now = performance.now();
    for (const {wish, clientIndex, left} of times) {
      const key = `${wish} ${clientIndex}`;
      if (this.#since.has(key)) this.#since.set(key, now + left - REQUEST_TIME);
    }
    this.#element.requestUpdate();
  }
}
