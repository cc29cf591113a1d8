// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfLog as Element} from '../log/log.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../log/wf-log.ts';

/** What happens in the session, as this participant is told it, with the payload of each event: for developers. */
export const WfLog = component('wf-log', Element, EVENTS);
