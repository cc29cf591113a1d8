// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfNotices as Element} from '../notices/notices.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../notices/wf-notices.ts';

/** What happens in the session, for a few seconds each and aloud: one polite live region. */
export const WfNotices = component('wf-notices', Element, EVENTS);
