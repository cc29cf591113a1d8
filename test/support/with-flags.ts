import type {Guard} from '../../src/server/browser/guard.ts';

/** A guard, with more for the browser to be started with. */
export function withFlags(guard: Guard, more: readonly string[]): Guard {
  return {
    flags: async () => [...(await guard.flags()), ...more],
    required: guard.required,
    wayOut: (findFile) => guard.wayOut(findFile),
    check: (url) => guard.check(url),
    refuses: (url, bySession) => guard.refuses(url, bySession),
    close: () => guard.close(),
  };
}
