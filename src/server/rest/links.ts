import type {Site} from '../gateway/site.ts';
import type {Room} from '../rooms/room.ts';

/** Address that lets anyone into a session. Secrets stand in the fragment, which no server sees. */
export function sessionLink(room: Pick<Room, 'id' | 'invite'>, {publicUrl}: Site): string {
  return `${publicUrl}/${pageOf(room.id, 'invite', room.invite)}`;
}

/** Address that gives the leader's seat. */
export function leaderLink(room: Room, {publicUrl}: Site): string {
  return `${publicUrl}/${pageOf(room.id, 'leader', room.leaderToken)}`;
}

/** Address that lets each browser in once. */
export function followerLink(room: Room, {publicUrl}: Site): string {
  return `${publicUrl}/${pageOf(room.id, 'follower', room.followerToken)}`;
}

/** Address that lets one client in, once. */
export function ticketLink({id}: Room, ticket: string, {publicUrl}: Site): string {
  return `${publicUrl}/${pageOf(id, 'ticket', ticket)}`;
}

/** The page of a session, from the server's root, with what lets someone in. */
export function pageOf(id: string, as: 'invite' | 'leader' | 'follower' | 'ticket', secret: string): string {
  return `s${id}#wf-${as}=${id}.${secret}`;
}
