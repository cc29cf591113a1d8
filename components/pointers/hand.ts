import type {PointerPlace, Pointing} from '../../src/client/index.ts';

/** How often the others are told, in milliseconds. */
const PAUSE = 40;

/** How many numbers of a line go at once. */
const MAX_NUMBERS = 128;

/** Says where this participant points and what they draw: not too often, and never more than one thing at a time. */
export class Hand {
  readonly #say: (pointing: Pointing) => Promise<unknown> | undefined;
  /** Where they point and nobody was told yet; undefined when there is nothing new. */
  #at: PointerPlace | null | undefined;
  #line: Extract<Pointing, {type: 'draw'}> | null = null;
  #lines = 0;
  #busy = false;

  constructor(say: (pointing: Pointing) => Promise<unknown> | undefined) {
    this.#say = say;
  }

  /** They point at a place, or at nothing. The newest place is what counts. */
  point(at: PointerPlace | null): void {
    this.#at = at;
    void this.#run();
  }

  /** They begin a line. */
  begin(): void {
    this.#line = null;
    this.#lines++;
  }

  /** The line goes on. Answers with its number. */
  draw(points: readonly number[], look: {readonly color: string; readonly stays: boolean}): number {
    const waiting = this.#line?.points ?? [];
    this.#line = {type: 'draw', line: this.#lines, ...look, points: [...waiting, ...points].slice(-MAX_NUMBERS)};
    void this.#run();
    return this.#lines;
  }

  async #run(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#line || this.#at !== undefined) {
      const [line, at] = [this.#line, this.#at];
      this.#line = null;
      this.#at = undefined;
      const pause = new Promise((resolve) => setTimeout(resolve, PAUSE));
      // What is refused is over, or about to be: the next is tried anew.
      if (line) await this.#say(line)?.catch(() => {});
      if (at !== undefined) await this.#say({type: 'point', at})?.catch(() => {});
      await pause;
    }
    this.#busy = false;
  }
}
