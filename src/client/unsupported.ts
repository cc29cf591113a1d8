import {SessionError} from './errors.ts';

/** What the vendor's sessions have and this kit does not: each rejects with `unsupported`. */
export const UNSUPPORTED = ['startScreensharing', 'toggleVideochatMicrophone', 'toggleVideochatFullscreen'] as const;

/** The methods that always reject. */
export type UnsupportedMethods = {
  readonly [Name in (typeof UNSUPPORTED)[number]]: (...args: unknown[]) => Promise<never>;
};

/** The refusal for what the vendor has and this kit does not. */
export function unsupported(what: string): Promise<never> {
  return Promise.reject(new SessionError('unsupported', `Expected something that this kit can do, got ${what}.`));
}

/** Stands in for a whole interface of the vendor's: every method of it, however deep, rejects. */
export function unsupportedApi(name: string): unknown {
  return new Proxy(() => {}, {
    // A promise is looked for by that name, wherever something is awaited.
    get: (_, key) => (key === 'then' ? undefined : unsupportedApi(`${name}.${String(key)}`)),
    apply: () => unsupported(`${name}()`),
  });
}
