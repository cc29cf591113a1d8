import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {FRAMES_IN_FLIGHT} from '../../../src/protocol/rpc.ts';
import {Viewer} from '../../../src/server/browser/viewer.ts';

describe('Viewer', () => {
  const picture = (number: number) => Uint8Array.of(number);

  function setUp() {
    const got: number[] = [];
    return {got, viewer: new Viewer((message) => got.push(message[0] as number))};
  }

  it('sends as many pictures as may be under way, then waits', () => {
    const {got, viewer} = setUp();
    for (let number = 0; number < FRAMES_IN_FLIGHT + 3; number++) viewer.offer(picture(number));
    assert.equal(got.length, FRAMES_IN_FLIGHT);
    assert.equal(viewer.ready, false);
  });

  it('gets the latest picture when it was too slow for the ones before, once', () => {
    const {got, viewer} = setUp();
    for (let number = 0; number < FRAMES_IN_FLIGHT + 3; number++) viewer.offer(picture(number));
    viewer.shown();
    assert.equal(got.at(-1), FRAMES_IN_FLIGHT + 2);
    viewer.shown();
    assert.equal(got.length, FRAMES_IN_FLIGHT + 1);
    assert.equal(viewer.ready, true);
  });

  it('takes no credit for pictures that were never sent', () => {
    const {got, viewer} = setUp();
    for (let time = 0; time < 10; time++) viewer.shown();
    for (let number = 0; number < FRAMES_IN_FLIGHT + 3; number++) viewer.offer(picture(number));
    assert.equal(got.length, FRAMES_IN_FLIGHT);
  });
});
