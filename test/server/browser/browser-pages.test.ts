import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import type {CDPSession} from 'puppeteer-core';
import {BrowserPages} from '../../../src/server/browser/browser-pages.ts';
import type {Chromium} from '../../../src/server/browser/chromium.ts';
import {Gate} from '../../../src/server/browser/gate.ts';
import type {Guard} from '../../../src/server/browser/guard.ts';
import {Told} from './harness.ts';

describe('BrowserPages', () => {
  it('shows the page of the context that takes the place of another, however late the one before has one', async () => {
    const root = new Root();
    const gate = await Gate.put(root as unknown as CDPSession);
    const makeFolder = async () => path.join(tmpdir(), 'webfuse-nowhere');
    const chromium = {root, gate, masking: null, makeFolder} as unknown as Chromium;
    const guard = {wayOut: async () => ({network: {}, close: async () => {}}), check: (url: string) => url};
    const start = async () => chromium;
    const pages = new BrowserPages(start, guard as unknown as Guard, new Told(), {}, () => {});

    const opening = pages.open(1, 'http://shop.localhost/');
    const [before] = await root.has(1);
    pages.lose();
    const restoring = pages.restore();
    const [, after] = await root.has(2);
    before?.made.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    after?.made.resolve();
    await Promise.all([opening, restoring]);
    assert.ok(!before?.sent.includes('Page.navigate'));
    assert.ok(after?.sent.includes('Page.navigate'));
    await pages.dispose();
  });
});

/** A page that is there, and is told to be when the test says so. */
class Session extends EventEmitter {
  readonly sent: string[] = [];
  readonly made = Promise.withResolvers<void>();

  async send(method: string): Promise<object> {
    this.sent.push(method);
    return {frameTree: {frame: {id: 'page'}}, executionContextId: 1, result: {}, entries: [], currentIndex: 0};
  }
}

/** A browser as a whole. */
class Root extends EventEmitter {
  readonly #sessions: Session[] = [];
  #contexts = 0;

  /** The first pages, as soon as there are so many. */
  async has(pages: number): Promise<readonly Session[]> {
    while (this.#sessions.length < pages) await new Promise((resolve) => this.once('page', resolve));
    return this.#sessions;
  }

  connection(): object {
    return {session: (id: string) => this.#sessions[Number(id)]};
  }

  async send(method: string, {browserContextId}: {browserContextId?: string} = {}): Promise<object> {
    if (method === 'Target.createBrowserContext') return {browserContextId: String(++this.#contexts)};
    if (method !== 'Target.createTarget') return {};
    const session = new Session();
    const targetId = String(this.#sessions.push(session) - 1);
    const targetInfo = {type: 'page', browserContextId, targetId, url: ''};
    this.emit('Target.attachedToTarget', {sessionId: targetId, targetInfo});
    this.emit('page');
    await session.made.promise;
    return {targetId};
  }
}
