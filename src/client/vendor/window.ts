import {isSlottedInto, makeFrame, slotInto} from './frame.ts';
import {Overlay} from './overlay.ts';

/** How long to wait for a view to show the window in, in milliseconds: elements are upgraded one after another. */
const PLACE_TIMEOUT = 2_000;

/**
 * The iframe that the vendor's client opens a session in. It stands in the light DOM of the document, since the client
 * looks there for it, and it is not moved in the DOM, since a frame that is moved loads anew: it is slotted into the
 * view it is made for, or else laid over whichever view there is.
 */
export class SessionWindow {
  #places: Element[] = [];
  #frame: HTMLIFrameElement | null = null;
  #box: HTMLElement | null = null;
  /** The place that it is slotted into. */
  #slotted: Element | null = null;
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
    this.close();
    const {box, frame} = makeFrame();
    this.#box = box;
    this.#frame = frame;
    this.#attach(box);
    return `#${frame.id}`;
  }

  /** Takes the iframe out of the page. */
  close(): void {
    this.#overlay?.stop();
    this.#overlay = null;
    this.#slotted = null;
    this.#box?.remove();
    this.#box = null;
    this.#frame = null;
  }

  #attach(box: HTMLElement): void {
    const [place = null] = this.#places;
    this.#slotted = place && slotInto(place, box) ? place : null;
    if (this.#slotted) return;
    document.body.append(box);
    this.#lay(box);
  }

  #arrange(): void {
    const [place] = this.#places;
    if (this.#overlay) this.#overlay.follow(place ?? null);
    else if (this.#box && place && place !== this.#slotted) this.#resettle(this.#box, place);
  }

  /** Another place has it now. */
  #resettle(box: HTMLElement, place: Element): void {
    // The view that it was slotted into took it out of the page: it loads anew wherever it is put.
    if (!box.isConnected) this.#attach(box);
    else if (isSlottedInto(place, box)) this.#slotted = place;
    else this.#lay(box);
  }

  #lay(box: HTMLElement): void {
    this.#slotted = null;
    box.slot = '';
    this.#overlay = new Overlay(box);
    this.#arrange();
  }

  #untilOffered(): Promise<void> {
    return new Promise((resolve) => {
      this.#offered = resolve;
      setTimeout(resolve, PLACE_TIMEOUT);
    });
  }
}
