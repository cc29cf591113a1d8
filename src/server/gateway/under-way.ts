import type {Server, ServerResponse} from 'node:http';
import {setTimeout as delay} from 'node:timers/promises';

/** How long a server that stops waits for answers, in milliseconds: a file on a slow line is cut off. */
const LAST_ANSWERS = 4_000;

/** The calls over HTTP that a server has not answered in full yet. WebSockets are none. */
export class UnderWay {
  readonly #answers = new Set<ServerResponse>();

  constructor(server: Pick<Server, 'on'>) {
    server.on('request', (_request, answer) => {
      this.#answers.add(answer);
      answer.once('close', () => this.#answers.delete(answer));
    });
  }

  /**
   * Settles when all that came until now are answered, or whoever asks has gone, or that takes too long. Those are
   * waited for once.
   */
  async answered(): Promise<void> {
    const closed = [...this.#answers].map((answer) => new Promise((resolve) => answer.once('close', resolve)));
    this.#answers.clear();
    if (closed.length) await Promise.race([Promise.all(closed), delay(LAST_ANSWERS, undefined, {ref: false})]);
  }
}
