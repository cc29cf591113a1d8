import type {Frame} from '../../protocol/frames.ts';
import type {Paint} from '../providers/provider.ts';

/** Has pictures painted one after the other: an older one that takes longer never ends up on top of a newer one. */
export class Painter {
  readonly #paint: Paint;
  /** The newest picture that waits for its turn, and whom to tell when it was painted or is not worth it any more. */
  #next: {readonly frame: Frame; readonly done: () => void} | null = null;
  #busy = false;

  constructor(paint: Paint) {
    this.#paint = paint;
  }

  /** Settles when the picture is on the screen, when painting it went wrong, or when a newer one took its place. */
  offer(frame: Frame): Promise<void> {
    this.stop();
    return new Promise((done) => {
      this.#next = {frame, done};
      if (!this.#busy) void this.#run();
    });
  }

  /** Paints nothing more but what it is at. */
  stop(): void {
    this.#next?.done();
    this.#next = null;
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#next) {
      const {frame, done} = this.#next;
      this.#next = null;
      try {
        await this.#paint(frame);
      } catch (error) {
        reportError(error);
      }
      done();
    }
    this.#busy = false;
  }
}
