import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {it} from 'node:test';
import type {CDPSession} from 'puppeteer-core';
import {Navigation} from '../../../src/server/browser/navigation.ts';

it('a history of megabytes is read the more rarely the more is in it, however often it changes', async () => {
  const url = `data:,${'x'.repeat(2_000_000)}`;
  const history = {currentIndex: 1, entries: [0, 1].map((id) => ({id, url, userTypedURL: '', title: ''}))};
  const reads: number[] = [];
  const page = new EventEmitter();
  const {promise: readTwice, resolve} = Promise.withResolvers<void>();
  const send = async () => {
    if (reads.push(performance.now()) === 2) resolve();
    setImmediate(() => page.emit('Page.domContentEventFired', {}));
    return history;
  };
  const session = Object.assign(page, {send}) as unknown as CDPSession;
  const navigation = new Navigation(session, 'page', () => null, {relocating() {}, relocated() {}, changed() {}});
  page.emit('Page.domContentEventFired', {});
  await readTwice;
  navigation.detach();
  page.removeAllListeners();
  const [first = 0, second = 0] = reads;
  assert.ok(second - first > 750, `It was read again after ${second - first} ms.`);
});
