// All of the kit at once, for pages that cannot fetch anything from beside it.
export * from './base.ts';

import './consent/wf-consent.ts';
import './downloads/wf-downloads.ts';
import './huddle/wf-huddle.ts';
import './invite/wf-invite.ts';
import './join/wf-join.ts';
import './launcher/from-links.ts';
import './launcher/from-scripts.ts';
import './log/wf-log.ts';
