import {SessionError} from '../errors.ts';
import {INVITE_KEY} from './link.ts';
import type {Pass} from './pass.ts';
import type {SeatStore} from './seat-store.ts';

const IN_FRAGMENT = /[#&]wf-(invite|leader|follower|ticket)=([\w-]+)\.([\w.-]+)$/;
const IN_PATH = /\/s([\w-]+)$/;

/**
 * The pass that a link is, or the one that was kept of the same session.
 * @throws {SessionError} `invalid_invite` when there is no link, or it lets nobody in.
 */
export function passOf(link: string | undefined, store: SeatStore): Pass {
  if (link === undefined) {
    throw new SessionError(
      'invalid_invite',
      'Expected an invite link, whole with the part after its #, or widget-key="wk_…"; got neither.',
    );
  }
  const given = parseLink(link);
  // These lead to the seat that they gave before, wherever it is now.
  if (given.leaderToken || given.followerToken) return given;
  const kept = store.read();
  if (kept?.sessionId === given.sessionId) return kept;
  if (given.invite || given.magicLink || given.ticket) return given;
  throw new SessionError(
    'invalid_invite',
    'The link lost the part after its #, which lets people in: ask for another.',
  );
}

/**
 * Reads a link into a session. A pass with no secret comes of one that lost it, as the address of a page that joined.
 * @throws {SessionError} `invalid_invite` when it is none.
 */
export function parseLink(link: string): Pass {
  const url = URL.parse(link, globalThis.location?.href);
  const magicLink = url?.searchParams.get('magic_link');
  const magic = magicLink ? {magicLink} : {};
  const [, kind, id, secret] = url?.hash.match(IN_FRAGMENT) ?? [];
  const sessionId = id ?? url?.pathname.match(IN_PATH)?.[1];
  if (!sessionId) {
    // What stands after the # or the ? may be a secret, and messages end up in logs.
    const [shown] = String(link).split(/[?#]/);
    throw new SessionError('invalid_invite', `Expected a link that ends with #${INVITE_KEY}=…, got "${shown}".`);
  }
  if (!secret || kind === 'invite') return {sessionId, invite: secret ?? null, ...magic};
  if (kind === 'ticket') return {sessionId, invite: null, ticket: secret};
  return {sessionId, invite: null, [`${kind}Token`]: secret, ...magic};
}
