import {setTimeout as delay} from 'node:timers/promises';

/** Whether something comes within so many milliseconds. Rejects as it does. */
export async function within(time: number, coming: Promise<unknown>): Promise<boolean> {
  const {promise: late, resolve} = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, time, false);
  return Promise.race([coming.then(() => true), late]).finally(() => clearTimeout(timer));
}

/** Rejects after so many milliseconds, which keep no process going. */
export async function tooLate(time: number): Promise<never> {
  await delay(time, undefined, {ref: false});
  throw new Error(`it did not answer within ${time / 1000} seconds.`);
}
