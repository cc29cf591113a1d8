import type {CDPSession} from 'puppeteer-core';
import type {Viewport} from './viewport.ts';
import {sizeOf} from './whole.ts';

/** A page stands still when so long nothing has changed. Milliseconds. */
const PAUSE = 50;

/** A page that changes each time that it is looked at is looked at less and less: so often is the time doubled. */
const MOST_DOUBLINGS = 6;

/** How long a page may take: one that waits for someone takes as long as they do, one that another takes the place of for good. Milliseconds. */
const PATIENCE = 2_000;

const PICTURE = {format: 'jpeg', quality: 80} as const;

/** What is needed of the tab, and what is done with a picture. */
export interface StillOptions {
  readonly viewport: () => Viewport;
  /** Whether anyone would see the difference. */
  readonly isWanted: () => boolean;
  /** Has nothing else captured until what it hands back is called: each picture would be made with all the pixels, too. */
  readonly hold: () => () => void;
  /** Takes the bytes of a picture, in base64. */
  readonly show: (data: string, viewport: Viewport) => void;
}

/**
 * A page that stands still, in a picture with all the pixels that it has on a screen of ratio 2: those that are captured
 * while it moves have one for each CSS pixel.
 */
export class Still {
  readonly #options: StillOptions;
  #session: CDPSession | null = null;
  #timer: NodeJS.Timeout | undefined;
  #busy = false;
  /** How often the page changed. */
  #changes = 0;
  /** How many pictures in a row were worth nothing, of a page that changed while they were taken. */
  #misses = 0;

  constructor(options: StillOptions) {
    this.#options = options;
  }

  /** Looks at this page from now on. */
  attach(session: CDPSession): void {
    this.#session = session;
  }

  /** The page is gone; another may come. */
  detach(): void {
    this.#session = null;
    this.#misses = 0;
    clearTimeout(this.#timer);
  }

  /** The page looks another way now. */
  changed(): void {
    this.#changes++;
    this.again();
  }

  /** Someone may see the difference who did not before. */
  again(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#take(), PAUSE * 2 ** this.#misses).unref();
  }

  async #take(): Promise<void> {
    const session = this.#session;
    const viewport = this.#options.viewport();
    if (!session || this.#busy || viewport.ratio === 1 || !this.#options.isWanted()) return;
    this.#busy = true;
    const changes = this.#changes;
    const goOn = this.#options.hold();
    // Fails when the page goes, gives way to another one, or waits for someone.
    const picture = await session.send('Page.captureScreenshot', PICTURE, {timeout: PATIENCE}).catch(() => null);
    this.#busy = false;
    goOn();
    if (session === this.#session && !picture && changes === this.#changes) return;
    if (session === this.#session && picture && changes === this.#changes && isOf(picture.data, viewport)) {
      this.#misses = 0;
      this.#options.show(picture.data, viewport);
      return;
    }
    // The page moved on, or is another one.
    this.#misses = Math.min(this.#misses + 1, MOST_DOUBLINGS);
    this.again();
  }
}

function isOf(data: string, {width, height, ratio}: Viewport): boolean {
  const size = sizeOf(data);
  return size?.width === width * ratio && size.height === height * ratio;
}
