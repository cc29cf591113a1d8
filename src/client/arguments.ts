import type {ClientIndex} from '../model/events.ts';
import {checkUrl} from '../model/url.ts';
import {SessionError} from './errors.ts';
import {expectJson, expectSsid, expectText, expectThat, expectUserData, isObject} from './expect.ts';

/** The index of a participant. */
export function expectClientIndex(value: ClientIndex): ClientIndex {
  return expectThat(Number.isInteger(value) && value >= 0, 'the index of a participant', value);
}

/** The origin of pages, or `*` for all of them. */
export function expectOrigin(value: string): string {
  const isOrigin = value === '*' || (typeof value === 'string' && URL.parse(value)?.origin === value);
  return expectThat(isOrigin, 'an origin such as "https://example.com", or "*"', value);
}

/** An address that a tab can show, in its normal form. */
export function expectUrl(value: string): string {
  const checked = checkUrl(value);
  if (typeof checked === 'string') return checked;
  throw new SessionError('invalid_url', checked.message);
}

const expectBoolean = (value: boolean) => expectThat(typeof value === 'boolean', 'true or false', value);
const expectObject = (what: string) => (value: object) => expectThat(isObject(value), what, value);

/** What each argument has to be, by the name that it has in a request. */
const CHECKS: Readonly<Record<string, (value: never) => unknown>> = {
  client_index: expectClientIndex,
  code: expectText,
  data: expectJson,
  enabled: expectBoolean,
  entry: expectJson,
  file: (value: Blob) => expectThat(value instanceof Blob, 'a file', value),
  input: expectObject('an input to send'),
  message: expectText,
  new_tab: expectBoolean,
  options: expectObject('an object of options'),
  redirect_url: expectUrl,
  ssid: expectSsid,
  target_origin: expectOrigin,
  to: expectClientIndex,
  type: (value: string) =>
    expectThat(value === 'javascript' || value === 'css', '"javascript" or "css" as type', value),
  url: expectUrl,
  user_data: expectUserData,
};

/**
 * The arguments of a call as a request takes them.
 *
 * @param spec - what they are called, in order; one that may be left out ends with a `?`
 * @throws {SessionError} `invalid_argument` or `invalid_url` when one is missing or is something else
 */
export function readArguments(spec: string, args: readonly unknown[]): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [index, word] of spec.split(' ').filter(Boolean).entries()) {
    const name = word.replace('?', '');
    if (args[index] === undefined && name !== word) continue;
    read[name] = CHECKS[name]?.(args[index] as never);
  }
  return read;
}
