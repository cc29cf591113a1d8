import {Type} from 'typebox';
import {DEFAULT_SETTINGS} from '../../model/settings.ts';
import {Refused} from '../refused.ts';
import type {KnownSpace} from '../storage/spaces.ts';
import {keyTypeOf, spaceOf} from './access.ts';
import {cut, paged, pageOf, pageQuery, partOf} from './pages.ts';
import {keyed, type Rest, type RestContext} from './route.ts';
import {exact, inSpace} from './schemas.ts';
import {readSpace, showSpace, spaceChanges, spaceShown, spaceWhole} from './space-schemas.ts';

const tags = ['Spaces'] as const;

const routes = {
  list: keyed(['ck'], {
    summary: 'List spaces',
    tags,
    querystring: Type.Object(pageQuery, exact),
    response: {200: pageOf(spaceShown)},
  }),
  make: keyed(
    ['ck'],
    {
      summary: 'Make a space',
      description: 'Its widget keys are made next. Unless it is said, no page but the server’s own may use them.',
      tags,
      body: spaceWhole,
      response: {201: spaceShown},
    },
    [409],
  ),
  read: keyed(['wk', 'rk', 'ck'], {summary: 'Read a space', tags, params: inSpace, response: {200: spaceShown}}),
  replace: keyed(
    ['ck'],
    {
      summary: 'Replace a space',
      description: 'What is left out is as in a new space. Its settings, keys and magic links stay.',
      tags,
      params: inSpace,
      body: spaceWhole,
      response: {200: spaceShown},
    },
    [409],
  ),
  change: keyed(
    ['rk', 'ck'],
    {summary: 'Change a space', tags, params: inSpace, body: spaceChanges, response: {200: spaceShown}},
    [409],
  ),
  remove: keyed(
    ['ck'],
    {
      summary: 'Remove a space',
      description: 'Ends its sessions, revokes its keys and forgets its webhooks. The logs of its sessions stay.',
      tags,
      params: inSpace,
      response: {204: Type.Null()},
    },
    [409],
  ),
};

/** Spaces: where sessions are made. */
export function serveSpaces(rest: Rest, context: RestContext): void {
  const {spaces, keys, rooms} = context;
  const show = (space: KnownSpace) => showSpace(space, context.site.publicUrl);

  rest.get('/api/spaces/', routes.list, async (request) =>
    paged(cut(spaces.list(), partOf(request.query)), request, context.site.publicUrl, show),
  );

  rest.post('/api/spaces/', routes.make, async ({body}, reply) => {
    const {name, slug} = body;
    reply.code(201);
    return show(await spaces.add({...readSpace(body, DEFAULT_SETTINGS), name, slug}));
  });

  rest.get('/api/spaces/:space_id/', routes.read, async (request) => {
    const shown = show(spaceOf(request));
    return keyTypeOf(request) === 'wk' ? {...shown, widget_key_domain_list: []} : shown;
  });

  rest.put('/api/spaces/:space_id/', routes.replace, async (request) => {
    const {id, settings} = ownSpaceOf(request);
    const {identification, host_rights} = DEFAULT_SETTINGS;
    const bare = {origins: [], type: 'meeting', shared: false, accessControl: 'company'} as const;
    return show(
      await spaces.change(id, {...bare, ...readSpace(request.body, {...settings, identification, host_rights})}),
    );
  });

  rest.patch('/api/spaces/:space_id/', routes.change, async (request) => {
    const {id, settings} = ownSpaceOf(request);
    return show(await spaces.change(id, readSpace(request.body, settings)));
  });

  rest.delete('/api/spaces/:space_id/', routes.remove, async (request, reply) => {
    const {id} = ownSpaceOf(request);
    await spaces.remove(id);
    keys.forget(id);
    await rooms.endStrays();
    reply.code(204);
    return null;
  });
}

/**
 * The space that a call changes.
 * @throws {Refused} `managed` when the config file says it all
 */
export function ownSpaceOf(request: Parameters<typeof spaceOf>[0]): KnownSpace {
  const space = spaceOf(request);
  if (!space.managed) return space;
  throw new Refused('managed', `The space "${space.slug}" is in the server’s config file: change it there.`);
}
