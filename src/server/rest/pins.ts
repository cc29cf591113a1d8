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
  rest.post('/api/pin', lookUp, async ({body, ip, headers}, reply) => {
    guard.check(ip, body.pin);
    const room = context.rooms.byPin(body.pin);
    if (!room || !isFor(room, headers.origin, context)) {
      guard.failed(ip);
      throw new Refused('unknown_pin', 'No session has this PIN.');
    }
    guard.found(ip, body.pin);
    reply.header('cache-control', 'no-store');
    return {link: sessionLink(room, context.site), session_id: room.id};
  });
}

/** Pages that may not join are not told either that there is something to join. */
function isFor({space}: Room, origin: string | undefined, {site}: RestContext): boolean {
  try {
    checkOrigin(space, origin, site);
    return true;
  } catch {
    return false;
  }
}
