import {SessionError} from '../errors.ts';

/** What a promise comes to. Rejects with `timeout` when that takes longer than so many milliseconds. */
export async function within<T>(time: number, promise: T | PromiseLike<T>, what = 'an answer'): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(lateError(what, time)), time);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The error for what did not come about in time. */
export function lateError(what: string, time: number): SessionError {
  return new SessionError('timeout', `Expected ${what} within ${time / 1000} s; nothing came.`);
}
