import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {describe, it} from 'node:test';
import type {CDPSession} from 'puppeteer-core';
import {feelPulse} from '../../../src/server/browser/pulse.ts';

const PATIENCE = 40;

/** A page that is asked, and answers when the test says so. */
function page() {
  const events = new EventEmitter();
  const waiting: (() => void)[] = [];
  let onAsked = () => {};
  const send = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      onAsked();
    });
  const session = Object.assign(events, {send}) as unknown as CDPSession;
  const asked = () => new Promise<void>((resolve) => (onAsked = resolve));
  // The timers of the pulse keep no process alive, as a browser would.
  const alive = setInterval(() => {}, 1_000);
  return {session, events, waiting, asked, end: () => clearInterval(alive)};
}

describe('the pulse of a page', () => {
  it('tells of one that does not answer, and again when it still does not', async () => {
    const {session, waiting, end} = page();
    const start = performance.now();
    let times = 0;
    let stop = () => {};
    await new Promise<void>((resolve) => {
      stop = feelPulse(session, PATIENCE, () => {
        if (++times === 2) resolve();
      });
    });
    stop();
    assert.ok(performance.now() - start >= 2 * PATIENCE);
    assert.equal(waiting.length, 1, 'and asks it once, since it has not forgotten');
    end();
  });

  it('says nothing of one that answers', async () => {
    const {session, waiting, asked, end} = page();
    const stop = feelPulse(session, PATIENCE, () => assert.fail('it did answer'));
    for (let beat = 0; beat < 8; beat++) {
      await asked();
      waiting.pop()?.();
    }
    stop();
    end();
  });

  it('does not count the time in which one waits for someone', async () => {
    const {session, end} = page();
    let waits = true;
    let silent = () => assert.fail('it waits');
    const stop = feelPulse(
      session,
      PATIENCE,
      () => silent(),
      () => waits,
    );
    const others = page();
    await new Promise<void>((resolve) => feelPulse(others.session, 2 * PATIENCE, resolve));
    const told = new Promise<void>((resolve) => (silent = resolve as () => never));
    waits = false;
    await told;
    stop();
    end();
    others.end();
  });

  it('leaves one that crashed alone until it is loaded again', async () => {
    const {session, events, waiting, asked, end} = page();
    let silent = () => assert.fail('it has crashed');
    const stop = feelPulse(session, PATIENCE, () => silent());
    await asked();
    events.emit('Inspector.targetCrashed');
    const others = page();
    await new Promise<void>((resolve) => feelPulse(others.session, 2 * PATIENCE, resolve));
    assert.equal(waiting.length, 1);
    const told = new Promise<void>((resolve) => (silent = resolve as () => never));
    events.emit('Inspector.targetReloadedAfterCrash');
    await told;
    assert.equal(waiting.length, 2);
    stop();
    end();
    others.end();
  });
});
