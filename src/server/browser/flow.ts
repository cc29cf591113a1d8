import type {Input} from '../../protocol/rpc.ts';
import {isPress} from './input.ts';
import {within} from './within.ts';

/** How many inputs a page can have before it: a page that hangs would gather them all until memory is used up. */
const MAX_UNDONE = 1_000;

/** How long a click waits for what is typed: a frame that hangs must not keep the others from being clicked. Milliseconds. */
const TYPED = 2_000;

/** What deals with an input; settles when the page has. */
export type Deal = (input: Input) => Promise<unknown>;

/**
 * Inputs on their way to one page, in order. Of where a pointer goes the page gets the newest place as often as it can take
 * one. What is typed waits for the clicks before it: a key goes at once to what has focus, a click is first looked up in the
 * frames of the page, so that the key would come before it. And a click waits for what was typed before it: in another
 * frame it takes the focus away, and a key that has not arrived by then is lost. What is pasted waits for all before it,
 * and all that follows waits for it.
 */
export class Flow {
  readonly #deal: Deal;
  readonly #waiting: Input[] = [];
  /** How many were handed to the page that it has not dealt with. */
  #undone = 0;
  #moving = false;
  /** Whether it moves with a button held: what follows may be another thing once the page has begun to drag. */
  #dragging = false;
  /** How many clicks and touches the page has not dealt with. */
  #pressing = 0;
  /** How many keys and texts the page has not dealt with, nor had the time to. */
  #typing = 0;
  #pasting = false;

  constructor(deal: Deal) {
    this.#deal = deal;
  }

  /** Takes an input, or none when the page has too many before it; what lets go of something is always taken. */
  put(input: Input, {letsGo = false} = {}): boolean {
    const last = this.#waiting.at(-1);
    const both = last && merge(last, input);
    if (both) this.#waiting[this.#waiting.length - 1] = both;
    else if (!letsGo && this.#undone + this.#waiting.length >= MAX_UNDONE) return false;
    else this.#waiting.push(input);
    this.#go();
    return true;
  }

  #go(): void {
    while (this.#waiting.length > 0 && !this.#pasting) {
      const [next, ...others] = this.#waiting as [Input, ...Input[]];
      if (next.type === 'paste' && this.#undone > 0) return;
      if (isTyped(next) && this.#pressing > 0) return;
      if (isPress(next) && this.#typing > 0) return;
      if (this.#dragging || (isMove(next) && this.#moving && !others.length)) return;
      this.#waiting.shift();
      this.#hand(next);
    }
  }

  #hand(input: Input): void {
    this.#undone++;
    if (isMove(input)) this.#moving = true;
    if (isDrag(input)) this.#dragging = true;
    if (isPress(input)) this.#pressing++;
    if (input.type === 'paste') this.#pasting = true;
    const done = () => {
      this.#undone--;
      if (isMove(input)) this.#moving = false;
      if (isDrag(input)) this.#dragging = false;
      if (isPress(input)) this.#pressing--;
      if (input.type === 'paste') this.#pasting = false;
      this.#go();
    };
    // A page may take as long as it likes, or go.
    const dealing = this.#deal(input).then(done, done);
    if (isTyped(input)) this.#type(dealing);
  }

  async #type(dealing: Promise<void>): Promise<void> {
    this.#typing++;
    await within(TYPED, dealing);
    this.#typing--;
    this.#go();
  }
}

function isMove(input: Input): boolean {
  return input.type === 'wheel' || ((input.type === 'mouse' || input.type === 'touch') && input.action === 'move');
}

function isTyped({type}: Input): boolean {
  return type === 'key' || type === 'text' || type === 'compose';
}

function isDrag(input: Input): boolean {
  return input.type === 'mouse' && input.action === 'move' && input.buttons !== 0;
}

/** What two moves in a row come to, or null where they are two. */
function merge(before: Input, after: Input): Input | null {
  if (!isMove(before) || !isMove(after) || before.type !== after.type) return null;
  if (before.type === 'mouse' && after.type === 'mouse') return before.buttons === after.buttons ? after : null;
  if (before.type !== 'wheel' || after.type !== 'wheel') return after;
  if (before.modifiers !== after.modifiers) return null;
  return {...after, deltaX: before.deltaX + after.deltaX, deltaY: before.deltaY + after.deltaY};
}
