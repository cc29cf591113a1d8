import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Input} from '../../../src/protocol/rpc.ts';
import {Flow} from '../../../src/server/browser/flow.ts';

const move = (x: number, more = {}): Input => ({...MOUSE, action: 'move', x, ...more});
const press = (action: 'down' | 'up', x = 0): Input => ({...MOUSE, action, button: 'left', x});
const wheel = (deltaY: number, modifiers = 0): Input => ({type: 'wheel', x: 1, y: 1, deltaX: 1, deltaY, modifiers});
const text = (value: string): Input => ({type: 'text', text: value});
const paste = (value: string): Input => ({type: 'paste', text: value});
const touch = (action: 'start' | 'move', x: number): Input => ({
  type: 'touch',
  action,
  points: [{id: 0, x, y: 0}],
  modifiers: 0,
});

const MOUSE = {type: 'mouse', y: 0, button: 'none', buttons: 0, clickCount: 0, modifiers: 0} as const;

describe('the flow of input to a page', () => {
  it('hands on at once what is pressed, in order, however long the page takes', () => {
    const {flow, handed} = play();
    const inputs = [press('down'), press('up'), press('down'), press('up')];
    for (const input of inputs) flow.put(input);
    assert.deepEqual(handed, inputs);
  });

  it('types at once, and when the page has dealt with what was pressed before', async () => {
    const {flow, handed, deal} = play();
    const inputs = [press('down'), press('up'), text('a'), text('b')];
    for (const input of inputs) flow.put(input);
    await deal();
    assert.deepEqual(handed, inputs.slice(0, 2));
    await deal();
    assert.deepEqual(handed, inputs);
  });

  it('presses when the page has dealt with what was typed before, or hangs', async (test) => {
    test.mock.timers.enable({apis: ['setTimeout']});
    const {flow, handed, deal} = play();
    const inputs = [text('a'), text('b'), press('down'), text('c'), press('up')];
    for (const input of inputs) flow.put(input);
    await deal();
    assert.deepEqual(handed, inputs.slice(0, 2));
    await deal();
    assert.deepEqual(handed, inputs.slice(0, 3));
    await deal();
    assert.deepEqual(handed, inputs.slice(0, 4));
    test.mock.timers.tick(1_999);
    await settled();
    assert.equal(handed.length, 4);
    test.mock.timers.tick(1);
    await settled();
    assert.deepEqual(handed, inputs);
  });

  it('gives the page the newest place when it is ready for one', async () => {
    const {flow, handed, deal} = play();
    for (const x of [1, 2, 3, 4]) flow.put(move(x));
    assert.deepEqual(handed, [move(1)]);
    await deal();
    assert.deepEqual(handed, [move(1), move(4)]);
  });

  it('presses where the pointer was by then', () => {
    const {flow, handed} = play();
    for (const input of [move(1), move(2), move(3), press('down', 3), move(4)]) flow.put(input);
    assert.deepEqual(handed, [move(1), move(3), press('down', 3)]);
  });

  it('waits for the page while something may be dragged', async () => {
    const {flow, handed, deal} = play();
    const inputs = [press('down'), move(1, {buttons: 1}), move(2, {buttons: 1}), move(3, {buttons: 1}), press('up', 3)];
    for (const input of inputs) flow.put(input);
    await deal();
    assert.deepEqual(handed, [press('down'), move(1, {buttons: 1})]);
    await deal();
    assert.deepEqual(handed.slice(2), [move(3, {buttons: 1})]);
    await deal();
    assert.deepEqual(handed.slice(3), [press('up', 3)]);
  });

  it('adds up how far a wheel turned, as long as the same keys are held', async () => {
    const {flow, handed, deal} = play();
    for (const input of [wheel(10), wheel(20), wheel(-5), wheel(7, 2)]) flow.put(input);
    await deal();
    await deal();
    assert.deepEqual(handed, [wheel(10), {...wheel(15), deltaX: 2}, wheel(7, 2)]);
  });

  it('keeps the newest place of fingers', async () => {
    const {flow, handed, deal} = play();
    for (const input of [touch('start', 0), touch('move', 1), touch('move', 2), touch('move', 3)]) flow.put(input);
    await deal();
    await deal();
    assert.deepEqual(handed, [touch('start', 0), touch('move', 1), touch('move', 3)]);
  });

  it('pastes after all that came before, and before all that comes after', async () => {
    const {flow, handed, deal} = play();
    for (const input of [text('a'), text('b'), paste('pasted'), text('c'), text('d')]) flow.put(input);
    assert.deepEqual(handed, [text('a'), text('b')]);
    await deal();
    assert.equal(handed.length, 2);
    await deal();
    assert.deepEqual(handed.slice(2), [paste('pasted')]);
    await deal();
    assert.deepEqual(handed.slice(3), [text('c'), text('d')]);
  });

  it('takes no more than a thousand that the page has not dealt with, and always what lets go', async () => {
    const {flow, handed, deal} = play();
    for (let n = 0; n < 1_000; n++) assert.ok(flow.put(press('down')));
    assert.equal(flow.put(text('b')), false);
    assert.equal(flow.put(move(1)), false);
    assert.ok(flow.put(press('up'), {letsGo: true}));
    assert.deepEqual(handed.at(-1), press('up'));
    await deal();
    await deal();
    assert.ok(flow.put(text('c')));
  });

  it('goes on when the page fails at something', async () => {
    const {flow, handed, deal} = play();
    for (const x of [1, 2]) flow.put(move(x));
    await deal(new Error('The page is gone.'));
    assert.deepEqual(handed, [move(1), move(2)]);
  });
});

/** What was begun has gone on. */
async function settled(): Promise<void> {
  await new Promise(setImmediate);
}

/** A page that deals with inputs when it is told to. */
function play(): {flow: Flow; handed: Input[]; deal: (error?: Error) => Promise<void>} {
  const handed: Input[] = [];
  const dealing: PromiseWithResolvers<void>[] = [];
  const flow = new Flow((input) => {
    handed.push(input);
    const deal = Promise.withResolvers<void>();
    dealing.push(deal);
    return deal.promise;
  });
  const deal = async (error?: Error) => {
    const next = dealing.shift();
    if (error) next?.reject(error);
    else next?.resolve();
    await settled();
  };
  return {flow, handed, deal};
}
