import type {FastifyInstance, FastifyReply, FastifyRequest} from 'fastify';
import type {Gateway} from '../gateway/client-line.ts';
import {Refused} from '../gateway/refused.ts';
import {checkOrigin} from '../gateway/site.ts';
import {readMagicLink} from '../magic-link.ts';
import type {Room} from '../rooms/room.ts';
import {sameSecret} from '../rooms/secrets.ts';
import type {Space} from '../storage/spaces.ts';
import {leaderLink, pageOf, sessionLink} from './links.ts';

interface Given {
  readonly widget_key?: string;
  readonly magic_link?: string;
}

type SpaceRequest = FastifyRequest<{Params: {slug: string}; Querystring: Given; Body: Given | null}>;

const text = (maxLength: number) => ({type: 'string', maxLength});
const given = {type: 'object', properties: {widget_key: text(100), magic_link: text(4_096)}};
const schema = {querystring: given, body: {...given, nullable: true}};

/**
 * `/+slug/` makes a session, or finds the one that all visitors of a shared space come into: browsers are led to its
 * page, programs get `{link, session_id, pin?, leader_link?}`, the last (an addition) where they made it.
 */
export function serveSpaceLinks(rest: FastifyInstance, gateway: Gateway): void {
  const answer = (request: SpaceRequest, reply: FastifyReply) => answerSpaceLink(request, reply, gateway);
  rest.get('/+:slug', {exposeHeadRoute: false}, ({url}, reply) => {
    const [path = '', query] = url.split('?');
    reply.redirect(`${path.slice(1)}/${query === undefined ? '' : `?${query}`}`, 308);
  });
  // A look at the headers alone makes no session.
  rest.get('/+:slug/', {schema: {querystring: given}, exposeHeadRoute: false}, answer as never);
  rest.post('/+:slug/', {schema}, answer as never);
}

async function answerSpaceLink(request: SpaceRequest, reply: FastifyReply, gateway: Gateway): Promise<void> {
  const {params, headers, method, query} = request;
  const space = gateway.spaces.bySlug(params.slug);
  if (!space) throw new Refused('unknown_space', 'There is no such space on this server.');
  checkOrigin(space, headers.origin, gateway.site);
  await expectAccess(space, request);

  const active = space.shared ? gateway.rooms.activeOf(space) : undefined;
  const room = active ?? gateway.rooms.create(null, space);
  if (!active) room.open();
  reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
  if (method === 'POST' || !headers.accept?.includes('text/html')) {
    reply.code(active || method === 'GET' ? 200 : 201).send(described(room, !active, gateway));
    return;
  }
  const magic = query.magic_link === undefined ? '' : `?magic_link=${encodeURIComponent(query.magic_link)}`;
  // Relative, since a proxy may have put it all under a path of its own.
  reply.redirect(`../${pageOf(room, active ? 'invite' : 'leader', magic)}`, 303);
}

/** @throws {Refused} when the session may not be made with what came along */
async function expectAccess(space: Space, {headers, query, body}: SpaceRequest): Promise<void> {
  const {widget_key: key, magic_link: magicLink} = {...query, ...body};
  const widgetKey = headers.authorization?.match(/^Token (\S+)$/i)?.[1] ?? key;
  if (magicLink !== undefined) await readMagicLink(magicLink, space);
  else if (widgetKey !== undefined) {
    if (!sameSecret(widgetKey, space.widgetKey))
      throw new Refused('invalid_key', 'This widget key is not one of this space.');
  } else if (space.accessControl !== 'public') {
    throw new Refused('not_allowed', 'Expected a widget key or a magic link: not everyone may open this space.');
  }
}

function described(room: Room, made: boolean, {site}: Gateway): object {
  const known = room.state.phase === 'live' || room.space.type === 'assisted';
  return {
    link: sessionLink(room, site),
    session_id: room.id,
    ...(known && room.pin !== null && {pin: room.pin}),
    ...(made && {leader_link: leaderLink(room, site)}),
  };
}
