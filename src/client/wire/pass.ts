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
export async function secretOf(pass: Pass): Promise<{[kind: string]: string}> {
  const {seatToken, leaderToken, followerToken, magicLink, invite} = pass;
  if (seatToken) return {seat_token: seatToken};
  const secrets: {[kind: string]: string} = magicLink ? {magic_link: magicLink} : {};
  if (leaderToken) secrets['leader_token'] = leaderToken;
  else if (followerToken) {
    const {browserId} = await import('./browser-id.ts');
    secrets['follower_token'] = followerToken;
    secrets['browser_id'] = browserId();
  } else if (!magicLink) secrets['invite'] = invite ?? '';
  return secrets;
}
