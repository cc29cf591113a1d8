import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import {Emitter} from '../../src/client/emitter.ts';
import {takeHold} from './fake-server.ts';

type Events = {ping: (value: number) => void};

describe('Emitter', () => {
  let reported: unknown[];
  beforeEach(() => {
    reported = takeHold();
  });
  afterEach(() => mock.timers.reset());

  it('goes on to the next listener when one throws, and reports it', () => {
    const emitter = new Emitter<Events>();
    const mistake = new Error('a mistake in a page');
    const heard: number[] = [];
    emitter.on('ping', () => {
      throw mistake;
    });
    emitter.on('ping', (value) => heard.push(value));
    emitter.emit('ping', 1);
    assert.deepEqual(heard, [1]);
    assert.deepEqual(reported, [mistake]);
  });

  it('does not call a listener that was removed while the event goes round', () => {
    const emitter = new Emitter<Events>();
    const heard: string[] = [];
    const second = () => heard.push('second');
    emitter.on('ping', () => emitter.off('ping', second));
    emitter.on('ping', second);
    emitter.emit('ping', 1);
    assert.deepEqual(heard, []);
  });

  it('calls a listener that was added while an event goes round from the next one on', () => {
    const emitter = new Emitter<Events>();
    const heard: number[] = [];
    const late = (value: number) => heard.push(value);
    emitter.on('ping', () => emitter.on('ping', late));
    emitter.emit('ping', 1);
    emitter.emit('ping', 2);
    assert.deepEqual(heard, [2]);
  });

  it('calls a listener once that was added twice', () => {
    const emitter = new Emitter<Events>();
    const heard: number[] = [];
    const listener = (value: number) => heard.push(value);
    emitter.on('ping', listener);
    emitter.on('ping', listener);
    emitter.emit('ping', 1);
    emitter.off('ping', listener);
    emitter.emit('ping', 2);
    assert.deepEqual(heard, [1]);
  });

  it('stops when the signal is aborted, and never begins when it was before', () => {
    const emitter = new Emitter<Events>();
    const heard: number[] = [];
    const {signal} = new AbortController();
    const controller = new AbortController();
    emitter.on('ping', (value) => heard.push(value), {signal: controller.signal});
    emitter.on('ping', (value) => heard.push(value), {signal: AbortSignal.abort()});
    emitter.on('ping', (value) => heard.push(value * 10), {signal});
    emitter.emit('ping', 1);
    controller.abort();
    emitter.emit('ping', 2);
    assert.deepEqual(heard, [1, 10, 20]);
  });
});
