import type {SessionSnapshot} from '../../src/client/index.ts';
import {goOn} from '../../src/client/window/go-on.ts';
import type {OpenedSession} from '../../src/client/window/open-here.ts';
import {speakAs} from '../languages/speak-as.ts';
import type {WfSession} from '../session/session.ts';
import {Speech} from '../shared/speech.ts';
import {showInvite} from './invite-dialog.ts';
import {nameIn} from './title.ts';

/** What brings back what `hide_session_ui` hides. */
function isRevealKey({ctrlKey, shiftKey, altKey, code}: KeyboardEvent): boolean {
  return ctrlKey && shiftKey && altKey && code === 'KeyU';
}

/** Shows a session in its window the way its settings say. */
export function furnish(element: WfSession, opened: OpenedSession | null): void {
  const speech = new Speech(element);
  nameIn(element, speech);
  let revealed = false;
  let language = '';
  let last: SessionSnapshot | null = null;

  const settingsOf = () => {
    const {state} = element;
    return state?.me === null || !state ? opened?.asked : state.settings;
  };
  const show = () => {
    const settings = settingsOf();
    if (settings?.language && settings.language !== language) {
      language = settings.language;
      speakAs(element, language);
    }
    const isBare = settings?.hide_session_ui === true && !revealed;
    if (isBare !== element.hasChildNodes())
      element.replaceChildren(...(isBare ? [document.createElement('wf-view')] : []));
    const isLoading = element.status === 'idle' || element.status === 'connecting';
    element.style.visibility = isLoading && settings?.start_with_loading_screen === false ? 'hidden' : '';
  };
  const follow = () => {
    show();
    const {state} = element;
    const before = last;
    last = state;
    if (!state || state.status === before?.status) return;
    if (state.status === 'live' && before?.status !== 'reconnecting') begin(element, state, speech);
    // Who shows this window in a frame goes there themselves.
    const isOwnBusiness = !opened?.isMirrored || window.parent === window;
    if (state.status === 'ended' && isOwnBusiness && state.me !== null) goOn(state.settings, state.me);
  };

  element.subscribe(follow);
  addEventListener(
    'keydown',
    (event) => {
      if (!isRevealKey(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      revealed = !revealed;
      show();
    },
    {capture: true},
  );
  follow();
}

/** Does what is done once, when this participant is in. */
function begin(element: WfSession, {settings}: SessionSnapshot, speech: Speech): void {
  const {href} = location;
  const page = new URL(href);
  const addresses = page.searchParams.getAll('url');
  if (addresses.length > 0) {
    // Not again when the window is loaded again.
    page.searchParams.delete('url');
    history.replaceState(history.state, '', page);
    if (settings.allow_opening_urls_from_query_parameter) void openAll(element, addresses);
  }
  if (settings.start_with_invite_modal && element.sessionLink) showInvite(speech);
}

/** One after the other, so that they are in the bar in that order. */
async function openAll(element: WfSession, addresses: readonly string[]): Promise<void> {
  // What is no address, or not allowed, is not opened; the others are.
  for (const address of addresses) await element.openTab(address).catch(() => {});
}
