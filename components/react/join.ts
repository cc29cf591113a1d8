// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfJoin as Element} from '../join/join.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../join/wf-join.ts';

/** How someone comes into a session: their name, and the PIN or the link they were given, which is not asked for where the page was opened by a link. */
export const WfJoin = component('wf-join', Element, EVENTS);
