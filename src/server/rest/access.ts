import type {FastifyRequest} from 'fastify';
import {checkOrigin} from '../gateway/site.ts';
import {Refused} from '../refused.ts';
import type {Key} from '../storage/keys.ts';
import type {KnownSpace} from '../storage/spaces.ts';
import type {KeyType} from '../storage/store.ts';
import type {RestContext} from './route.ts';

/** With which key a call was made, and the space in its address. */
export interface Access {
  readonly key: Key;
  readonly space: KnownSpace | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where a route wants no key. */
    access: Access | null;
  }
  interface FastifyContextConfig {
    /** The keys that open a route; without them it is open to all. */
    readonly keys?: readonly KeyType[];
  }
}

/** The key that a call is made with: `Authorization: Token …`, or `Bearer …`. */
export function keyIn({headers}: FastifyRequest): string | undefined {
  return headers.authorization?.match(/^(?:Token|Bearer) +(\S+) *$/i)?.[1];
}

/**
 * What a call may get at: keys of a space only that space, and public ones only where pages of that origin may.
 * @throws {Refused} `invalid_key`, `not_allowed`, `invalid_origin` or `unknown_space`
 */
export function accessOf(request: FastifyRequest, {keys, spaces, site}: RestContext): Access | null {
  const {keys: types} = request.routeOptions.config;
  if (!types) return null;
  const text = keyIn(request);
  const key = text === undefined ? undefined : keys.find(text);
  if (!key) {
    const got = text === undefined ? 'got none' : 'got one that this server does not know';
    throw new Refused('invalid_key', `Expected a key, as in "Authorization: Token rk_…"; ${got}.`);
  }
  if (!types.includes(key.type)) {
    const expected = types.map((type) => `${type}_…`).join(' or ');
    throw new Refused('not_allowed', `Expected a key ${expected} for this, got one that begins with ${key.type}_.`);
  }
  const {space_id: name} = request.params as {space_id?: string};
  const space = name === undefined ? null : (spaces.find(name) ?? null);
  if (name === undefined) return {key, space: null};
  // Whether there is such a space is not told to those who have no business there.
  if (key.type !== 'ck' && key.spaceId !== space?.id) {
    throw new Refused('not_allowed', 'This key is one of another space.');
  }
  if (!space) throw new Refused('unknown_space', 'There is no such space on this server.');
  if (key.type === 'wk') checkOrigin(space, request.headers.origin, site);
  return {key, space};
}

/** The space that a call is about. */
export function spaceOf({access}: FastifyRequest): KnownSpace {
  if (access?.space) return access.space;
  throw new Error('Expected a route with :space_id that wants a key.');
}

/** The kind of key that a call was made with. */
export function keyTypeOf({access}: FastifyRequest): KeyType {
  if (access) return access.key.type;
  throw new Error('Expected a route that wants a key.');
}
