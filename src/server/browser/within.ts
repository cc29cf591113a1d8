/** Whether something comes within so many milliseconds. Rejects as it does. */
export async function within(time: number, coming: Promise<unknown>): Promise<boolean> {
  const {promise: late, resolve} = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, time, false);
  return Promise.race([coming.then(() => true), late]).finally(() => clearTimeout(timer));
}
