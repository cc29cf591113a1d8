/** Whether something comes within so many milliseconds. Rejects as it does. */
export async function within(time: number, coming: Promise<unknown>): Promise<boolean> {
  const {promise: late, resolve} = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, time, false);
  return Promise.race([coming.then(() => true), late]).finally(() => clearTimeout(timer));
}

/** Rejects after so many milliseconds, which keep no process going, and says what did not happen. */
export function tooLate(time: number, what = 'it did not answer'): Promise<never> {
  const {promise, reject} = Promise.withResolvers<never>();
  setTimeout(() => reject(new Error(`${what} within ${time / 1000} seconds.`)), time).unref();
  return promise;
}
