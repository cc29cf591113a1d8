import puppeteer, {type Browser as Chromium, type Page} from 'puppeteer-core';
import {decodeFrame} from '../../../src/protocol/frames.ts';
import {findBrowser} from '../../../src/server/browser/find.ts';
import type {SessionPages, Viewing} from '../../../src/server/browser/pages.ts';

/** How many pixels of a picture are of the colour of what is private, and of that of something that is not. */
export interface Colours {
  readonly magenta: number;
  readonly green: number;
}

const COUNT = async (base64: string): Promise<Colours> => {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], {type: 'image/jpeg'}));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', {willReadFrequently: true})!;
  context.drawImage(bitmap, 0, 0);
  const {data} = context.getImageData(0, 0, bitmap.width, bitmap.height);
  let magenta = 0;
  let green = 0;
  // Every second one is enough for strokes that are three wide.
  for (let at = 0; at < data.length; at += 8) {
    const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!];
    // What is left of a thin stroke after compression is paler, and no other colour of the pages is near it.
    if (r - g > 60 && b - g > 60) magenta++;
    else if (g - r > 60 && g - b > 60) green++;
  }
  return {magenta, green};
};

/** Counts the pixels of what nobody may see, in a browser of its own. */
export class PixelCounter {
  readonly #chromium: Chromium;
  readonly #page: Page;

  private constructor(chromium: Chromium, page: Page) {
    this.#chromium = chromium;
    this.#page = page;
  }

  static async start(): Promise<PixelCounter> {
    const args = ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
    const chromium = await puppeteer.launch({executablePath: findBrowser(process.env), args});
    return new PixelCounter(chromium, await chromium.newPage());
  }

  count(jpeg: Uint8Array): Promise<Colours> {
    return this.#page.evaluate(COUNT, Buffer.from(jpeg).toString('base64'));
  }

  close(): Promise<void> {
    return this.#chromium.close();
  }
}

/** How someone watches. */
export interface Watching {
  /** Whether sharp pictures are of use. */
  readonly isSharp?: boolean;
  /** How long a picture takes until it is painted. Milliseconds. */
  readonly pace?: number;
}

/** Records all pictures of a tab as someone else than its owner gets them, each as soon as there is another one. */
export class Recorder {
  readonly frames: Uint8Array[] = [];
  readonly #viewing: Viewing;
  #waiting = new Set<() => void>();

  constructor(pages: SessionPages, ssid: number, {isSharp = false, pace = 0}: Watching = {}) {
    const send = (message: Uint8Array) => {
      this.frames.push(decodeFrame(Uint8Array.from(message).buffer).data);
      setTimeout(() => this.#viewing.shown(), pace);
      for (const resolve of this.#waiting) resolve();
      this.#waiting.clear();
    };
    this.#viewing = pages.watch(ssid, send, () => isSharp);
  }

  /** Resolves when so many pictures came in all, or of those that are meant. */
  async until(frames: number, isMeant: (frame: Uint8Array) => boolean = () => true): Promise<void> {
    while (this.frames.filter(isMeant).length < frames)
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  stop(): void {
    this.#viewing.stop();
  }
}
