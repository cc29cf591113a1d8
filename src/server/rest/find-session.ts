import type {FastifyRequest} from 'fastify';
import {Type} from 'typebox';
import {Refused} from '../refused.ts';
import type {Room} from '../rooms/room.ts';
import type {SessionSummary} from '../storage/store.ts';
import {spaceOf} from './access.ts';
import type {RestContext} from './route.ts';
import {exact, inSpace} from './schemas.ts';

/** The session in the address of a call. */
export const ofSession = Type.Object({...inSpace.properties, session_id: Type.String()}, exact);

/**
 * The session that a call is about, whether it lives or not.
 * @throws {Refused} `unknown_session` when its space has none by that id
 */
export async function sessionOf(request: FastifyRequest, {store}: RestContext): Promise<SessionSummary> {
  const session = await store.findSession((request.params as {session_id: string}).session_id);
  if (session && session.spaceId === spaceOf(request).id) return session;
  throw new Refused('unknown_session', 'There is no such session in this space.');
}

/**
 * The live session that a call is about.
 * @throws {Refused} `unknown_session`, or `session_ended` when it lives no more
 */
export async function liveRoom(request: FastifyRequest, context: RestContext): Promise<Room> {
  const {id, endedAt} = await sessionOf(request, context);
  const room = context.rooms.find(id);
  if (room) return room;
  if (endedAt === null) throw new Refused('unknown_session', 'Another server has this session now.');
  throw new Refused('session_ended', 'The session has ended.');
}
