import type {FastifyRequest} from 'fastify';
import {type Static, Type} from 'typebox';
import {Refused} from '../refused.ts';
import type {Key} from '../storage/keys.ts';
import type {KeyType} from '../storage/store.ts';
import {isoTime} from '../webhooks/space-session.ts';
import {spaceOf} from './access.ts';
import {cut, paged, pageOf, pageQuery, partOf} from './pages.ts';
import {keyed, type Rest, type RestContext} from './route.ts';
import {exact, inSpace, orNull, time} from './schemas.ts';

const tags = ['Keys'] as const;
const name = Type.Optional(Type.String({maxLength: 100, description: 'What it is for.'}));

const shown = Type.Object(
  {
    id: Type.Integer(),
    type: Type.Enum(['wk', 'rk', 'ck']),
    name: Type.String(),
    key: Type.String({description: 'A widget key whole; the beginning of a secret one.'}),
    managed: Type.Boolean({description: 'Whether the config file says it, so that REST cannot revoke it.'}),
    created_at: time,
    revoked_at: orNull(time),
    last_used_at: orNull(time),
  },
  {...exact, title: 'Key'},
);
const made = Type.Object(
  {...shown.properties, key: Type.String({description: 'The whole key. A secret one is told here and never again.'})},
  {...exact, title: 'New key'},
);

const inServer = Type.Object({key_id: Type.Integer({minimum: 1})}, exact);
const query = Type.Object(pageQuery, exact);
const list = {tags, querystring: query, response: {200: pageOf(shown)}} as const;
const making = {tags, response: {201: made}} as const;
const revoke = {tags, response: {200: shown}} as const;
const revoking = 'It opens nothing from then on. What is managed is refused: it stands in the config file.';

const ofSpace = {
  list: keyed(['rk', 'ck'], {summary: 'List the keys of a space', params: inSpace, ...list}),
  make: keyed(['rk', 'ck'], {
    summary: 'Make a key of a space',
    description: 'A widget key (`wk`) is public and for pages; a REST key (`rk`) is secret and for programs.',
    params: inSpace,
    body: Type.Object({type: Type.Enum(['wk', 'rk']), name}, exact),
    ...making,
  }),
  revoke: keyed(
    ['rk', 'ck'],
    {
      summary: 'Revoke a key of a space',
      description: revoking,
      params: Type.Object({...inSpace.properties, ...inServer.properties}, exact),
      ...revoke,
    },
    [409],
  ),
};
const ofServer = {
  list: keyed(['ck'], {summary: 'List the keys of the server', ...list}),
  make: keyed(['ck'], {
    summary: 'Make a key of the server',
    description: 'It may do all that keys of spaces may, in every space.',
    body: Type.Object({name}, exact),
    ...making,
  }),
  revoke: keyed(
    ['ck'],
    {summary: 'Revoke a key of the server', description: revoking, params: inServer, ...revoke},
    [409],
  ),
};

/** Keys: made, told once, listed by what is shown of them, and revoked. */
export function serveKeys(rest: Rest, context: RestContext): void {
  const {keys} = context;
  type Listing = FastifyRequest<{Querystring: Static<typeof query>}>;
  const listed = (request: Listing, spaceId: string | null) =>
    paged(cut(keys.list(spaceId), partOf(request.query)), request, context.site.publicUrl, showKey);
  const make = async (type: KeyType, spaceId: string | null, name?: string) => {
    context.guard.key(keys.list(spaceId).length);
    const {key, text} = await keys.make(type, spaceId, name);
    return {...showKey(key), key: text};
  };
  const revoked = async (id: number, spaceId: string | null) => {
    const key = keys.list(spaceId).find((each) => each.id === id);
    if (!key) throw new Refused('unknown_key', 'There is no such key.');
    if (key.managed) throw new Refused('managed', 'This key is in the server’s config file: take it out there.');
    return showKey((await keys.revoke(id)) ?? key);
  };

  rest.get('/api/spaces/:space_id/keys/', ofSpace.list, async (request) => listed(request, spaceOf(request).id));

  rest.post('/api/spaces/:space_id/keys/', ofSpace.make, async (request, reply) => {
    reply.code(201);
    return make(request.body.type, spaceOf(request).id, request.body.name);
  });

  rest.delete('/api/spaces/:space_id/keys/:key_id/', ofSpace.revoke, async (request) =>
    revoked(request.params.key_id, spaceOf(request).id),
  );

  rest.get('/api/keys/', ofServer.list, async (request) => listed(request, null));

  rest.post('/api/keys/', ofServer.make, async ({body}, reply) => {
    reply.code(201);
    return make('ck', null, body.name);
  });

  rest.delete('/api/keys/:key_id/', ofServer.revoke, async ({params}) => revoked(params.key_id, null));
}

function showKey({id, type, name, shown: key, managed, createdAt, revokedAt, lastUsedAt}: Key): Static<typeof shown> {
  const at = (when: number | null) => (when === null ? null : isoTime(when));
  return {
    ...{id, type, name, key, managed},
    created_at: isoTime(createdAt),
    revoked_at: at(revokedAt),
    last_used_at: at(lastUsedAt),
  };
}
