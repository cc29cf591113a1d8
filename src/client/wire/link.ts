/** Key of the secret in the fragment of an invite link: no server sees fragments, so none can log it. */
export const INVITE_KEY = 'wf-invite';

/** What a link lets someone in as. */
export type LinkKind = 'invite' | 'leader' | 'follower';

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
