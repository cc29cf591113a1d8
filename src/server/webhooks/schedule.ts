const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long a delivery waits after each attempt that failed, in milliseconds: ten attempts over three days. */
export const WAITS: readonly number[] = [
  5 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  22 * HOUR,
  32 * HOUR,
];

/** How many attempts a delivery has. */
export const ATTEMPTS = WAITS.length + 1;

/** How much longer or shorter a wait is, so that those who failed together do not all come back together. */
const JITTER = 0.1;

/** The longest pause that a receiver can ask for, in milliseconds. */
export const LONGEST_PAUSE = 24 * HOUR;

/**
 * When a delivery is tried again, or null when it had all its attempts.
 *
 * @param attempts - how many it had
 * @param pause - how long the receiver asks to be left alone, in milliseconds
 * @param random - from 0 to 1
 */
export function nextAttemptAt(attempts: number, now: number, pause: number, random: number): number | null {
  const wait = WAITS[attempts - 1];
  if (wait === undefined) return null;
  return now + Math.max(pause, Math.round(wait * (1 - JITTER + 2 * JITTER * random)));
}

/** How long a receiver asks to be left alone, in milliseconds, by its `retry-after`: seconds or a date; 0 if it does not. */
export function readRetryAfter(header: string | undefined, now: number): number {
  if (header === undefined) return 0;
  const asked = /^\s*\d+\s*$/.test(header) ? Number(header) * SECOND : Date.parse(header) - now;
  return Number.isNaN(asked) ? 0 : Math.min(Math.max(0, asked), LONGEST_PAUSE);
}
