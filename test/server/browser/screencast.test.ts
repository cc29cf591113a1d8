import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {describe, it} from 'node:test';
import type {CDPSession} from 'puppeteer-core';
import {decodeFrame} from '../../../src/protocol/frames.ts';
import {FRAMES_IN_FLIGHT} from '../../../src/protocol/rpc.ts';
import {Screencast} from '../../../src/server/browser/screencast.ts';

/** A page that paints when it is told to. */
class FakePage extends EventEmitter {
  readonly sent: string[] = [];
  #frames = 0;

  async send(method: string, params?: {sessionId?: number}): Promise<void> {
    this.sent.push(params?.sessionId === undefined ? method : `${method} ${params.sessionId}`);
  }

  paint(text: string): void {
    this.emit('Page.screencastFrame', {
      data: Buffer.from(text).toString('base64'),
      metadata: {deviceWidth: 1280, deviceHeight: 720, timestamp: 1.5},
      sessionId: ++this.#frames,
    });
  }
}

describe('Screencast', () => {
  function setUp() {
    const page = new FakePage();
    const screencast = new Screencast(7);
    screencast.attach(page as unknown as CDPSession);
    return {page, screencast};
  }

  it('captures once however many watch, and nothing when nobody does', () => {
    const {page, screencast} = setUp();
    assert.deepEqual(page.sent, []);
    const first = screencast.watch(() => {});
    const second = screencast.watch(() => {});
    assert.deepEqual(page.sent, ['Page.startScreencast']);
    first.stop();
    first.stop();
    assert.deepEqual(page.sent, ['Page.startScreencast']);
    second.stop();
    assert.deepEqual(page.sent, ['Page.startScreencast', 'Page.stopScreencast']);
  });

  it('sends the same bytes to everyone: a header, then the picture', () => {
    const {page, screencast} = setUp();
    const got: Uint8Array[] = [];
    screencast.watch((message) => got.push(message));
    screencast.watch((message) => got.push(message));
    page.paint('picture');
    assert.equal(got.length, 2);
    assert.equal(got[0], got[1]);
    const {data, ...header} = decodeFrame(Uint8Array.from(got[0] as Uint8Array).buffer);
    assert.deepEqual(header, {codec: 1, ssid: 7, width: 1280, height: 720, time: 1500, keyFrame: true});
    assert.equal(String(Buffer.from(data)), 'picture');
  });

  it('shows someone who comes later the latest picture at once', () => {
    const {page, screencast} = setUp();
    screencast.watch(() => {});
    page.paint('one');
    page.paint('two');
    const got: string[] = [];
    screencast.watch((message) => got.push(String(message.subarray(-3))));
    assert.deepEqual(got, ['two']);
  });

  it('lets the page go on painting as long as one viewer can take it', () => {
    const {page, screencast} = setUp();
    screencast.watch(() => {});
    const quick = screencast.watch(() => quick.shown());
    for (let number = 1; number <= FRAMES_IN_FLIGHT + 2; number++) page.paint('picture');
    assert.equal(page.sent.at(-1), `Page.screencastFrameAck ${FRAMES_IN_FLIGHT + 2}`);
  });

  it('lets the page wait while all viewers are busy', () => {
    const {page, screencast} = setUp();
    const slow = screencast.watch(() => {});
    for (let number = 1; number <= FRAMES_IN_FLIGHT + 2; number++) page.paint('picture');
    assert.equal(page.sent.at(-1), `Page.screencastFrameAck ${FRAMES_IN_FLIGHT - 1}`);
    slow.shown();
    assert.equal(page.sent.at(-1), `Page.screencastFrameAck ${FRAMES_IN_FLIGHT - 1}`);
    slow.shown();
    assert.equal(page.sent.at(-1), `Page.screencastFrameAck ${FRAMES_IN_FLIGHT + 2}`);
  });

  it('goes on when the busy viewer that it waited for leaves', () => {
    const {page, screencast} = setUp();
    const slow = screencast.watch(() => {});
    for (let number = 1; number <= FRAMES_IN_FLIGHT; number++) page.paint('picture');
    screencast.watch(() => {});
    slow.stop();
    assert.equal(page.sent.at(-1), `Page.screencastFrameAck ${FRAMES_IN_FLIGHT}`);
  });

  it('goes on with another page for those who watch', () => {
    const {page, screencast} = setUp();
    const got: string[] = [];
    screencast.watch((message) => got.push(String(message.subarray(-3))));
    screencast.detach();
    const next = new FakePage();
    screencast.attach(next as unknown as CDPSession);
    assert.deepEqual(next.sent, ['Page.startScreencast']);
    page.paint('old');
    next.paint('new');
    assert.deepEqual(got, ['new']);
  });
});
