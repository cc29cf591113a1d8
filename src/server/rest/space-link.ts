import type {FastifyReply, FastifyRequest} from 'fastify';
import {Type} from 'typebox';
import {expectMember, signedBy} from '../gateway/entry.ts';
import {checkOrigin} from '../gateway/site.ts';
import {readMagicLink} from '../magic-link.ts';
import {Refused} from '../refused.ts';
import type {Room} from '../rooms/room.ts';
import type {Space} from '../storage/spaces.ts';
import type {TicketClaims} from '../tickets.ts';
import {keyIn} from './access.ts';
import {leaderLink, pageOf, sessionLink} from './links.ts';
import {open, type Rest, type RestContext} from './route.ts';

interface Given {
  readonly widget_key?: string;
  readonly magic_link?: string;
}

type SpaceRequest = FastifyRequest<{Params: {slug: string}; Querystring: Given; Body: unknown}>;

const given = Type.Object({
  widget_key: Type.Optional(Type.String({maxLength: 100})),
  magic_link: Type.Optional(Type.String({maxLength: 4_096})),
});
const text = (description: string) => Type.String({description});
const made = Type.Object(
  {
    link: text('Lets anyone into the session.'),
    session_id: Type.String(),
    pin: Type.Optional(text('Four digits by which the session is found, once someone is there.')),
    leader_link: Type.Optional(text('Gives the leader’s seat. Addition; for whoever made the session alone.')),
  },
  {additionalProperties: false},
);
const schema = {
  summary: 'Make a session by the link of a space',
  description:
    'Of a shared space, finds the one that all its visitors come into. Of a space with the access control `company`, wants a widget key (in the header as any key, or as `widget_key`), a secret one or a `magic_link`; with `members-only`, one of the latter two. ' +
    'Browsers are led to the page of the session.',
  tags: ['Coming in'],
  params: Type.Object({slug: Type.String()}),
  querystring: given,
  response: {200: made},
} as const;
const getting = open({...schema, summary: 'Open a space'}, [401, 403, 503]);
const posting = open(
  {...schema, body: Type.Union([given, Type.Null()]), response: {200: made, 201: made}},
  [401, 403, 503],
);

/**
 * `/+slug/` makes a session, or finds the one that all visitors of a shared space come into: browsers are led to its
 * page, programs get `{link, session_id, pin?, leader_link?}`, the last (an addition) where they made it.
 */
export function serveSpaceLinks(rest: Rest, context: RestContext): void {
  rest.get('/+:slug', {exposeHeadRoute: false, schema: {hide: true}}, ({url}, reply) => {
    const [path = '', query] = url.split('?');
    reply.redirect(`${path.slice(1)}/${query === undefined ? '' : `?${query}`}`, 308);
  });
  // A look at the headers alone makes no session.
  rest.get('/+:slug/', {...getting, exposeHeadRoute: false}, (request, reply) =>
    answerSpaceLink(request, reply, context),
  );
  rest.post('/+:slug/', posting, (request, reply) => answerSpaceLink(request, reply, context));
}

async function answerSpaceLink(request: SpaceRequest, reply: FastifyReply, context: RestContext): Promise<void> {
  const {params, headers, method} = request;
  const space = context.spaces.bySlug(params.slug);
  if (!space) throw new Refused('unknown_space', 'There is no such space on this server.');
  checkOrigin(space, headers.origin, context.site);
  const signed = await context.guard.trying(request.ip, () => expectAccess(space, request, context));
  expectMember(space, signed);

  const active = space.shared ? context.rooms.activeOf(space) : undefined;
  if (!active) context.guard.creation(request.ip, context.rooms.of(space.id).length);
  const room = active ?? context.rooms.create(null, space);
  await room.opened;
  reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
  if (method === 'POST' || !headers.accept?.includes('text/html')) {
    reply.code(active || method === 'GET' ? 200 : 201).send(described(room, !active, context));
    return;
  }
  const ticket = await context.tickets.mint(room.id, {...signed, leader: !active});
  // Whoever opened the address in a window talks with the page that it leads to.
  reply.header('cross-origin-opener-policy', 'unsafe-none');
  // Relative, since a proxy may have put it all under a path of its own.
  reply.redirect(`../${pageOf(room.id, 'ticket', ticket)}`, 303);
}

/**
 * What the space signed of whoever comes, if anything.
 * @throws {Refused} when the session may not be made with what came along
 */
async function expectAccess(
  space: Space,
  request: SpaceRequest,
  {keys}: RestContext,
): Promise<TicketClaims | undefined> {
  const {widget_key: widgetKey, magic_link: magicLink} = {...request.query, ...(request.body as Given | null)};
  const text = keyIn(request) ?? widgetKey;
  if (magicLink !== undefined) return signedBy(await readMagicLink(magicLink, space));
  if (text !== undefined) {
    const key = keys.find(text);
    if (!key || (key.type !== 'ck' && key.spaceId !== space.id))
      throw new Refused('invalid_key', 'This key is not one of this space.');
    // Whoever has a secret key of the space is the one that signs for others.
    return key.type === 'wk' ? undefined : {verified: true};
  }
  if (space.accessControl === 'company') {
    throw new Refused('not_allowed', 'Expected a widget key or a magic link: not everyone may open this space.');
  }
  return undefined;
}

function described(room: Room, made: boolean, {site}: RestContext): object {
  const known = room.state.phase === 'live' || room.space.type === 'assisted';
  return {
    link: sessionLink(room, site),
    session_id: room.id,
    ...(known && room.pin !== null && {pin: room.pin}),
    ...(made && {leader_link: leaderLink(room, site)}),
  };
}
