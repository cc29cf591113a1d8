import {CODEC, encodeHeader, type MaskedText} from '../../protocol/frames.ts';
import type {MaskReader} from './mask-reader.ts';
import type {Viewport} from './viewport.ts';

/** What is masked in a tab, for its owner: outlives the page in it. Nothing is read while nobody wants to know. */
export class MaskedTexts {
  readonly #ssid: number;
  readonly #viewport: () => Viewport;
  readonly #scale: () => number;
  #reader: MaskReader | null = null;
  readonly #readers = new Set<(message: Uint8Array) => void>();
  #latest: readonly MaskedText[] = [];

  /** @param scale - how much larger than laid out the page is seen */
  constructor(ssid: number, viewport: () => Viewport, scale: () => number) {
    this.#ssid = ssid;
    this.#viewport = viewport;
    this.#scale = scale;
  }

  /** Reads from this page from now on. */
  attach(reader: MaskReader | null): void {
    this.#reader = reader;
    this.#start();
  }

  /** The page is gone; another may come. */
  detach(): void {
    this.#reader?.stop();
    this.#reader = null;
    this.#send([]);
  }

  /** Sends what is masked whenever it is something else, and nothing at the end. Returns the way to stop. */
  watch(send: (message: Uint8Array) => void): () => void {
    this.#readers.add(send);
    if (this.#readers.size === 1) this.#start();
    else send(this.#message(this.#latest));
    return () => {
      if (!this.#readers.delete(send)) return;
      if (!this.#readers.size) this.#reader?.stop();
      send(this.#message([]));
    };
  }

  /** The page is seen larger or smaller. */
  scaled(): void {
    if (this.#latest.length) this.#send(this.#latest);
  }

  #start(): void {
    if (this.#readers.size) this.#reader?.start((masked) => this.#send(masked));
  }

  #send(masked: readonly MaskedText[]): void {
    this.#latest = masked;
    const message = this.#message(masked);
    for (const send of this.#readers) send(message);
  }

  #message(masked: readonly MaskedText[]): Uint8Array {
    const {width, height} = this.#viewport();
    const header = {codec: CODEC.masked, ssid: this.#ssid, width, height, time: Date.now(), keyFrame: true};
    const seen = masked.map((one) => scaled(one, this.#scale()));
    return Buffer.concat([encodeHeader(header), Buffer.from(JSON.stringify(seen))]);
  }
}

function scaled({x, y, width, height, dx, dy, size, text}: MaskedText, scale: number): MaskedText {
  return {
    x: x * scale,
    y: y * scale,
    width: width * scale,
    height: height * scale,
    dx: dx * scale,
    dy: dy * scale,
    size: size * scale,
    text,
  };
}
