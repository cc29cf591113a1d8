/** Locks among the sessions of one page, for where the browser has none: the first that asks holds, the others wait. */
export class PageLocks {
  readonly #queues = new Map<string, (() => void)[]>();

  /** Names of the locks that are held. */
  get held(): readonly string[] {
    return [...this.#queues.keys()];
  }

  /** As `LockManager.request()`: calls back once the lock is held, and holds it until the promise settles. */
  async request(name: string, {signal}: {signal?: AbortSignal}, callback: () => Promise<void>): Promise<void> {
    const queue = this.#queues.get(name);
    if (queue) await waitIn(queue, signal);
    else this.#queues.set(name, []);
    try {
      await callback();
    } finally {
      const next = this.#queues.get(name)?.shift();
      if (next) next();
      else this.#queues.delete(name);
    }
  }
}

function waitIn(queue: (() => void)[], signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const turn = () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    };
    const abort = () => {
      queue.splice(queue.indexOf(turn), 1);
      reject(signal?.reason);
    };
    queue.push(turn);
    signal?.addEventListener('abort', abort);
  });
}
