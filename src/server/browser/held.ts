import type {Input} from '../../protocol/rpc.ts';

type Key = Extract<Input, {type: 'key'}>;
type Mouse = Extract<Input, {type: 'mouse'}>;

/** As `MouseEvent.buttons` counts them. */
const BIT = {none: 0, left: 1, right: 2, middle: 4, back: 8, forward: 16} as const;

/** What is pressed on a page: whoever holds it may lose control, or their line, before they let go. */
export class Held {
  readonly #keys = new Map<string, Key>();
  readonly #buttons = new Map<Mouse['button'], Mouse>();
  #at = {x: 0, y: 0};

  /** Takes note of what goes to the page. */
  note(input: Input): void {
    if (input.type === 'key') {
      const name = input.code || input.key;
      if (input.action === 'down') this.#keys.set(name, input);
      else this.#keys.delete(name);
    } else if (input.type === 'mouse') {
      this.#at = {x: input.x, y: input.y};
      if (input.action === 'down') this.#buttons.set(input.button, input);
      else if (input.action === 'up') this.#buttons.delete(input.button);
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
    this.#buttons.clear();
    this.#keys.clear();
    return released;
  }
}
