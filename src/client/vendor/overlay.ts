/** A ratio that anything exceeds that can be seen at all. */
const ANY = 1e-7;

/** How much of a place is cut off on each side by what it is in. */
interface Cuts {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Keeps a box with a frame over a place that it cannot be a part of: where that can be seen, and no further. */
export class Overlay {
  readonly #box: HTMLElement;
  readonly #frame: HTMLElement;
  #place: Element | null = null;
  #grip = new AbortController();
  #moves: IntersectionObserver | null = null;
  /** Null where nothing of it is seen. */
  #cuts: Cuts | null = {top: 0, right: 0, bottom: 0, left: 0};
  #left = 0;
  #top = 0;

  constructor(box: HTMLElement) {
    this.#box = box;
    this.#frame = box.firstElementChild as HTMLElement;
    for (const {style} of [box, this.#frame]) style.inset = '0 auto auto 0';
  }

  /** Follows a place, or is out of sight when there is none. */
  follow(place: Element | null): void {
    if (place === this.#place && place) return;
    this.stop();
    this.#place = place;
    if (place) this.#watch(place);
    this.#update();
  }

  /** Stays where it is. */
  stop(): void {
    this.#grip.abort();
    this.#moves?.disconnect();
    this.#place = null;
  }

  #watch(place: Element): void {
    this.#grip = new AbortController();
    const {signal} = this.#grip;
    const resize = new ResizeObserver(this.#update);
    resize.observe(place);
    signal.addEventListener('abort', () => resize.disconnect());
    // What scrolls inside a shadow root is not heard of outside.
    for (const target of [...rootsAround(place), window]) {
      target.addEventListener('scroll', this.#update, {capture: true, passive: true, signal});
    }
    window.addEventListener('resize', this.#update, {signal});
    this.#box.style.zIndex = String(heightOf(place));
  }

  #update = () => {
    const place = this.#place;
    const rect = place?.getBoundingClientRect();
    const isSeen = place && rect && rect.width > 0 && rect.height > 0 && isVisible(place);
    if (isSeen) this.#lay(rect);
    else this.#box.style.visibility = 'hidden';
    if (place && rect) this.#watchMoves(place, rect);
  };

  /** A box that stood out would make the page scroll further, so it is no larger than what is seen. */
  #lay(rect: DOMRect): void {
    const {style} = this.#box;
    style.visibility = this.#cuts ? 'visible' : 'hidden';
    if (!this.#cuts) return;
    const {top, right, bottom, left} = this.#cuts;
    style.width = `${Math.max(0, rect.width - left - right)}px`;
    style.height = `${Math.max(0, rect.height - top - bottom)}px`;
    // Whatever the box is positioned from, it is off by what it is off now.
    const now = this.#box.getBoundingClientRect();
    this.#left += rect.left + left - now.left;
    this.#top += rect.top + top - now.top;
    style.left = `${this.#left}px`;
    style.top = `${this.#top}px`;
    const size = {width: `${rect.width}px`, height: `${rect.height}px`};
    Object.assign(this.#frame.style, {...size, left: `${-left}px`, top: `${-top}px`});
  }

  /**
   * Notices when the place is moved by something else than scrolling: then less of it is where it was, and that is what
   * an observer of just that area tells. It also tells what of the place is cut off.
   */
  #watchMoves(place: Element, rect: DOMRect, threshold = 1): void {
    this.#moves?.disconnect();
    const {clientWidth, clientHeight} = document.documentElement;
    const margins = [rect.top, clientWidth - rect.right, clientHeight - rect.bottom, rect.left];
    const rootMargin = margins.map((margin) => `${-Math.floor(margin)}px`).join(' ');
    let isFirst = true;
    const onMove = (entries: IntersectionObserverEntry[]) => {
      const entry = entries.at(-1)!;
      this.#cut(entry);
      const ratio = entry.intersectionRatio || ANY;
      if (!isFirst) this.#update();
      else if (threshold === 1 && ratio < 1) this.#watchMoves(place, rect, ratio);
      isFirst = false;
    };
    this.#moves = new IntersectionObserver(onMove, {root: document, rootMargin, threshold});
    this.#moves.observe(place);
  }

  #cut({boundingClientRect: whole, intersectionRect: seen, intersectionRatio}: IntersectionObserverEntry): void {
    // The area that is observed is up to a pixel larger.
    const sides = [seen.top - whole.top, whole.right - seen.right, whole.bottom - seen.bottom, seen.left - whole.left];
    const [top, right, bottom, left] = sides.map((side) => (side < 1 ? 0 : side)) as [number, number, number, number];
    this.#cuts = intersectionRatio > 0 ? {top, right, bottom, left} : null;
    if (whole.width > 0 && whole.height > 0) this.#lay(whole);
  }
}

function isVisible(place: Element): boolean {
  return place.checkVisibility?.({opacityProperty: true, visibilityProperty: true}) ?? true;
}

/** The shadow roots that a node is in, from the inside out. */
function rootsAround(node: Node): ShadowRoot[] {
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? [root, ...rootsAround(root.host)] : [];
}

/** The stacking order of what the place is in: the frame has to be above that. */
function heightOf(place: Element): number {
  let height = 0;
  for (let element: Element | null = place; element; element = parentOf(element)) {
    // Only the outermost counts, since it holds all others.
    height = Number(getComputedStyle(element).zIndex) || height;
  }
  return height;
}

function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}
