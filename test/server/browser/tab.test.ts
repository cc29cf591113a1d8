import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {it} from 'node:test';
import type {Page} from '../../../src/server/browser/page.ts';
import {Tab} from '../../../src/server/browser/tab.ts';
import {DEFAULT_VIEWPORT} from '../../../src/server/browser/viewport.ts';
import {Told} from './harness.ts';

/** Refuses to go anywhere, as a page does where one document gives way to another. */
class Swapped extends EventEmitter {
  /** What it was told of where to go. */
  readonly told: string[] = [];

  async send(method: string): Promise<object> {
    if (method === 'Page.getNavigationHistory') return {currentIndex: 0, entries: [{url: 'about:blank'}, {id: 1}]};
    if (!/^Page\.(reload|navigate)/.test(method)) return {};
    this.told.push(method);
    throw new Error('Not attached to an active page');
  }
}

it('fails nobody who would go on in a page that gives way to another one', async () => {
  const tab = new Tab(1, 'about:blank', new Told(), {
    standsStill: () => false,
    hand: async () => [],
    permit: async () => {},
  });
  const session = new Swapped();
  tab.attach({session, targetId: 'page', viewport: DEFAULT_VIEWPORT, masked: null} as unknown as Page);
  await tab.reload();
  await tab.step(1);
  tab.navigate('http://shop.localhost/');
  assert.deepEqual(session.told, ['Page.reload', 'Page.navigateToHistoryEntry', 'Page.navigate']);
  tab.detach();
});
