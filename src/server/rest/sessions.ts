import {type Static, Type} from 'typebox';
import {withSettings} from '../../model/settings.ts';
import {allowed, Refused} from '../refused.ts';
import type {KnownSpace} from '../storage/spaces.ts';
import type {SessionFilter} from '../storage/store.ts';
import {keyTypeOf, spaceOf} from './access.ts';
import {ofSession, sessionOf} from './find-session.ts';
import {followerLink, leaderLink, sessionLink} from './links.ts';
import {paged, pageOf, pageQuery, partOf} from './pages.ts';
import {keyed, type Rest, type RestContext} from './route.ts';
import {exact, inSpace} from './schemas.ts';
import {sessionFilter, sessionMade, sessionShown, showSession} from './session-schemas.ts';

const tags = ['Sessions'] as const;
const query = Type.Object({...pageQuery, ...sessionFilter}, exact);

const routes = {
  list: keyed(['wk', 'rk', 'ck'], {
    summary: 'List sessions',
    description: 'Newest first. Widget keys are public: with one, `session_id` has to be there.',
    tags,
    params: inSpace,
    querystring: query,
    response: {200: pageOf(sessionShown)},
  }),
  read: keyed(['wk', 'rk', 'ck'], {
    summary: 'Read a session',
    tags,
    params: ofSession,
    response: {200: sessionShown},
  }),
  make: keyed(
    ['rk', 'ck'],
    {
      summary: 'Make a session',
      description:
        'Addition. `settings` go on top of those of the space. It waits for people as long as `empty_session_timeout` says.',
      tags,
      params: inSpace,
      body: Type.Object({settings: Type.Optional(Type.Record(Type.String(), Type.Unknown()))}, exact),
      response: {201: sessionMade},
    },
    [503],
  ),
  queue: keyed(['rk', 'ck'], {
    summary: 'List sessions that wait, or find one by its PIN',
    description: 'Without `pin`, the live sessions to which nobody came yet.',
    tags,
    params: inSpace,
    querystring: Type.Object({...pageQuery, pin: Type.Optional(Type.String({pattern: '^[0-9]{4}$'}))}, exact),
    response: {200: pageOf(sessionShown)},
  }),
};

/** Sessions: what was and is going on in a space. */
export function serveSessions(rest: Rest, context: RestContext): void {
  const {rooms, store} = context;
  const publicUrl = () => context.site.publicUrl;

  rest.get('/api/spaces/:space_id/sessions/', routes.list, async (request) => {
    const open = keyTypeOf(request) !== 'wk';
    if (!open && request.query.session_id === undefined) {
      throw new Refused('not_allowed', 'A widget key is public: it finds a session by its session_id alone.');
    }
    const page = await store.listSessions({...partOf(request.query), ...filterOf(request.query, spaceOf(request))});
    return paged(page, request, publicUrl(), (summary) => showSession(summary, context, open));
  });

  rest.get('/api/spaces/:space_id/sessions/:session_id/', routes.read, async (request) => {
    return showSession(await sessionOf(request, context), context, keyTypeOf(request) !== 'wk');
  });

  rest.post('/api/spaces/:space_id/sessions/', routes.make, async (request, reply) => {
    const space = spaceOf(request);
    const settings = allowed(withSettings(space.settings, request.body.settings ?? {}));
    context.guard.creation(request.ip, rooms.of(space.id).length);
    const room = rooms.create(null, space, settings);
    await room.opened;
    reply.code(201);
    return {
      session_id: room.id,
      link: sessionLink(room, context.site),
      leader_link: leaderLink(room, context.site),
      follower_link: followerLink(room, context.site),
      pin: room.pin,
    };
  });

  rest.get('/api/spaces/:space_id/queue/', routes.queue, async (request) => {
    const {pin} = request.query;
    const live = rooms.of(spaceOf(request).id);
    const wanted = live.filter((room) => (pin === undefined ? room.state.phase === 'created' : room.pin === pin));
    const {offset, limit} = partOf(request.query);
    const found = await Promise.all(wanted.slice(offset, offset + limit).map(({id}) => store.findSession(id)));
    const results = found.filter((summary) => summary !== undefined);
    return paged({count: wanted.length, results}, request, publicUrl(), (each) => showSession(each, context, true));
  });
}

function filterOf(given: Static<typeof query>, {id: spaceId}: KnownSpace): Omit<SessionFilter, 'offset' | 'limit'> {
  const {active, session_id, session_id__icontains, started_at_after, started_at_before} = given;
  const {duration__gte, duration__lte, tag} = given;
  return {
    spaceId,
    ...(active !== undefined && {active}),
    ...(session_id !== undefined && {sessionId: session_id}),
    ...(session_id__icontains !== undefined && {sessionIdContains: session_id__icontains}),
    ...(tag !== undefined && {tag}),
    ...(started_at_after !== undefined && {startedAfter: Date.parse(started_at_after)}),
    ...(started_at_before !== undefined && {startedBefore: Date.parse(started_at_before)}),
    ...(duration__gte !== undefined && {durationAtLeast: duration__gte}),
    ...(duration__lte !== undefined && {durationAtMost: duration__lte}),
  };
}
