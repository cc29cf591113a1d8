import type {KeptSeat} from './seat-store.ts';

/** What lets this client into a session. */
export interface Pass {
  readonly sessionId: string;
  /** Secret that lets anyone in, as a new participant; empty where this one may not invite. */
  readonly invite: string | null;
  /** Secret that gives whoever made the session index 0, in one window at a time. */
  readonly leaderToken?: string | undefined;
  /** Secret that lets each browser in once. */
  readonly followerToken?: string;
  /** Lets one client in, once, as whoever asked for it said. */
  readonly ticket?: string;
  /** What the space signed for whoever comes in. */
  readonly magicLink?: string;
  /** Secret that gives a seat back. */
  readonly seatToken?: string;
  /** Four digits that let anyone in. */
  readonly pin?: string | null;
}

/** The pass of whoever has a seat. */
export type TakenSeat = Pass & KeptSeat;

/** The best of what a pass has, as `join_session` takes it. */
export async function secretOf(pass: Pass): Promise<object> {
  const {seatToken: seat_token, leaderToken: leader_token, magicLink: magic_link, followerToken, invite, ticket} = pass;
  if (seat_token) return {seat_token};
  if (ticket) return {ticket};
  if (leader_token) return {leader_token, magic_link};
  if (!followerToken) return {invite: invite ?? '', magic_link};
  const {browserId} = await import('../later.ts');
  return {follower_token: followerToken, browser_id: browserId(), magic_link};
}
