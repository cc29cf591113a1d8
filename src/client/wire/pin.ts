import type {WireErrorCode} from '../../protocol/rpc.ts';
import {SessionError} from '../errors.ts';
import {retryAfterOf} from './retry-after.ts';

/**
 * Asks a server for the session that has a PIN. Resolves with a link into it.
 * @throws {SessionError} `unknown_pin`, `too_many` after wrong ones, or why the server could not be asked
 */
export async function linkOfPin(server: string, pin: string): Promise<string> {
  if (typeof pin !== 'string' || !/^\d{4}$/.test(pin)) {
    throw new SessionError('invalid_argument', 'Expected a text of four digits as PIN.');
  }
  if (!URL.canParse(server)) throw new SessionError('unsupported', 'Expected a session server, which finds PINs.');
  const {ok, body, retryAfter} = await post(`${server}/api/pin`, {pin});
  const {link, code, detail} = body as {link: string; code: WireErrorCode; detail: string};
  if (ok) return link;
  throw new SessionError(code, detail, {retryAfter});
}

async function post(url: string, body: object): Promise<{ok: boolean; body: unknown; retryAfter: number | undefined}> {
  try {
    const headers = {'content-type': 'application/json'};
    const response = await fetch(url, {method: 'POST', headers, body: JSON.stringify(body), credentials: 'omit'});
    return {ok: response.ok, body: await response.json(), retryAfter: retryAfterOf(response)};
  } catch (cause) {
    throw new SessionError('connect_failed', `No answer came from ${new URL(url).host}.`, {cause});
  }
}
