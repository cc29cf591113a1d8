import {setInterval} from 'node:timers';
import type {CDPSession} from 'puppeteer-core';

/** How often a page is asked whether it is there, in that time. */
const BEATS = 4;

/**
 * Notices a page that is busy for so long that it answers nothing, as with a script that never ends, and tells of it once
 * each time. One that crashed is left alone until it is loaded again.
 *
 * @param patience - how long a page may say nothing, in milliseconds
 * @param waits - whether it says nothing since it waits for someone
 * @returns the way to stop
 */
export function feelPulse(
  session: CDPSession,
  patience: number,
  onSilent: () => void,
  waits: () => boolean = () => false,
): () => void {
  let alive = true;
  let heard = performance.now();
  let asked = false;
  const beat = () => {
    if (!alive) return;
    if (waits()) heard = performance.now();
    if (asked && performance.now() - heard > patience) {
      heard = performance.now();
      onSilent();
      return;
    }
    if (asked) return;
    asked = true;
    heard = performance.now();
    const answered = () => {
      asked = false;
    };
    // Fails where the document goes meanwhile, and that is an answer too.
    session.send('Runtime.evaluate', {expression: '0'}, {timeout: 0}).then(answered, answered);
  };
  session.on('Inspector.targetCrashed', () => {
    alive = false;
  });
  session.on('Inspector.targetReloadedAfterCrash', () => {
    alive = true;
    asked = false;
  });
  const timer = setInterval(beat, patience / BEATS).unref();
  return () => clearInterval(timer);
}
