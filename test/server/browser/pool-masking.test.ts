import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {it} from 'node:test';
import type {CDPSession} from 'puppeteer-core';
import {findPoolMasking, makePoolMasking} from '../../../src/server/browser/pool-masking.ts';

/** A browser, or a page in it, that takes whatever is asked of it but a document: nothing ever loads in it. */
class Endless extends EventEmitter {
  readonly #onAsked: (method: string) => void;

  constructor(onAsked: (method: string) => void) {
    super();
    this.#onAsked = onAsked;
  }

  connection(): object {
    return {createSession: async () => new Endless(this.#onAsked)};
  }

  async send(method: string): Promise<object> {
    this.#onAsked(method);
    if (method === 'Page.navigate') this.emit('Fetch.requestPaused', {requestId: '1'});
    if (method === 'Fetch.fulfillRequest') throw new Error('Target closed');
    return {};
  }
}

it('waits for a browser that loads no page for so long, and says what it waited for', async (test) => {
  test.mock.timers.enable({apis: ['setTimeout']});
  const folder = await mkdtemp(path.join(tmpdir(), 'pool-masking-'));
  const {extension} = await makePoolMasking(folder);
  const navigated = Promise.withResolvers<void>();
  const root = new Endless((method) => method === 'Page.navigate' && navigated.resolve());
  const finding = findPoolMasking(root as unknown as CDPSession, [extension]);
  await navigated.promise;
  test.mock.timers.tick(30_000);
  await assert.rejects(finding, /^Error: it loaded no page, .* within 30 seconds/);
  await rm(folder, {recursive: true});
});
