import type {PromptOption} from '../../src/client/index.ts';

/** How long a pause ends what is typed to find something in a list, in milliseconds. */
const PAUSE = 700;

/** Something to choose among several, by mouse and keyboard. */
export class Choice {
  /** The one that the keyboard is at, or -1. */
  active = -1;
  #typed = '';
  #typedAt = 0;

  /** Begins anew, at one of them. */
  begin(active: number): void {
    this.active = active;
    this.#typed = '';
  }

  /** Moves as a key says. Answers whether it did. */
  move(event: KeyboardEvent, options: readonly PromptOption[]): boolean {
    const places = [...options.keys()].filter((index) => !options[index]!.disabled && !options[index]!.hidden);
    const at = places.indexOf(this.active);
    const to: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(at + 1, places.length - 1),
      ArrowUp: at < 0 ? places.length - 1 : Math.max(at - 1, 0),
      Home: 0,
      End: places.length - 1,
      PageDown: Math.min(at + 10, places.length - 1),
      PageUp: Math.max(at - 10, 0),
    };
    const place = to[event.key];
    if (place === undefined) return false;
    this.active = places[place] ?? -1;
    return true;
  }

  /** Goes to what begins with what is typed. Answers whether a letter was typed. */
  find({key, timeStamp, ctrlKey, metaKey, altKey}: KeyboardEvent, options: readonly PromptOption[]): boolean {
    if ([...key].length !== 1 || ctrlKey || metaKey || altKey || (key === ' ' && !this.#typed)) return false;
    if (timeStamp - this.#typedAt > PAUSE) this.#typed = '';
    this.#typedAt = timeStamp;
    this.#typed += key.toLocaleLowerCase();
    // The same letter again and again goes from one to the next.
    const [first] = this.#typed;
    const wanted = [...this.#typed].every((letter) => letter === first) ? first! : this.#typed;
    const from = wanted.length === 1 ? this.active + 1 : Math.max(this.active, 0);
    const order = [...options.keys()].map((index) => (index + from) % options.length);
    const found = order.find((index) => {
      const {label, disabled, hidden} = options[index]!;
      return !disabled && !hidden && label.toLocaleLowerCase().startsWith(wanted);
    });
    if (found !== undefined) this.active = found;
    return true;
  }
}
