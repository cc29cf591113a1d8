// The script of the page that is the window of a session, or that an invite link leads to.
import '../define.ts';
import {openHere} from '../../src/client/window/open-here.ts';

const element = document.querySelector('wf-session');

async function start(): Promise<void> {
  if (!element) return;
  const opened = await openHere();
  if (opened) {
    element.session = opened.session;
    element.userData = opened.userData;
  }
  await element.start();
}

// The element itself says on the page why it did not start.
start().catch(() => {});
