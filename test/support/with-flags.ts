import type {Guard} from '../../src/server/browser/guard.ts';

/** A guard, with more for the browser to be started with, and without the flags that begin like one that is left out. */
export function withFlags(guard: Guard, more: readonly string[], left?: string): Guard {
  return {
    flags: async () => [...(await guard.flags()).filter((flag) => !left || !flag.startsWith(left)), ...more],
    required: guard.required,
    wayOut: (findFile) => guard.wayOut(findFile),
    check: (url) => guard.check(url),
    refuses: (url, bySession) => guard.refuses(url, bySession),
    close: () => guard.close(),
  };
}
