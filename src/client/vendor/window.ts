import {makeFrame, slotInto} from './frame.ts';
import {Overlay} from './overlay.ts';

/** How long to wait for a view to show the window in, in milliseconds: elements are upgraded one after another. */
const PLACE_TIMEOUT = 1_000;

/**
 * The iframe that the vendor's client opens a session in. It stands in the light DOM of the document, since the client
 * looks there for it, and it never leaves its place in the DOM, since a frame that is moved loads anew: it is slotted
 * into the view it is made for, or else laid over whichever view there is.
 */
export class SessionWindow {
  #places: Element[] = [];
  #frame: HTMLIFrameElement | null = null;
  #overlay: Overlay | null = null;
  #offered = () => {};

  /** The iframe, or null when none is open. */
  get node(): HTMLIFrameElement | null {
    return this.#frame;
  }

  /** Offers a place for the window; the first gets it. Returns the way to withdraw it. */
  offer(place: Element): () => void {
    this.#places.push(place);
    this.#arrange();
    this.#offered();
    return () => {
      this.#places = this.#places.filter((other) => other !== place);
      this.#arrange();
    };
  }

  /** Puts an empty iframe into the page. Resolves with the selector that finds it. */
  async open(): Promise<string> {
    if (this.#places.length === 0) await this.#untilOffered();
    const frame = makeFrame();
    this.close();
    this.#frame = frame;
    const [place] = this.#places;
    if (!place || !slotInto(place, frame)) {
      document.body.append(frame);
      this.#overlay = new Overlay(frame);
      this.#arrange();
    }
    return `#${frame.id}`;
  }

  /** Takes the iframe out of the page. */
  close(): void {
    this.#overlay?.stop();
    this.#overlay = null;
    this.#frame?.remove();
    this.#frame = null;
  }

  #arrange(): void {
    this.#overlay?.follow(this.#places[0] ?? null);
  }

  #untilOffered(): Promise<void> {
    return new Promise((resolve) => {
      this.#offered = resolve;
      setTimeout(resolve, PLACE_TIMEOUT);
    });
  }
}
