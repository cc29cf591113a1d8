import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import type {CDPSession} from 'puppeteer-core';
import {Still} from '../../../src/server/browser/still.ts';
import type {Viewport} from '../../../src/server/browser/viewport.ts';
import {jpeg} from './fake-page.ts';

const SHARP: Viewport = {width: 900, height: 600, mobile: false, ratio: 2};

/** A page that is captured when the test says so. */
function setUp(viewport = SHARP) {
  const asked: PromiseWithResolvers<{data: string}>[] = [];
  const shown: string[] = [];
  const about = {viewport, wanted: true, held: false};
  const still = new Still({
    viewport: () => about.viewport,
    isWanted: () => about.wanted,
    hold: () => {
      about.held = true;
      return () => {
        about.held = false;
      };
    },
    show: (data) => shown.push(data),
  });
  const send = () => {
    const answer = Promise.withResolvers<{data: string}>();
    asked.push(answer);
    return answer.promise;
  };
  still.attach({send} as unknown as CDPSession);
  const answer = async (data = jpeg(1800, 1200)) => {
    asked.at(-1)?.resolve({data});
    await new Promise(setImmediate);
  };
  return {about, asked, shown, still, answer};
}

describe('Still', () => {
  beforeEach(() => mock.timers.enable({apis: ['setTimeout']}));
  afterEach(() => mock.timers.reset());

  it('is captured 50 ms after the last change, and not while things change', async () => {
    const {asked, shown, still, answer} = setUp();
    for (let change = 0; change < 10; change++) {
      still.changed();
      mock.timers.tick(30);
    }
    assert.equal(asked.length, 0);
    mock.timers.tick(20);
    assert.equal(asked.length, 1);
    await answer();
    assert.deepEqual(shown, [jpeg(1800, 1200)]);
    mock.timers.tick(60_000);
    assert.equal(asked.length, 1, 'once is enough');
  });

  it('is the only picture that is made meanwhile, whatever comes of it', async () => {
    const {about, asked, still, answer} = setUp();
    still.changed();
    assert.ok(!about.held);
    mock.timers.tick(50);
    assert.ok(about.held);
    await answer();
    assert.ok(!about.held);
    still.changed();
    mock.timers.tick(50);
    assert.ok(about.held);
    asked.at(-1)?.reject(new Error('Target closed'));
    await new Promise(setImmediate);
    assert.ok(!about.held);
  });

  it('is not captured for nobody, nor where a page has no more pixels', () => {
    const {about, asked, still} = setUp();
    about.wanted = false;
    still.changed();
    mock.timers.tick(1_000);
    about.wanted = true;
    about.viewport = {...SHARP, ratio: 1};
    still.changed();
    mock.timers.tick(1_000);
    assert.equal(asked.length, 0);
    about.viewport = SHARP;
    still.again();
    mock.timers.tick(50);
    assert.equal(asked.length, 1);
  });

  it('is not shown over what came after it, nor of another size', async () => {
    const {asked, shown, still, answer} = setUp();
    still.changed();
    mock.timers.tick(50);
    still.changed();
    await answer();
    assert.deepEqual(shown, []);
    mock.timers.tick(100);
    assert.equal(asked.length, 2);
    await answer(jpeg(1280, 720));
    assert.deepEqual(shown, []);
    mock.timers.tick(200);
    await answer();
    assert.equal(shown.length, 1);
  });

  it('is tried less and less of a page that changes whenever it is captured', async () => {
    const {asked, still, answer} = setUp();
    still.changed();
    let answered = 0;
    for (let passed = 0; passed < 60_000; passed += 20) {
      mock.timers.tick(20);
      if (asked.length === answered) continue;
      answered = asked.length;
      still.changed();
      await answer();
    }
    assert.ok(asked.length > 2 && asked.length < 40, `${asked.length} times in a minute`);
  });

  it('leaves a page alone that people write in, and is there soon after they stopped', async () => {
    const {asked, shown, still, answer} = setUp();
    const key = async () => {
      still.changed();
      mock.timers.tick(100);
      still.changed();
      await answer();
      mock.timers.tick(50);
    };
    for (let keys = 0; keys < 40; keys++) await key();
    assert.ok(asked.length <= 3, `${asked.length} times`);
    mock.timers.tick(200);
    await answer();
    assert.equal(shown.length, 1);
  });

  it('is tried again when it failed while the page changed, and not of a page that does nothing', async () => {
    const {asked, shown, still, answer} = setUp();
    const fail = async () => {
      asked.at(-1)?.reject(new Error('Not attached to an active page'));
      await new Promise(setImmediate);
    };
    still.changed();
    mock.timers.tick(50);
    still.changed();
    await fail();
    mock.timers.tick(100);
    assert.equal(asked.length, 2);
    await answer();
    assert.equal(shown.length, 1);
    still.changed();
    mock.timers.tick(50);
    await fail();
    mock.timers.tick(60_000);
    assert.equal(asked.length, 3);
  });

  it('is of no page that is gone', async () => {
    const {asked, shown, still, answer} = setUp();
    still.changed();
    mock.timers.tick(50);
    still.detach();
    await answer();
    mock.timers.tick(10_000);
    assert.deepEqual([asked.length, shown], [1, []]);
  });
});
