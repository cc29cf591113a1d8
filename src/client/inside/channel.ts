import type {Transport} from '../wire/transport.ts';

/** Moves messages between a page inside a session and the server: as events on the document, of a name that only both know. */
export class ChannelTransport implements Transport {
  onmessage: Transport['onmessage'] = null;
  onclose: Transport['onclose'] = null;
  readonly #channel: string;
  readonly #document: EventTarget;
  readonly #stop = new AbortController();

  constructor(channel: string, document: EventTarget) {
    this.#channel = channel;
    this.#document = document;
    const {signal} = this.#stop;
    document.addEventListener(`${channel}-down`, (event) => this.onmessage?.((event as CustomEvent).detail), {signal});
  }

  send(message: string): void {
    this.#document.dispatchEvent(new CustomEvent(`${this.#channel}-up`, {detail: message}));
  }

  close(): void {
    this.#stop.abort();
  }
}
