import {SessionError} from '../errors.ts';
import {parseInviteLink} from './link.ts';
import type {SeatStore} from './seat-store.ts';

/** What lets this client into a session. */
export interface Pass {
  readonly sessionId: string;
  /** Secret that lets anyone in, as a new participant. */
  readonly invite: string | null;
  /** Secret that gives whoever made the session index 0. */
  readonly leaderToken?: string;
  /** Secret that gives a seat back. */
  readonly seatToken?: string;
}

/**
 * The pass that an invite link is, or the one that was kept of the same session.
 * @throws {SessionError} `invalid_invite` when there is no link, or it lets nobody in.
 */
export function passOf(link: string | undefined, store: SeatStore): Pass {
  if (link === undefined) {
    throw new SessionError(
      'invalid_invite',
      'Expected an invite link, whole with the part after its #, or the widget key of a space; got neither.',
    );
  }
  const invited = parseInviteLink(link);
  const kept = store.read();
  if (kept?.sessionId === invited.sessionId) return kept;
  if (invited.invite) return invited;
  throw new SessionError(
    'invalid_invite',
    'The link lost the part after its #, which lets people in: ask for another.',
  );
}

/** The best of what a pass has, as `join_session` takes it. */
export function secretOf({seatToken, leaderToken, invite}: Pass): {[kind: string]: string} {
  if (seatToken) return {seat_token: seatToken};
  if (leaderToken) return {leader_token: leaderToken};
  return {invite: invite ?? ''};
}
