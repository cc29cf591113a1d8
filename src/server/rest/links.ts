import type {Site} from '../gateway/site.ts';
import type {Room} from '../rooms/room.ts';

/** Address that lets anyone into a session. Secrets stand in the fragment, which no server sees. */
export function sessionLink(room: Room, {publicUrl}: Site): string {
  return `${publicUrl}/${pageOf(room, 'invite')}`;
}

/** Address that gives the leader's seat. */
export function leaderLink(room: Room, {publicUrl}: Site): string {
  return `${publicUrl}/${pageOf(room, 'leader')}`;
}

/** The page of a session, from the server's root, with the secret that lets someone in. */
export function pageOf({id, invite, leaderToken}: Room, as: 'invite' | 'leader', query = ''): string {
  return `s${id}${query}#wf-${as}=${id}.${as === 'leader' ? leaderToken : invite}`;
}
