import type {MagicClaims} from '../magic-link.ts';
import {Refused} from '../refused.ts';
import type {Entry} from '../rooms/entrance.ts';
import type {Room} from '../rooms/room.ts';
import {sameSecret} from '../rooms/secrets.ts';
import type {Space} from '../storage/spaces.ts';
import type {TicketClaims} from '../tickets.ts';
import type {Params} from './schemas.ts';

/**
 * How someone comes in who joins like that.
 *
 * @param signed - what the space or the server signed of them
 * @throws {Refused} `invalid_invite` when their link lets nobody in
 */
export function entryOf(params: Params<'join_session'>, room: Room, signed?: TicketClaims): Entry {
  const {leader_token: leader, follower_token: follower, browser_id: browser, invite = ''} = params;
  const {user_data: known, leader: leads, ...claims} = signed ?? {};
  // What was signed is what counts.
  const entry = {userData: {...params.user_data, ...known}, ...claims};
  if (leader !== undefined) expectSecret(leader, room.leaderToken);
  if (leader !== undefined || leads) return {...entry, leader: true};
  if (follower !== undefined) {
    expectSecret(follower, room.followerToken);
    if (!browser) throw new Refused('invalid_params', 'Expected browser_id with follower_token.');
    return {...entry, browser};
  }
  // Who was signed for needs no other link.
  if (!signed) expectSecret(invite, room.invite);
  return entry;
}

/**
 * A widget key is in every page that uses it, and a link is soon told on: neither makes anyone a member.
 *
 * @param signed - what the space or the server signed of whoever begins a session or comes in
 * @throws {Refused} `identification_required` when the space is for members alone
 */
export function expectMember({accessControl}: Space, signed?: TicketClaims): void {
  if (accessControl !== 'members-only' || signed?.verified) return;
  throw new Refused('identification_required', 'Expected a link that says who you are: ask for one.');
}

/** Who comes in with a magic link. */
export function signedBy({name, email, role, urls}: MagicClaims): TicketClaims {
  const known = {...(name !== undefined && {name}), ...(email !== undefined && {email})};
  return {user_data: known, role, verified: true, urls};
}

function expectSecret(given: string, expected: string): void {
  if (!sameSecret(given, expected)) {
    throw new Refused('invalid_invite', 'This link does not let anyone into the session.');
  }
}
