/** What time it is, and when another time is. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once, and gives the way to call that off. */
  after(wait: number, callback: () => void): () => void;
}

/** The clock of this machine. */
export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  after: (wait, callback) => {
    const timer = setTimeout(callback, wait);
    return () => clearTimeout(timer);
  },
};
