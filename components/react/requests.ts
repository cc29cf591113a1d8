// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfRequests as Element} from '../requests/requests.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../requests/wf-requests.ts';

/** What people ask of this participant: control, to be host, to be let in. */
export const WfRequests = component('wf-requests', Element, EVENTS);
