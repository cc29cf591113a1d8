import type {IncomingMessage, ServerResponse} from 'node:http';
import type {} from '@fastify/swagger';
import type {TypeBoxTypeProvider} from '@fastify/type-provider-typebox';
import type {FastifyBaseLogger, FastifyInstance, FastifySchema, RawServerDefault} from 'fastify';
import {type TSchema, Type} from 'typebox';
import type {AuditSeal} from '../audit/seal.ts';
import type {Gateway} from '../gateway/client-line.ts';
import type {KeyType, Store} from '../storage/store.ts';
import type {Webhooks} from '../webhooks/webhooks.ts';

/** The part of a server that answers REST calls; its schemas say the types of what comes in and goes out. */
export type Rest = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What REST calls need of the server. */
export interface RestContext extends Gateway {
  readonly store: Store;
  readonly seal: AuditSeal;
  readonly webhooks: Webhooks;
}

/** What every failed call is answered with. */
const failure = Type.Object(
  {
    detail: Type.String({description: 'What was expected, what came, what to do, for people to read.'}),
    code: Type.String({description: 'A stable name of what went wrong.'}),
  },
  {additionalProperties: false, title: 'Failure'},
);

/** Why a call is refused, by its status. */
const REASONS = {
  400: 'Something in the call is not as it should be; `detail` names it.',
  401: 'No key, or one that this server does not know or that was revoked.',
  403: 'The key is not for this, or pages of that origin are not let in.',
  404: 'There is no such thing.',
  408: 'It took too long.',
  409: 'It does not fit what is there already, or belongs to the config file of the server.',
  410: 'The session has ended.',
  413: 'There is too much of it.',
  415: 'The body is neither JSON nor a form.',
  422: 'The code that was run threw; `detail` says what.',
  429: 'Too many calls; `retry-after` says when to try again.',
  503: 'The server stops, and takes no new work.',
} as const;

/** What a call came to that was not refused. */
const DONE: Readonly<Record<string, string>> = {
  200: 'As asked.',
  201: 'Made.',
  202: 'Under way.',
  204: 'Done.',
  503: 'Not now.',
};

/** A status with which a call can be refused. */
export type FailureStatus = keyof typeof REASONS;

/** What a route is called, gets and answers. */
export interface RouteSchema extends FastifySchema {
  /** One line. */
  readonly summary: string;
  readonly description?: string;
  /** The chapter of the documentation that it stands in. */
  readonly tags: readonly [string];
  readonly params?: TSchema;
  readonly querystring?: TSchema;
  readonly body?: TSchema;
  /** What it answers with when it succeeds. */
  readonly response: {readonly [status: number]: TSchema};
}

/** What a route that wants a key is given to fastify with. */
export interface Keyed<Schema extends RouteSchema> {
  readonly config: {readonly keys: readonly KeyType[]};
  readonly schema: Schema;
}

/**
 * A route that one of these keys opens.
 *
 * @param refusals - with which it can be refused beside those that go with what it takes
 */
export function keyed<const Schema extends RouteSchema>(
  keys: readonly KeyType[],
  schema: Schema,
  refusals: readonly FailureStatus[] = [],
): Keyed<Schema> {
  const security = keys.map((type) => ({[type]: []}));
  return {config: {keys}, schema: {...documented(schema, [401, 403, ...refusals]), security} as Schema};
}

/** A route that is open to all. */
export function open<const Schema extends RouteSchema>(
  schema: Schema,
  refusals: readonly FailureStatus[] = [],
): {readonly schema: Schema} {
  return {schema: {...documented(schema, refusals), security: []} as Schema};
}

/** A route that is no call of the API: open to all, as often as they like. */
export function plain<const Schema extends RouteSchema>(
  schema: Schema,
  refusals: readonly FailureStatus[] = [],
): {readonly schema: Schema} {
  return {schema: {...answering(schema, refusals), security: []} as Schema};
}

/** What each call of the API can be refused with. */
function documented<Schema extends RouteSchema>(schema: Schema, refusals: readonly FailureStatus[]): Schema {
  const all: FailureStatus[] = [...refusals, 429];
  if (schema.params) all.push(404);
  if (schema.params || schema.querystring || schema.body) all.push(400);
  if (schema.body) all.push(413, 415);
  return answering(schema, all);
}

function answering<Schema extends RouteSchema>(schema: Schema, refusals: readonly FailureStatus[]): Schema {
  const done = Object.entries(schema.response).map(([status, each]) => [status, {description: DONE[status], ...each}]);
  const answers = [...new Set(refusals)].sort().map((status) => [status, {...failure, description: REASONS[status]}]);
  return {...schema, operationId: idOf(schema.summary), response: Object.fromEntries([...done, ...answers])};
}

/** `List the keys of a space` -> `listKeysOfSpace` */
function idOf(summary: string): string {
  const words = summary.toLowerCase().match(/\w+/g) ?? [];
  const telling = words.filter((word) => !['a', 'an', 'the'].includes(word));
  return telling.map((word, index) => (index === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('');
}
