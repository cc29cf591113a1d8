import type {CDPSession} from 'puppeteer-core';
import type {Input} from '../../protocol/rpc.ts';

type Touch = Extract<Input, {type: 'touch'}>;
type Finger = Touch['points'][number];

const EVENT = {start: 'touchStart', move: 'touchMove', end: 'touchEnd', cancel: 'touchCancel'} as const;

/** The first number that no finger has. */
const NOBODY = 1_000;

/**
 * The fingers on one page. Chromium looks for what is touched when no finger was down before, and counts them wrong: one that
 * has not moved since it went down is counted again with each that goes down later. After a touch of two fingers the next
 * page of a tab would never be touched. So as many are lifted as it has counted too many, which no page is told of.
 */
export class Fingers {
  readonly #session: CDPSession;
  #down: readonly Finger[] = [];
  /** Of those, the ones that have not moved. */
  readonly #still = new Set<number>();
  #miscounted = 0;

  constructor(session: CDPSession) {
    this.#session = session;
  }

  /** Hands a touch to the page. Settles when the page has dealt with it. */
  deal({action, points, modifiers}: Touch): Promise<void> {
    const before = this.#down;
    this.#down = points;
    // The protocol is told of fingers that do something, and of nobody where all of them are lifted at once.
    const about = {start: without(points, before), move: points, end: without(before, points), cancel: []}[action];
    if (action === 'start') {
      for (const {id} of about) {
        this.#miscounted += this.#still.size;
        this.#still.add(id);
      }
    } else if (action === 'move') {
      for (const {id, x, y} of before)
        if (points.some((one) => one.id === id && (one.x !== x || one.y !== y))) this.#still.delete(id);
    }
    if (points.length === 0) this.#correct();
    else for (const {id} of without(before, points)) this.#still.delete(id);
    return this.#session.send('Input.dispatchTouchEvent', {
      type: EVENT[action],
      touchPoints: about.map((point) => ({...point})),
      modifiers,
    });
  }

  /** Has Chromium count none as soon as the last finger is lifted. */
  #correct(): void {
    const nobody = Array.from({length: this.#miscounted}, (_, index) => ({id: NOBODY + index, x: 0, y: 0}));
    this.#still.clear();
    this.#miscounted = 0;
    if (nobody.length === 0) return;
    // Fails where the page goes, or gives way to another one.
    this.#session.send('Input.dispatchTouchEvent', {type: 'touchEnd', touchPoints: nobody}).catch(() => {});
  }
}

function without(fingers: readonly Finger[], others: readonly Finger[]): Finger[] {
  return fingers.filter(({id}) => !others.some((other) => other.id === id));
}
