/** A ratio that anything exceeds that can be seen at all. */
const ANY = 1e-7;

/** Keeps a frame over a place that it cannot be a part of: as large, as visible, and cut off where that is. */
export class Overlay {
  readonly #frame: HTMLIFrameElement;
  #place: Element | null = null;
  #grip = new AbortController();
  #moves: IntersectionObserver | null = null;
  #left = 0;
  #top = 0;

  constructor(frame: HTMLIFrameElement) {
    this.#frame = frame;
    Object.assign(frame.style, {left: '0', top: '0'});
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
    this.#frame.style.zIndex = String(heightOf(place));
  }

  #update = () => {
    const place = this.#place;
    const {style} = this.#frame;
    const rect = place?.getBoundingClientRect();
    const isSeen = rect && rect.width > 0 && rect.height > 0 && isVisible(place!);
    style.visibility = isSeen ? 'visible' : 'hidden';
    if (!rect) return;
    style.width = `${rect.width}px`;
    style.height = `${rect.height}px`;
    // Whatever the frame is positioned from, it is off by what it is off now.
    const now = this.#frame.getBoundingClientRect();
    this.#left += rect.left - now.left;
    this.#top += rect.top - now.top;
    style.left = `${this.#left}px`;
    style.top = `${this.#top}px`;
    this.#watchMoves(place!, rect);
  };

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
      this.#clip(entry);
      const ratio = entry.intersectionRatio || ANY;
      if (!isFirst) this.#update();
      else if (threshold === 1 && ratio < 1) this.#watchMoves(place, rect, ratio);
      isFirst = false;
    };
    this.#moves = new IntersectionObserver(onMove, {root: document, rootMargin, threshold});
    this.#moves.observe(place);
  }

  #clip({boundingClientRect: whole, intersectionRect: seen}: IntersectionObserverEntry): void {
    const cuts = [seen.top - whole.top, whole.right - seen.right, whole.bottom - seen.bottom, seen.left - whole.left];
    const isCut = cuts.some((cut) => cut >= 1);
    this.#frame.style.clipPath = isCut ? `inset(${cuts.map((cut) => `${Math.max(0, cut)}px`).join(' ')})` : '';
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
