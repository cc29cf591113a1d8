import {Type} from 'typebox';
import {checkOrigin} from '../gateway/site.ts';
import {PinGuard} from '../limits/pin-guard.ts';
import {Refused} from '../refused.ts';
import type {Room} from '../rooms/room.ts';
import {sessionLink} from './links.ts';
import {open, type Rest, type RestContext} from './route.ts';

const lookUp = open(
  {
    summary: 'Find the session that has a PIN',
    description: 'For people who were told the PIN: wrong tries have to wait. An addition to the vendor’s calls.',
    tags: ['Coming in'],
    body: Type.Object({pin: Type.String({pattern: '^[0-9]{4}$'})}, {additionalProperties: false}),
    response: {200: Type.Object({link: Type.String(), session_id: Type.String()}, {additionalProperties: false})},
  },
  [404],
);

/** `POST /api/pin` finds the session that has a PIN: `{pin}` -> `{link, session_id}`. An addition of ours. */
export function servePins(rest: Rest, context: RestContext): void {
  const guard = new PinGuard();
  const tried = async (pin: string, ip: string, origin: string | undefined) => {
    guard.check(ip, pin);
    const session = await context.rooms.byPin(pin);
    if (!session || !isFor(session, origin, context)) {
      guard.failed(ip);
      throw new Refused('unknown_pin', 'No session has this PIN.');
    }
    guard.found(ip, pin);
    return session;
  };
  // One after another: a try counts before the next one is heard.
  let turn: Promise<unknown> = Promise.resolve();
  rest.post('/api/pin', lookUp, async ({body, ip, headers}, reply) => {
    const trying = turn.then(() => tried(body.pin, ip, headers.origin));
    turn = trying.catch(() => {});
    const session = await trying;
    reply.header('cache-control', 'no-store');
    return {link: sessionLink(session, context.site), session_id: session.id};
  });
}

/** Pages that may not join are not told either that there is something to join. */
function isFor({space}: Pick<Room, 'space'>, origin: string | undefined, {site}: RestContext): boolean {
  try {
    checkOrigin(space, origin, site);
    return true;
  } catch {
    return false;
  }
}
