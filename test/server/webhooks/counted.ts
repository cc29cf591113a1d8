/** Calls whose answers are not here yet. */
export class Counted {
  #open = 0;

  /** Counts the calls of a function. */
  call<Args extends unknown[], Result>(method: (...args: Args) => Promise<Result>): (...args: Args) => Promise<Result> {
    return async (...args) => {
      this.#open++;
      try {
        return await method(...args);
      } finally {
        this.#open--;
      }
    };
  }

  /** Counts the calls of all methods. */
  all<Thing extends object>(thing: Thing): Thing {
    return new Proxy(thing, {
      get: (target, key) => {
        const value = Reflect.get(target, key);
        return typeof value === 'function' ? this.call(value.bind(target)) : value;
      },
    });
  }

  /** Resolves when nothing is open, and what that led to has led to nothing more. */
  async none(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet++) {
      if (this.#open > 0) quiet = -1;
      await new Promise(setImmediate);
    }
  }
}
