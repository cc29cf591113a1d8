import {type Static, Type} from 'typebox';
import type {UserData} from '../../model/events.ts';
import {isShallow} from '../gateway/schemas.ts';
import {Refused} from '../refused.ts';
import {LONGEST_TICKET_LIFE, TICKET_LIFE} from '../tickets.ts';
import {liveRoom, ofSession} from './find-session.ts';
import {ticketLink} from './links.ts';
import {keyed, type Rest, type RestContext} from './route.ts';
import {exact, time} from './schemas.ts';

/** What a ticket says of someone, in characters of JSON: it stands in a link. */
const MAX_USER_DATA = 2_000;
const MAX_DEPTH = 8;

const asked = Type.Object(
  {
    leader: Type.Optional(
      Type.Boolean({description: 'Whether it gives the leader’s seat, from whoever has it; else another one.'}),
    ),
    name: Type.Optional(Type.String({maxLength: 200, description: 'What the others call them.'})),
    user_data: Type.Optional(
      Type.Record(Type.String({maxLength: 64}), Type.Unknown(), {
        maxProperties: 32,
        description: `What else is known of them, at most ${MAX_USER_DATA} characters of JSON; wins over what their page says.`,
      }),
    ),
    role: Type.Optional(
      Type.Enum(['guest', 'member', 'admin'], {description: 'What they are to the space; `guest` if left out.'}),
    ),
    expires_in: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: LONGEST_TICKET_LIFE,
        description: `Seconds within which it has to be used; ${TICKET_LIFE} if left out.`,
      }),
    ),
  },
  exact,
);

const minting = keyed(
  ['rk', 'ck'],
  {
    summary: 'Make a ticket that lets someone in once',
    description: 'For a link that is handed out as it is made: whoever comes first with it is in, and it is used up.',
    tags: ['Coming in'],
    params: ofSession,
    body: Type.Union([asked, Type.Null()]),
    response: {201: Type.Object({ticket: Type.String(), link: Type.String(), expires_at: time}, exact)},
  },
  [410],
);

/** `POST …/tickets/` makes a ticket for a session. An addition of ours. */
export function serveTickets(rest: Rest, context: RestContext): void {
  rest.post('/api/spaces/:space_id/sessions/:session_id/tickets/', minting, async (request, reply) => {
    const room = await liveRoom(request, context);
    const {expires_in: life = TICKET_LIFE, ...who} = request.body ?? {};
    const ticket = await context.tickets.mint(room.id, claimsOf(who), life);
    reply.code(201);
    const expiresAt = new Date(Date.now() + life * 1000).toISOString();
    return {ticket, link: ticketLink(room, ticket, context.site), expires_at: expiresAt};
  });
}

function claimsOf({name, user_data: data, ...claims}: Omit<Static<typeof asked>, 'expires_in'>) {
  if (!isShallow(data, MAX_DEPTH) || JSON.stringify(data ?? {}).length > MAX_USER_DATA) {
    const expected = `Expected user_data of at most ${MAX_USER_DATA} characters of JSON, nested ${MAX_DEPTH} deep`;
    throw new Refused('invalid_params', `${expected}; got more.`);
  }
  const known = {...(data as UserData), ...(name !== undefined && {name})};
  // Whoever has a key of the space says who it is.
  return {...claims, user_data: known, verified: true};
}
