import type {TestContext} from 'node:test';
import type {ServerOptions} from '../../src/server/app.ts';
import {Documented} from './documented.ts';
import {serve} from './test-server.ts';

/** The key of the whole server, in tests. */
export const SERVER_KEY = 'ck_of-the-whole-server-in-every-test-0';

/** What a call was answered with. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
}

export interface Call {
  /** The server's key, if nothing is said; none with null. */
  readonly key?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls a server as a program does. */
export type Ask = (what: string, call?: Call) => Promise<RestAnswer>;

/** Calls the server at an address, `ask('GET /api/spaces/')`, and checks the answer against its documentation. */
export function restClient(origin: string): Ask {
  const documented = Documented.of(origin);
  return async (what, {key = SERVER_KEY, body, headers = {}} = {}) => {
    const [method = '', path = ''] = what.split(' ');
    const response = await fetch(origin + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(key !== null && {authorization: `Token ${key}`}),
        ...(body !== undefined && {'content-type': 'application/json'}),
        ...headers,
      },
      ...(body !== undefined && {body: typeof body === 'string' ? body : JSON.stringify(body)}),
    });
    const text = await response.text();
    const isJson = text !== '' && response.headers.get('content-type')?.includes('json');
    const answer = {status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text};
    (await documented).check(method, path, answer.status, answer.body);
    return answer;
  };
}

/** A server that has the demo and a space of its own, `shop`, with a REST key. */
export async function restServer(test: TestContext, options: Partial<ServerOptions> = {}) {
  const server = await serve(test, {keys: [{key: SERVER_KEY}], ...options});
  const ask = restClient(server.origin);
  const made = await ask('POST /api/spaces/', {body: {name: 'Shop', slug: 'shop'}});
  const key = await ask('POST /api/spaces/shop/keys/', {body: {type: 'rk'}});
  return {...server, ask, shop: made.body as {id: string}, shopKey: key.body.key as string, shopKeyId: key.body.id};
}
