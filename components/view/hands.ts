import type {Aside, Input} from '../../src/client/index.ts';
import {type BrowserCommand, commandOf} from './browser-keys.ts';
import {copy} from './copy.ts';
import {type Point, type Size, toTab} from './geometry.ts';
import {Keys} from './keys.ts';
import {Mouse} from './mouse.ts';
import {Touch} from './touch.ts';
import {Writing} from './writing.ts';

/** What hands need of the view that they are on. */
export interface Work {
  readonly send: (input: Input) => void;
  /** The next key goes to where the view is. */
  readonly leave: () => void;
  /** What is said about leaving is not true any more. */
  readonly changed: () => void;
  /** Size of the picture, in pixels of the page. */
  readonly sizeOf: () => Size;
  /** Does what the keys of a browser do, in the tab. */
  readonly browse: (command: BrowserCommand) => void;
  /** Whether things may be copied out of the page and pasted in. */
  readonly sharesClipboard: () => boolean;
}

/** Mouse, keyboard, fingers and clipboard of whoever uses the remote page. */
export class Hands {
  readonly #work: Work;
  readonly #mouse: Mouse;
  readonly #touch: Touch;
  readonly #keys: Keys;
  readonly #writing: Writing;
  #stage: HTMLTextAreaElement | null = null;
  #at = new AbortController();
  /** How things are in the page, from before the hands were on it. */
  #cursor = '';
  #keyboard = '';

  constructor(work: Work) {
    this.#work = work;
    const {send, sharesClipboard} = work;
    const pointOf = (event: MouseEvent) => this.#pointOf(event);
    this.#mouse = new Mouse(send, pointOf);
    this.#touch = new Touch(send, pointOf);
    this.#keys = new Keys(send, sharesClipboard);
    this.#writing = new Writing(send, sharesClipboard);
  }

  /** Whether Escape was the last key: the next Tab leaves. */
  get leaving(): boolean {
    return this.#keys.leaving;
  }

  /** Lays them on the element that has focus and takes input. */
  take(stage: HTMLTextAreaElement): void {
    this.#stage = stage;
    this.#at = new AbortController();
    const {signal} = this.#at;
    const on = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      does: (event: HTMLElementEventMap[Name]) => void,
    ): void => stage.addEventListener(name, does, {signal, passive: false});
    on('keydown', (event) => this.#onKeyDown(event));
    on('keyup', (event) => this.#keys.up(event));
    on('pointerdown', (event) => isTouch(event) && this.#touch.down(event));
    on('pointermove', (event) => (isTouch(event) ? this.#touch.move(event) : this.#mouse.move(event)));
    on('pointerup', (event) => isTouch(event) && this.#touch.up(event));
    on('pointercancel', (event) => isTouch(event) && this.#touch.cancel());
    on('mouseup', (event) => {
      // This browser would go back or forward itself.
      event.preventDefault();
      this.#mouse.up(event);
    });
    on('contextmenu', (event) => event.preventDefault());
    on('wheel', (event) => {
      event.preventDefault();
      this.#mouse.wheel(event, this.#work.sizeOf());
    });
    this.#writing.take(stage, signal);
    // At once, or the focus that follows brings up no on-screen keyboard.
    stage.readOnly = false;
    this.#show();
  }

  /** Presses a button of the mouse. */
  press(event: MouseEvent): void {
    this.#mouse.down(event);
  }

  /** Takes them off, and lets go of all that is still held down. */
  letGo(): void {
    this.lift();
    this.#at.abort();
    if (this.#stage) Object.assign(this.#stage, {readOnly: true, inputMode: ''}).style.cursor = '';
    this.#stage = null;
  }

  /** Lets go of all that is still held down. */
  lift(): void {
    this.#keys.lift();
    this.#mouse.lift();
    this.#touch.cancel();
    this.#writing.lift();
  }

  /** Takes what is said of the page. */
  hear(aside: Aside): void {
    if (aside.kind === 'cursor') this.#cursor = aside.cursor;
    else if (aside.kind === 'keyboard') this.#keyboard = aside.mode;
    else if (aside.kind === 'copied' && this.#stage && this.#work.sharesClipboard()) void copy(aside.text);
    this.#show();
  }

  #show(): void {
    if (!this.#stage) return;
    this.#stage.style.cursor = this.#cursor;
    this.#stage.inputMode = this.#keyboard;
  }

  #onKeyDown(event: KeyboardEvent): void {
    const command = commandOf(event);
    if (command === 'here') return;
    if (command) {
      event.preventDefault();
      this.#work.browse(command);
    } else if (this.#keys.down(event)) this.#work.leave();
    else this.#work.changed();
  }

  #pointOf({clientX: x, clientY: y}: MouseEvent): Point {
    return toTab({x, y}, this.#stage!.getBoundingClientRect(), this.#work.sizeOf());
  }
}

function isTouch({pointerType}: PointerEvent): boolean {
  return pointerType === 'touch';
}
