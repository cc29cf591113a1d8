import {FRAMES_IN_FLIGHT} from '../../protocol/rpc.ts';

/** One who watches a tab: gets as many pictures as it can paint, and always the latest. */
export class Viewer {
  #send: (message: Uint8Array) => void;
  #inFlight = 0;
  /** The latest picture, while the viewer was too busy to take it. */
  #waiting: Uint8Array | null = null;

  constructor(send: (message: Uint8Array) => void) {
    this.#send = send;
  }

  /** Whether another picture would be sent at once. */
  get ready(): boolean {
    return this.#inFlight < FRAMES_IN_FLIGHT;
  }

  /** Sends the picture, or keeps it in place of an older one until there is room. */
  offer(message: Uint8Array): void {
    if (!this.ready) {
      this.#waiting = message;
      return;
    }
    this.#inFlight++;
    this.#send(message);
  }

  /** One of the pictures under way was painted. */
  shown(): void {
    if (this.#inFlight > 0) this.#inFlight--;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) this.offer(waiting);
  }
}
