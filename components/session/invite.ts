/** The part of a fragment that a link into a session adds. */
const INVITE = /(^#|&)wf-(invite|leader|follower|ticket)=[^&]*&?/;

/**
 * Takes what lets people in out of the page's address and returns the whole link it was, or null when there was
 * nothing. It is erased because addresses end up in histories, screenshots and copies of the page.
 */
export function takeInvite(): string | null {
  const {href, hash} = location;
  const url = new URL(href);
  const isMagic = url.searchParams.has('magic_link');
  // Not by comparing: a query or a bare # that is written anew may look otherwise and means the same.
  if (!isMagic && !INVITE.test(hash)) return null;
  url.hash = hash.replace(INVITE, '$1').replace(/[#&]$/, '');
  if (isMagic) url.searchParams.delete('magic_link');
  history.replaceState(history.state, '', url);
  return href;
}
