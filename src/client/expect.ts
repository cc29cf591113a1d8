import type {Ssid, UserData} from '../model/events.ts';
import {SessionError} from './errors.ts';

/** The id of a tab, or a named error before anything is sent. */
export function expectSsid(value: Ssid): Ssid {
  return expectThat(Number.isInteger(value) && value > 0, 'the id of an open tab', value);
}

/** A copy of what a participant tells of themselves. */
export function expectUserData(value: UserData): UserData {
  const what = 'an object of JSON as user data';
  const copy = expectJson(value, what);
  return expectThat(isObject(copy) && !Array.isArray(copy), what, copy);
}

/**
 * A copy of something that JSON can carry. What the page itself has may change, and where a framework watches it, no
 * message to another window can carry it.
 */
export function expectJson<T>(value: T, what = 'something that JSON can carry'): T {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch {
    return refuseArgument(what, value);
  }
}

/** Something that was written. */
export function expectText(value: string): string {
  return expectThat(typeof value === 'string', 'a text', value);
}

/** A function that is called back. */
export function expectFunction<T>(value: T): T {
  return expectThat(typeof value === 'function', 'a function to call', value);
}

/** The address of a web page or a server, if it may be one; one with no site is on that of this page. */
export function expectAddress(value: unknown, what: string, mayBe = typeof value === 'string'): URL {
  const url = mayBe ? URL.parse(value as string, globalThis.location?.href) : null;
  return url && /^https?:$/.test(url.protocol) ? url : refuseArgument(what, value);
}

/**
 * The value, where it is what it has to be.
 * @throws {SessionError} `invalid_argument`, which says what was expected and what came
 */
export function expectThat<T>(holds: boolean, what: string, value: T): T {
  return holds ? value : refuseArgument(what, value);
}

/** Says what was expected, and what came. */
export function refuseArgument(what: string, value: unknown): never {
  throw new SessionError('invalid_argument', `Expected ${what}, got ${show(value)}.`);
}

/** Whether it is an object, which null is not. */
export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  if (typeof value === 'string') return `"${value.slice(0, 100)}"`;
  if (Array.isArray(value)) return 'an array';
  return isObject(value) ? 'an object' : String(value);
}
