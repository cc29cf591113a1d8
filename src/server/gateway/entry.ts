import type {MagicClaims} from '../magic-link.ts';
import type {Entry} from '../rooms/entrance.ts';
import type {Room} from '../rooms/room.ts';
import {sameSecret} from '../rooms/secrets.ts';
import {Refused} from './refused.ts';
import type {Params} from './schemas.ts';

/**
 * How someone comes in who joins like that.
 *
 * @param claims - what the space signed of them
 * @throws {Refused} `invalid_invite` when their link lets nobody in
 */
export function entryOf(params: Params<'join_session'>, room: Room, claims?: MagicClaims): Entry {
  const {leader_token: leader, follower_token: follower, browser_id: browser, invite = ''} = params;
  const entry = {userData: params.user_data ?? {}, ...(claims && signedEntry(claims, params))};
  if (leader !== undefined) {
    expectSecret(leader, room.leaderToken);
    return {...entry, leader: true};
  }
  if (follower !== undefined) {
    expectSecret(follower, room.followerToken);
    if (!browser) throw new Refused('invalid_params', 'Expected browser_id with follower_token.');
    return {...entry, browser};
  }
  // Who the space signed for needs no other link.
  if (!claims) expectSecret(invite, room.invite);
  return entry;
}

/** The name that was signed is the one that counts. */
function signedEntry({name, email, role, urls}: MagicClaims, {user_data: userData}: Params<'join_session'>): Entry {
  const known = {...(name !== undefined && {name}), ...(email !== undefined && {email})};
  return {userData: {...userData, ...known}, role, verified: true, urls};
}

function expectSecret(given: string, expected: string): void {
  if (!sameSecret(given, expected)) {
    throw new Refused('invalid_invite', 'This link does not let anyone into the session.');
  }
}
