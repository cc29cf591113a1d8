import type {FailureLog} from '../operations/log.ts';

/** How many times in its lease a server says that it goes on. */
const BEATS = 5;

/** How many times as long a server may take for its start, in which it takes up all that was its own. */
const STARTING = 8;

export interface HoldOptions {
  /** For how long sessions stay a server's that says nothing, in milliseconds. */
  readonly lease: number;
  /** Takes what is free, and settles when it goes on. */
  readonly take: (until: number) => Promise<void>;
  readonly log: FailureLog;
}

/** Until when a server that starts now has what it finds. */
export function startingUntil(lease: number): number {
  return Date.now() + STARTING * lease;
}

/**
 * Has a server keep its sessions as long as it runs, and take over those of servers that do not. One look does not wait
 * for the one before: whoever takes up many sessions still has to keep its own. Returns the way to stop.
 */
export function holdSessions({lease, take, log}: HoldOptions): () => Promise<void> {
  let looks = Promise.resolve();
  const look = () =>
    take(Date.now() + lease).catch((error: Error) =>
      log.error({err: error}, 'The sessions of a server that is gone cannot go on here.'),
    );
  const timer = setInterval(() => {
    // Of those before nothing is kept: there are some as long as the server runs.
    looks = Promise.all([looks, look()]).then(() => {});
  }, lease / BEATS).unref();
  return () => {
    clearInterval(timer);
    return looks;
  };
}
