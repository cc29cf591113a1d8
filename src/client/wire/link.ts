import {SessionError} from '../errors.ts';
import type {Pass} from './pass.ts';

/** Key of the secret in the fragment of an invite link: no server sees fragments, so none can log it. */
export const INVITE_KEY = 'wf-invite';

/** What a link lets someone in as. */
export type LinkKind = 'invite' | 'leader' | 'follower';

const IN_FRAGMENT = /[#&]wf-(invite|leader|follower)=([\w-]+)\.([\w-]+)$/;
const IN_PATH = /\/s([\w-]+)$/;

/** The page that a session's links lead to, as the author gave it or the one the server has for it. */
export function linkTo(
  kind: LinkKind,
  server: string,
  invitePage: string | undefined,
  sessionId: string,
  secret: string,
): string {
  const page = new URL(invitePage ?? `${server}/s${sessionId}`, globalThis.location?.href);
  page.hash = `wf-${kind}=${sessionId}.${secret}`;
  return page.href;
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
  return {sessionId, invite: null, [`${kind}Token`]: secret, ...magic};
}
