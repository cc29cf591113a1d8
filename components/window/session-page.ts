// The script of the page that is the window of a session, or that a link into one leads to.
import '../define.ts';
import {openHere} from '../../src/client/window/open-here.ts';
import {speakAs} from '../languages/speak-as.ts';
import {takeInvite} from '../session/invite.ts';
import {furnish} from './furnish.ts';

const element = document.querySelector('wf-session');
if (element) speakAs(element, navigator.language);

async function start(): Promise<void> {
  if (!element) return;
  const link = takeInvite() ?? location.href;
  const opened = await openHere(link);
  if (opened) {
    element.session = opened.session;
    element.userData = opened.userData;
  } else if (link !== location.href) element.sessionLink = link;
  furnish(element, opened);
  await element.start();
}

// The element itself says on the page why it did not start.
start().catch(() => {});
