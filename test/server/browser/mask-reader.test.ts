import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {describe, it} from 'node:test';
import type {CDPSession} from 'puppeteer-core';
import type {MaskedText} from '../../../src/protocol/frames.ts';
import {MaskReader} from '../../../src/server/browser/mask-reader.ts';

const SECRET = {x: 8, y: 8, width: 60, height: 16, dx: 0, dy: 0, size: 16, text: 'secret'};

describe('what is masked on a page', () => {
  it('is read of a process that was asked while one document gave way to another', async () => {
    const process = new Process();
    const reader = new MaskReader('webfuse-1');
    reader.add(process as unknown as CDPSession);
    process.swaps = true;
    assert.deepEqual(await read(reader), []);
    process.swaps = false;
    assert.deepEqual(await read(reader), [SECRET]);
  });

  it('is read of a process for as long as that says what masked texts are, and of no other thing', async () => {
    for (const said of ['', '{', 'null', '{"text": "secret"}', `[${'1,'.repeat(1_500_000)}1]`]) {
      const [honest, fallen] = [new Process(), new Process()];
      fallen.said = said;
      const reader = new MaskReader('webfuse-1');
      for (const process of [fallen, honest]) reader.add(process as unknown as CDPSession);
      fallen.page = 'frame';
      assert.deepEqual(await read(reader), [SECRET], said.slice(0, 20));
    }
    const process = new Process();
    process.said = JSON.stringify([null, 1, {...SECRET, x: '8'}, {...SECRET, more: true}, SECRET]);
    const reader = new MaskReader('webfuse-1');
    reader.add(process as unknown as CDPSession);
    assert.deepEqual(await read(reader), [SECRET]);
  });

  it('is asked for of no process that is gone', async () => {
    const process = new Process();
    const reader = new MaskReader('webfuse-1');
    reader.add(process as unknown as CDPSession);
    process.detached = true;
    assert.deepEqual(await read(reader), []);
    assert.equal(process.asked, 0);
  });
});

/** What is told of within a turn to whoever begins to read. */
async function read(reader: MaskReader): Promise<readonly MaskedText[]> {
  let told: readonly MaskedText[] = [];
  reader.start((masked) => {
    told = masked;
  });
  await new Promise((resolve) => setImmediate(resolve));
  reader.stop();
  return told;
}

/** One with a document in which something is masked, for as long as it is there. */
class Process extends EventEmitter {
  detached = false;
  /** Whether one document gives way to another right now. */
  swaps = false;
  /** How often it was asked for its frames. */
  asked = 0;
  /** The id of its document. */
  page = 'page';
  /** What it says is masked in it. */
  said = JSON.stringify([SECRET]);
  #evaluated = 0;

  async send(method: string): Promise<object> {
    if (method === 'Page.createIsolatedWorld') return {executionContextId: 1};
    if (method === 'Page.getFrameTree') {
      this.asked++;
      if (this.detached || this.swaps) throw new Error('Not attached to an active page');
      return {frameTree: {frame: {id: this.page}}};
    }
    if (this.#evaluated++ === 0) return {result: {value: this.said}};
    // Nothing else comes to be masked in it.
    return new Promise(() => {});
  }
}
