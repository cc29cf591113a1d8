import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {FRAMES_IN_FLIGHT} from '../../../src/protocol/rpc.ts';
import {Viewer} from '../../../src/server/browser/viewer.ts';

describe('Viewer', () => {
  const picture = (number: number) => Uint8Array.of(number);

  function setUp() {
    const got: number[] = [];
    let now = 0;
    const viewer = new Viewer(
      (message) => got.push(message[0] as number),
      () => now,
    );
    /** Has so many pictures painted, each in so many milliseconds, of a page that paints as many as can be taken. */
    const paint = (pictures: number, time: number) => {
      for (let number = 0; number < pictures; number++) {
        while (viewer.ready) viewer.offer(picture(0));
        now += time;
        viewer.shown();
      }
    };
    /** The same for a page that paints no faster than that. */
    const keepUp = (pictures: number) => {
      for (let number = 0; number < pictures; number++) {
        if (viewer.ready) viewer.offer(picture(0));
        viewer.shown();
      }
    };
    return {got, viewer, paint, keepUp};
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

  it('is for light pictures when it paints fewer than eight in a second, and not when it paints more', () => {
    const slow = setUp();
    slow.paint(14, 140);
    assert.equal(slow.viewer.tier, 'full');
    slow.paint(1, 140);
    assert.equal(slow.viewer.tier, 'light');
    const quick = setUp();
    quick.paint(500, 120);
    assert.equal(quick.viewer.tier, 'full');
  });

  it('is no slower for having been away once', () => {
    const {viewer, paint} = setUp();
    paint(1, 60_000);
    paint(500, 20);
    assert.equal(viewer.tier, 'full');
  });

  it('is tried again when it takes a hundred light pictures with ease, and twice as many after each time', () => {
    const {viewer, paint, keepUp} = setUp();
    for (const pictures of [100, 200, 400]) {
      paint(10, 200);
      for (let underWay = 3; underWay > 0; underWay--) viewer.shown();
      keepUp(pictures - 3 - 1);
      assert.equal(viewer.tier, 'light');
      keepUp(1);
      assert.equal(viewer.tier, 'full');
    }
  });

  it('stays with light pictures as long as it has to skip of them', () => {
    const {viewer, paint} = setUp();
    paint(1000, 130);
    assert.equal(viewer.tier, 'light');
  });
});
