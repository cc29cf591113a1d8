import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {describe, it} from 'node:test';
import type {CDPSession} from 'puppeteer-core';
import type {Input} from '../../../src/protocol/rpc.ts';
import {Hand} from '../../../src/server/browser/hand.ts';

const MOUSE = {type: 'mouse', y: 10, button: 'left', clickCount: 1, modifiers: 0} as const;
const down = (x: number): Input => ({...MOUSE, action: 'down', x, buttons: 1});
const move = (x: number): Input => ({...MOUSE, action: 'move', x, buttons: 1});
const up = (x: number): Input => ({...MOUSE, action: 'up', x, buttons: 0});

const DRAGGED = {data: {items: [], dragOperationsMask: 1}};

describe('the hand of a page', () => {
  it('has clicked when the page has said what that did', async () => {
    const {hand, sent} = play();
    await use(hand, down(10));
    assert.deepEqual(sent, ['mousePressed 10', 'asked']);
  });

  it('asks whether something is dragged until the pointer is far, and draws on without', async () => {
    const {hand, sent} = play();
    for (const input of [down(10), move(20), move(70)]) await use(hand, input);
    sent.length = 0;
    for (const input of [move(75), move(20), move(300)]) await use(hand, input);
    assert.deepEqual(sent, ['mouseMoved 75', 'mouseMoved 20', 'mouseMoved 300']);
  });

  it('asks again with the next button that goes down', async () => {
    const {hand, sent} = play();
    for (const input of [down(10), move(90), up(90), down(90)]) await use(hand, input);
    sent.length = 0;
    await use(hand, move(95));
    assert.deepEqual(sent, ['mouseMoved 95', 'asked']);
  });

  it('goes on asking a page that fails to answer', async () => {
    const {hand, sent, page} = play();
    page.answers = false;
    for (const input of [down(10), move(90)]) await use(hand, input);
    sent.length = 0;
    await use(hand, move(95));
    assert.deepEqual(sent, ['mouseMoved 95', 'asked']);
  });

  it('takes further what a page begins to drag, and drops it', async () => {
    const {hand, sent, page} = play();
    await use(hand, down(10));
    page.answers = DRAGGED;
    await use(hand, move(20));
    page.answers = true;
    for (const input of [move(30), up(40), move(50)]) await use(hand, input);
    assert.deepEqual(sent.slice(2), [
      'mouseMoved 20',
      'asked',
      'dragEnter 20',
      'dragOver 30',
      'drop 40',
      'mouseMoved 50',
    ]);
  });

  it('waits for a click no longer than two seconds', async (test) => {
    test.mock.timers.enable({apis: ['setTimeout']});
    const {hand, page} = play();
    page.hangs = true;
    const clicked = use(hand, down(10));
    test.mock.timers.tick(2_000);
    await clicked;
  });

  it('waits once for a process that hangs, until that answers again', async (test) => {
    test.mock.timers.enable({apis: ['setTimeout']});
    const {hand, sent, page} = play();
    page.silent = Promise.withResolvers();
    const clicked = use(hand, down(10));
    await new Promise(setImmediate);
    test.mock.timers.tick(2_000);
    await clicked;
    sent.length = 0;
    await use(hand, up(10));
    assert.deepEqual(sent, ['mouseReleased 10']);
    page.silent.resolve({});
    page.silent = null;
    await new Promise(setImmediate);
    await use(hand, down(10));
    assert.deepEqual(sent.slice(1), ['mousePressed 10', 'asked']);
  });

  it('asks one that hangs once while something is moved, and waits for it again when that is clicked', async (test) => {
    test.mock.timers.enable({apis: ['setTimeout']});
    const {hand, sent, page} = play();
    await use(hand, down(10));
    page.silent = Promise.withResolvers();
    sent.length = 0;
    const moved = use(hand, move(20));
    await new Promise(setImmediate);
    test.mock.timers.tick(100);
    await moved;
    await use(hand, move(30));
    assert.deepEqual(sent, ['mouseMoved 20', 'asked', 'mouseMoved 30']);
    const clicked = use(hand, up(30));
    await new Promise(setImmediate);
    assert.deepEqual(sent.slice(3), ['mouseReleased 30', 'asked']);
    page.silent.resolve({});
    await clicked;
  });
});

function use(hand: Hand, input: Input): Promise<void> {
  return hand.deal(input as Exclude<Input, {type: 'paste'}>);
}

/** A page of one process, as far as hands are concerned: notes what it is sent. */
class HandledPage extends EventEmitter {
  readonly sent: string[] = [];
  /** Whether it says anything when it is asked, or what it has begun to drag by then. */
  answers: boolean | object = true;
  hangs = false;
  /** What it answers with at last, where it hangs in between. */
  silent: PromiseWithResolvers<object> | null = null;

  async send(method: string, params: {type?: string; x?: number} = {}): Promise<object> {
    if (method.endsWith('Event')) {
      this.sent.push(`${params.type} ${params.x}`);
      if (this.hangs) await new Promise(() => {});
    }
    if (method === 'Runtime.evaluate') {
      this.sent.push('asked');
      if (this.silent) return this.silent.promise;
      if (!this.answers) throw new Error('It is gone.');
      if (typeof this.answers === 'object') this.emit('Input.dragIntercepted', this.answers);
    }
    return {};
  }
}

function play(): {hand: Hand; page: HandledPage; sent: string[]} {
  const page = new HandledPage();
  const session = page as unknown as CDPSession;
  return {hand: new Hand(session, () => [session]), page, sent: page.sent};
}
