// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfSession as Element} from '../session/session.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../session/wf-session.ts';

/** A shared browsing session. */
export const WfSession = component('wf-session', Element, EVENTS);
