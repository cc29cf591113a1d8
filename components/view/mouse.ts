import type {Input} from '../../src/client/index.ts';
import type {Point, Size} from './geometry.ts';
import {mouseInput, wheelInput} from './input.ts';

/** The mouse or pen of whoever uses the remote page. */
export class Mouse {
  #send: (input: Input) => void;
  #pointOf: (event: MouseEvent) => Point;
  #held = new Map<number, MouseEvent>();
  #move: MouseEvent | null = null;

  constructor(send: (input: Input) => void, pointOf: (event: MouseEvent) => Point) {
    this.#send = send;
    this.#pointOf = pointOf;
  }

  /** Keeps the newest place until the next animation frame: a mouse moves more often than a picture is painted. */
  move(event: MouseEvent): void {
    if (!this.#move) requestAnimationFrame(() => this.#flush());
    this.#move = event;
  }

  down(event: MouseEvent): void {
    this.#flush();
    this.#held.set(event.button, event);
    this.#send(mouseInput(event, 'down', this.#pointOf(event)));
  }

  up(event: MouseEvent): void {
    if (!this.#held.delete(event.button)) return;
    this.#flush();
    this.#send(mouseInput(event, 'up', this.#pointOf(event)));
  }

  wheel(event: WheelEvent, {height}: Size): void {
    this.#flush();
    this.#send(wheelInput(event, this.#pointOf(event), height));
  }

  /** Lets go of every button that is still held, and forgets a move that was not sent. */
  lift(): void {
    this.#move = null;
    for (const event of this.#held.values()) {
      this.#send({...mouseInput(event, 'up', this.#pointOf(event)), buttons: 0} as Input);
    }
    this.#held.clear();
  }

  #flush(): void {
    const event = this.#move;
    this.#move = null;
    if (event) this.#send(mouseInput(event, 'move', this.#pointOf(event)));
  }
}
