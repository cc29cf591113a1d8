import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {it} from 'node:test';
import type {Page} from '../../../src/server/browser/page.ts';
import {Tab, type TabSetup} from '../../../src/server/browser/tab.ts';
import {DEFAULT_VIEWPORT} from '../../../src/server/browser/viewport.ts';
import {Told} from './harness.ts';

const EMPTY = {id: 0, url: 'about:blank', userTypedURL: '', title: ''};

/** Refuses to go anywhere, as a page does where one document gives way to another. */
class Swapped extends EventEmitter {
  /** What it was told of where to go. */
  readonly told: string[] = [];

  async send(method: string): Promise<object> {
    if (method === 'Page.getNavigationHistory') return {currentIndex: 0, entries: [EMPTY, {...EMPTY, id: 1}]};
    if (!/^Page\.(reload|navigate)/.test(method)) return {};
    this.told.push(method);
    throw new Error('Not attached to an active page');
  }
}

function newTab(hand: TabSetup['hand'] = async () => [], told = new Told()): Tab {
  return new Tab(1, 'about:blank', told, {standsStill: () => false, hand, permit: async () => {}});
}

function pageIn(session: EventEmitter): Page {
  return {session, targetId: 'page', viewport: DEFAULT_VIEWPORT, masked: null} as unknown as Page;
}

it('fails nobody who would go on in a page that gives way to another one', async () => {
  const tab = newTab();
  const session = new Swapped();
  tab.attach(pageIn(session));
  await tab.reload();
  await tab.step(1);
  tab.navigate('http://shop.localhost/');
  assert.deepEqual(session.told, ['Page.reload', 'Page.navigateToHistoryEntry', 'Page.navigate']);
  tab.detach();
});

it('takes no files while those before are on their way to the page', async () => {
  let handing = Promise.withResolvers<string[]>();
  const tab = newTab(() => handing.promise);
  tab.attach(pageIn(new Swapped()));
  const drop = {type: 'drop', x: 1, y: 1, files: ['a']} as const;
  for (const end of [() => handing.resolve(['/a.txt']), () => handing.reject(new Error('No room'))]) {
    handing = Promise.withResolvers();
    const dropping = tab.hands.drop(drop);
    assert.equal(tab.hands.drop(drop), null);
    end();
    await dropping?.catch(() => {});
  }
  handing = Promise.withResolvers();
  assert.ok(tab.hands.drop(drop));
  tab.detach();
});

it('tells a few of the addresses of a page that goes on without end', () => {
  const told = new Told();
  const tab = newTab(undefined, told);
  const session = new Swapped();
  tab.attach(pageIn(session));
  for (let count = 0; count < 200; count++) {
    const url = `http://shop.localhost/?${count}`;
    session.emit('Page.navigatedWithinDocument', {frameId: 'page', url});
    assert.equal(tab.whereabouts.url, url);
  }
  assert.equal(told.lines.length, 20);
  tab.detach();
});
