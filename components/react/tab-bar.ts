// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfTabBar as Element} from '../tab-bar/tab-bar.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../tab-bar/wf-tab-bar.ts';

/** The tabs open in the session, with the one everybody sees marked; in huddle mode, the one this participant sees. */
export const WfTabBar = component('wf-tab-bar', Element, EVENTS);
