import type {Input} from '../../src/client/index.ts';
import type {Point} from './geometry.ts';
import {modifiersOf} from './input.ts';

type Action = Extract<Input, {readonly type: 'touch'}>['action'];

/** More fingers than that, no page is told of. */
const MAX_FINGERS = 10;

/** One that stays for so long asks for the menu. Milliseconds. */
const LONG = 500;

/** How far it may tremble meanwhile. Pixels of the screen. */
const STEADY = 10;

/** The fingers of whoever uses the remote page. */
export class Touch {
  #send: (input: Input) => void;
  #pointOf: (event: MouseEvent) => Point;
  /** Where each finger is, by the number that its pointer has here, with the one that the page knows it by. */
  #fingers = new Map<number, {readonly id: number; readonly point: Point}>();
  #moved: PointerEvent | null = null;
  /** The only finger, as long as it stays where it went down. */
  #staying: {readonly event: PointerEvent; readonly timer: ReturnType<typeof setTimeout>} | null = null;

  constructor(send: (input: Input) => void, pointOf: (event: MouseEvent) => Point) {
    this.#send = send;
    this.#pointOf = pointOf;
  }

  down(event: PointerEvent): void {
    // No mouse follows that would do the same once more.
    event.preventDefault();
    if (this.#fingers.size >= MAX_FINGERS) return;
    this.#flush();
    const taken = new Set([...this.#fingers.values()].map(({id}) => id));
    const id = Array.from({length: MAX_FINGERS}, (_, number) => number).find((number) => !taken.has(number)) ?? 0;
    this.#fingers.set(event.pointerId, {id, point: this.#pointOf(event)});
    this.#tell('start', event);
    this.#stir();
    if (this.#fingers.size === 1) this.#staying = {event, timer: setTimeout(() => this.#askForMenu(event), LONG)};
  }

  /** Keeps the newest places until the next animation frame: fingers move more often than a picture is painted. */
  move(event: PointerEvent): void {
    const finger = this.#fingers.get(event.pointerId);
    if (!finger) return;
    const {clientX: x, clientY: y} = this.#staying?.event ?? event;
    if (Math.hypot(event.clientX - x, event.clientY - y) > STEADY) this.#stir();
    this.#fingers.set(event.pointerId, {...finger, point: this.#pointOf(event)});
    if (!this.#moved) requestAnimationFrame(() => this.#flush());
    this.#moved = event;
  }

  up(event: PointerEvent): void {
    if (!this.#fingers.has(event.pointerId)) return;
    this.#stir();
    this.#flush();
    this.#fingers.delete(event.pointerId);
    this.#tell('end', event);
  }

  /** The touch comes to nothing. */
  cancel(): void {
    this.#stir();
    this.#moved = null;
    if (!this.#fingers.size) return;
    this.#fingers.clear();
    this.#send({type: 'touch', action: 'cancel', points: [], modifiers: 0});
  }

  /** What the other button of a mouse does: a browser has no touch for it that pages and protocol both know. */
  #askForMenu(event: PointerEvent): void {
    const press = {
      type: 'mouse',
      button: 'right',
      clickCount: 1,
      modifiers: modifiersOf(event),
      ...this.#pointOf(event),
    } as const;
    this.cancel();
    this.#send({...press, action: 'down', buttons: 2});
    this.#send({...press, action: 'up', buttons: 0});
  }

  #stir(): void {
    clearTimeout(this.#staying?.timer);
    this.#staying = null;
  }

  #flush(): void {
    const event = this.#moved;
    this.#moved = null;
    if (event) this.#tell('move', event);
  }

  #tell(action: Action, event: PointerEvent): void {
    const points = [...this.#fingers.values()].map(({id, point}) => ({id, ...point}));
    this.#send({type: 'touch', action, points, modifiers: modifiersOf(event)});
  }
}
