// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfParticipants as Element} from '../participants/participants.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../participants/wf-participants.ts';

/** Who is in the session and who waits to be let in: the host, who is in control, who is away, in huddle mode who looks where, and what this participant may do about it. */
export const WfParticipants = component('wf-participants', Element, EVENTS);
