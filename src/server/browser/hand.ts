import type {CDPSession, Protocol} from 'puppeteer-core';
import type {Input} from '../../protocol/rpc.ts';
import {Fingers} from './fingers.ts';
import {dispatchInput, isPress} from './input.ts';
import {within} from './within.ts';

type Mouse = Extract<Input, {type: 'mouse'}>;
type Place = Pick<Mouse, 'x' | 'y'>;
type Dealt = Exclude<Input, {type: 'paste'}>;

/** How long a process of a page may take to say what it has begun. Milliseconds. */
const PATIENCE = 100;

/** How long what is typed waits for a click: a frame that hangs must not keep the others from being typed into. Milliseconds. */
const CLICK = 2_000;

/** When a button was moved so far, a page has begun to drag or will not: links wait for longest, 40. CSS pixels. */
const FAR = 50;

/**
 * What a hand does to one page. What a click gives the focus to, and that a drag began, is known to Chromium only when
 * the processes of the page have told it. It loses what is let go before (about one drag in eight), and hands what is
 * typed before to what had the focus. So it hands over what a page begins to drag, and this takes it further; and a click
 * is only dealt with when it is known what it did.
 */
export class Hand {
  readonly #session: CDPSession;
  readonly #processes: () => readonly CDPSession[];
  readonly #fingers: Fingers;
  #data: Protocol.Input.DragData | null = null;
  /** For processes that did not answer in time, and still have not, how long they were waited for. Milliseconds. */
  readonly #silent = new WeakMap<CDPSession, number>();
  /** Where a button went down, until it is known whether that drags something. */
  #from: Place | null = null;

  /** @param processes - all that the page is made of at the moment */
  constructor(session: CDPSession, processes: () => readonly CDPSession[]) {
    this.#session = session;
    this.#processes = processes;
    this.#fingers = new Fingers(session);
    session.on('Input.dragIntercepted', ({data}) => {
      this.#data = data;
    });
    session.on('Page.frameNavigated', ({frame}) => {
      if (!frame.parentId) this.#data = null;
    });
    // Chromium keeps to it whichever page comes. Fails only when the page goes.
    session.send('Input.setInterceptDrags', {enabled: true}).catch(() => {});
  }

  /** Hands an input to the page. Settles when the page has dealt with it. */
  async deal(input: Dealt): Promise<void> {
    if (this.#data && input.type === 'mouse') return this.#drag(input, this.#data);
    if (this.#data && input.type === 'key' && input.key === 'Escape') return this.#cancel();
    if (input.type === 'mouse' && input.action !== 'move') this.#from = input.action === 'down' ? input : null;
    const dealing = input.type === 'touch' ? this.#fingers.deal(input) : dispatchInput(this.#session, input);
    if (isPress(input)) {
      if (await within(CLICK, dealing)) await this.#hears(CLICK);
      return;
    }
    await dealing;
    const from = this.#from;
    if (!from || input.type !== 'mouse' || input.action !== 'move') return;
    const heard = await this.#hears(PATIENCE);
    if (this.#data) await this.#tell('dragEnter', input, this.#data);
    const far = Math.max(Math.abs(input.x - from.x), Math.abs(input.y - from.y)) > FAR;
    // Each move that is waited for costs the places in between, which a page that draws wants to have.
    if (this.#data || (heard && far)) this.#from = null;
  }

  #drag(mouse: Mouse, data: Protocol.Input.DragData): Promise<void> {
    if (mouse.action === 'move') return this.#tell('dragOver', mouse, data);
    this.#data = null;
    return this.#tell(mouse.action === 'up' ? 'drop' : 'dragCancel', mouse, data);
  }

  #cancel(): Promise<void> {
    const data = this.#data!;
    this.#data = null;
    return this.#tell('dragCancel', {x: 0, y: 0, modifiers: 0}, data);
  }

  async #tell(
    type: Protocol.Input.DispatchDragEventRequest['type'],
    {x, y, modifiers}: Pick<Mouse, 'x' | 'y' | 'modifiers'>,
    data: Protocol.Input.DragData,
  ): Promise<void> {
    await this.#session.send('Input.dispatchDragEvent', {type, x, y, modifiers, data});
  }

  /**
   * What a process answers comes after all that it said before, also that something is dragged or has the focus. Settles
   * with whether all have answered. One that hangs is waited for once.
   */
  async #hears(patience: number): Promise<boolean> {
    const answers = this.#processes().map(async (process) => {
      if ((this.#silent.get(process) ?? 0) >= patience) return false;
      let answered = false;
      const onAnswer = () => {
        answered = true;
        this.#silent.delete(process);
      };
      // Fails where the process goes, or its document gives way to another one: either has nothing more to say.
      const answer = process.send('Runtime.evaluate', {expression: '0'}, {timeout: 0}).then(onAnswer, () => {});
      if (!(await within(patience, answer))) this.#silent.set(process, patience);
      return answered;
    });
    return (await Promise.all(answers)).every(Boolean);
  }
}
