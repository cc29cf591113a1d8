import type {SessionError} from '../errors.ts';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 5_000;

/**
 * Attempts something at once, then after half a second, one, two, four and every five, until it works.
 *
 * @param mayRetry - whether another attempt may go better
 * @param giveUpAfter - milliseconds after which no further attempt is made
 * @param signal - ends the attempts, without an error
 */
export async function retry(
  attempt: () => Promise<void>,
  mayRetry: (error: SessionError) => boolean,
  giveUpAfter: number,
  signal: AbortSignal,
): Promise<void> {
  const end = Date.now() + giveUpAfter;
  for (let pause = FIRST_PAUSE; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      return await attempt();
    } catch (error) {
      const left = end - Date.now();
      if (signal.aborted) return;
      const {retryAfter = 0} = error as SessionError;
      // Spread, so that the clients of a server that comes back do not come all at once.
      const wait = Math.max(retryAfter * 1000, Math.min((pause * (3 + Math.random())) / 4, left));
      if (!left || wait > left || !mayRetry(error as SessionError)) throw error;
      await sleep(wait, signal);
    }
  }
}

/** Waits, but no longer than until the browser says that it is online again. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const awake = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', awake);
      signal.removeEventListener('abort', awake);
      resolve();
    };
    const timer = setTimeout(awake, ms);
    globalThis.addEventListener?.('online', awake);
    signal.addEventListener('abort', awake);
  });
}
