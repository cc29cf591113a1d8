// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfInvite as Element} from '../invite/invite.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../invite/wf-invite.ts';

/** What lets others into the session: its link to copy, as a code for a camera and for the share sheet of the device, and its PIN. */
export const WfInvite = component('wf-invite', Element, EVENTS);
