import type {Input} from '../../protocol/rpc.ts';

type Key = Extract<Input, {type: 'key'}>;
type Mouse = Extract<Input, {type: 'mouse'}>;
type Compose = Extract<Input, {type: 'compose'}>;

/** As `MouseEvent.buttons` counts them. */
const BIT = {none: 0, left: 1, right: 2, middle: 4, back: 8, forward: 16} as const;

/** More keys than hands can hold down. */
const MAX_KEYS = 64;

/**
 * What is pressed on a page, and what is being composed there: whoever holds it may lose control, or their line, before
 * they let go.
 */
export class Held {
  readonly #keys = new Map<string, Key>();
  readonly #buttons = new Map<Mouse['button'], Mouse>();
  #at = {x: 0, y: 0};
  #fingers = 0;
  #composing: Compose | null = null;

  /** Whether that lets go of something. */
  letsGo(input: Input): boolean {
    if (input.type === 'key') return input.action === 'up' && this.#keys.has(nameOf(input));
    if (input.type === 'mouse') return input.action === 'up' && this.#buttons.has(input.button);
    return input.type === 'touch' && input.points.length < this.#fingers;
  }

  /** Whether nothing more can be held down, as that would. */
  isFullFor(input: Input): boolean {
    return (
      input.type === 'key' && input.action === 'down' && this.#keys.size >= MAX_KEYS && !this.#keys.has(nameOf(input))
    );
  }

  /** Takes note of what goes to the page. */
  note(input: Input): void {
    if (input.type === 'key') {
      if (input.action === 'down') this.#keys.set(nameOf(input), input);
      else this.#keys.delete(nameOf(input));
    } else if (input.type === 'mouse') {
      this.#at = {x: input.x, y: input.y};
      if (input.action === 'down') this.#buttons.set(input.button, input);
      else if (input.action === 'up') this.#buttons.delete(input.button);
    } else if (input.type === 'touch') {
      this.#fingers = input.action === 'cancel' ? 0 : input.points.length;
    } else if (input.type === 'compose') {
      this.#composing = input.text ? input : null;
    } else if (input.type === 'text') {
      this.#composing = null;
    }
  }

  /** Lets go of everything. Answers with what the page has to be told of it. */
  release(): Input[] {
    let buttons = [...this.#buttons.keys()].reduce((bits, button) => bits | BIT[button], 0);
    const released: Input[] = [];
    for (const mouse of this.#buttons.values()) {
      buttons &= ~BIT[mouse.button];
      released.push({...mouse, ...this.#at, action: 'up', buttons, modifiers: 0});
    }
    for (const key of this.#keys.values()) released.push({...key, action: 'up', repeat: false, modifiers: 0});
    if (this.#fingers) released.push({type: 'touch', action: 'cancel', points: [], modifiers: 0});
    if (this.#composing) released.push({type: 'compose', text: '', start: 0, end: 0});
    this.#buttons.clear();
    this.#keys.clear();
    this.#fingers = 0;
    this.#composing = null;
    return released;
  }
}

function nameOf({code, key}: Key): string {
  return code || key;
}
