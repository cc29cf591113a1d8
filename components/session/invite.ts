/** The part of a fragment that an invite link adds. */
const INVITE = /(^#|&)wf-invite=[^&]*&?/;

/**
 * Takes the invite out of the page's address and returns the whole link it was, or null when there was none. It is
 * erased because it lets people in: the address ends up in histories, screenshots and copies of the page.
 */
export function takeInvite(): string | null {
  const {href, hash, pathname, search} = location;
  if (!INVITE.test(hash)) return null;
  const rest = hash.replace(INVITE, '$1').replace(/[#&]$/, '');
  history.replaceState(history.state, '', `${pathname}${search}${rest}`);
  return href;
}
