import type {FastifyInstance} from 'fastify';
import type {Gateway} from '../gateway/client-line.ts';
import {Refused} from '../gateway/refused.ts';
import {checkOrigin} from '../gateway/site.ts';
import type {Room} from '../rooms/room.ts';
import {sessionLink} from './links.ts';
import {PinGuard} from './pin-guard.ts';

const body = {
  type: 'object',
  required: ['pin'],
  additionalProperties: false,
  properties: {pin: {type: 'string', pattern: '^[0-9]{4}$'}},
} as const;

/** `POST /api/pin` finds the session that has a PIN: `{pin}` -> `{link, session_id}`. An addition of ours. */
export function servePins(rest: FastifyInstance, gateway: Gateway): void {
  const guard = new PinGuard();
  rest.post<{Body: {pin: string}}>('/api/pin', {schema: {body}}, ({body, ip, headers}, reply) => {
    guard.check(ip);
    const room = gateway.rooms.byPin(body.pin);
    if (!room || !isFor(room, headers.origin, gateway)) {
      guard.failed(ip);
      throw new Refused('unknown_pin', 'No session has this PIN.');
    }
    return reply.header('cache-control', 'no-store').send({link: sessionLink(room, gateway.site), session_id: room.id});
  });
}

/** Pages that may not join are not told either that there is something to join. */
function isFor({space}: Room, origin: string | undefined, {site}: Gateway): boolean {
  try {
    checkOrigin(space, origin, site);
    return true;
  } catch {
    return false;
  }
}
