// All of the kit at once, for pages that cannot fetch anything from beside it.
import './chat/wf-chat.ts';
import './consent/wf-consent.ts';
import './controls/wf-controls.ts';
import './downloads/wf-downloads.ts';
import './huddle/wf-huddle.ts';
import './invite/wf-invite.ts';
import './join/wf-join.ts';
import './launcher/from-links.ts';
import './log/wf-log.ts';
import './notices/wf-notices.ts';
import './requests/wf-requests.ts';

export * from './base.ts';
