import {SessionError} from '../errors.ts';

/** Key of the secret in the fragment of an invite link: no server sees fragments, so none can log it. */
export const INVITE_KEY = 'wf-invite';

/** What an invite link says. */
export interface Invite {
  readonly sessionId: string;
  /** Secret that lets someone in; null when the link lost it, as the address of a page that joined has. */
  readonly invite: string | null;
}

const IN_FRAGMENT = new RegExp(`[#&]${INVITE_KEY}=([\\w-]+)\\.([\\w-]+)$`);
const IN_PATH = /\/s([\w-]+)$/;

/** The page that a session's invite links lead to, as the author gave it or the one the server has for it. */
export function inviteLink(server: string, invitePage: string | undefined, sessionId: string, secret: string): string {
  const page = new URL(invitePage ?? `${server}/s${sessionId}`, globalThis.location?.href);
  page.hash = `${INVITE_KEY}=${sessionId}.${secret}`;
  return page.href;
}

/**
 * Reads an invite link.
 * @throws {SessionError} `invalid_invite` when it is none.
 */
export function parseInviteLink(link: string): Invite {
  const url = URL.parse(link, globalThis.location?.href);
  const [, sessionId, invite] = url?.hash.match(IN_FRAGMENT) ?? url?.pathname.match(IN_PATH) ?? [];
  if (sessionId) return {sessionId, invite: invite ?? null};
  // What stands after the # may be a secret, and messages end up in logs.
  const shown = String(link).split('#')[0];
  throw new SessionError('invalid_invite', `Expected a link that ends with #${INVITE_KEY}=…, got "${shown}".`);
}
