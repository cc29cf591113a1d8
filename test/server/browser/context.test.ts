import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {describe, it} from 'node:test';
import type {CDPSession} from 'puppeteer-core';
import type {Chromium} from '../../../src/server/browser/chromium.ts';
import {Context, type ContextListener} from '../../../src/server/browser/context.ts';
import {Gate} from '../../../src/server/browser/gate.ts';

describe('Context', () => {
  it('leaves nothing behind where it cannot be made', async () => {
    const root = new Root();
    const gate = await Gate.put(root as unknown as CDPSession);
    const chromium = {root, gate, makeFolder: () => Promise.reject(new Error('ENOSPC: no space left on device'))};
    let closed = false;
    const close = async () => {
      closed = true;
    };
    const setup = {wayOut: {network: {}, close}, refuses: () => null, blocks: () => false, masked: []};
    const making = Context.create(chromium as unknown as Chromium, setup, {} as ContextListener);
    await assert.rejects(making, /ENOSPC/);
    assert.deepEqual(root.contexts, []);
    assert.equal(gate.watches('context'), false);
    assert.ok(closed);
  });
});

/** What a browser as a whole is asked, with the contexts that it has. */
class Root extends EventEmitter {
  contexts: string[] = [];

  async send(method: string): Promise<object> {
    if (method === 'Target.createBrowserContext') this.contexts = ['context'];
    if (method === 'Target.disposeBrowserContext') this.contexts = [];
    return {browserContextId: 'context'};
  }
}
