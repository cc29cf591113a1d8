import type {ClientIndex, Ssid, UserData} from '../model/events.ts';
import {checkUrl} from '../model/url.ts';
import {SessionError} from './errors.ts';

/** The id of a tab, or a named error before anything is sent. */
export function expectSsid(value: Ssid): Ssid {
  return expectThat(Number.isInteger(value) && value > 0, 'the id of an open tab', value);
}

/** The index of a participant. */
export function expectClientIndex(value: ClientIndex): ClientIndex {
  return expectThat(Number.isInteger(value) && value >= 0, 'the index of a participant', value);
}

/** What a participant tells of themselves. */
export function expectUserData(value: UserData): UserData {
  return expectThat(isObject(value) && !Array.isArray(value) && isJson(value), 'an object of JSON as user data', value);
}

/** Something that was written. */
export function expectText(value: string): string {
  return expectThat(typeof value === 'string', 'a text', value);
}

/** Yes or no. */
export function expectBoolean(value: boolean): boolean {
  return expectThat(typeof value === 'boolean', 'true or false', value);
}

/** Something that JSON can carry. */
export function expectJson<T>(value: T): T {
  return expectThat(isJson(value), 'something that JSON can carry', value);
}

/** The origin of pages, or `*` for all of them. */
export function expectOrigin(value: string): string {
  const isOrigin = value === '*' || (typeof value === 'string' && URL.parse(value)?.origin === value);
  return expectThat(isOrigin, 'an origin such as "https://example.com", or "*"', value);
}

/** In which language code is. */
export function expectLanguage<T extends 'javascript' | 'css'>(value: T): T {
  return expectThat(value === 'javascript' || value === 'css', '"javascript" or "css" as type', value);
}

/** An object, such as an input event. */
export function expectObject<T extends object>(value: T, what: string): T {
  return expectThat(isObject(value), what, value);
}

/** A function that is called back. */
export function expectFunction<T>(value: T): T {
  return expectThat(typeof value === 'function', 'a function to call', value);
}

/** A file that can be shared. */
export function expectFile(value: File): File {
  return expectThat(value instanceof Blob, 'a file', value);
}

/** The address of a web page or a server; one with no site is on that of this page. */
export function expectAddress(value: unknown, what: string): URL {
  const url = typeof value === 'string' ? URL.parse(value, globalThis.location?.href) : null;
  return url && /^https?:$/.test(url.protocol) ? url : refuseArgument(what, value);
}

/** An address that a tab can show, in its normal form. */
export function expectUrl(value: string): string {
  const checked = checkUrl(value);
  if (typeof checked === 'string') return checked;
  throw new SessionError('invalid_url', checked.message);
}

/** Something of which that has to hold. */
export function expectThat<T>(holds: boolean, what: string, value: T): T {
  return holds ? value : refuseArgument(what, value);
}

/** Says what was expected, and what came. */
export function refuseArgument(what: string, value: unknown): never {
  throw new SessionError('invalid_argument', `Expected ${what}, got ${show(value)}.`);
}

function show(value: unknown): string {
  if (typeof value === 'string') return `"${value.slice(0, 100)}"`;
  if (Array.isArray(value)) return 'an array';
  return isObject(value) ? 'an object' : String(value);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
