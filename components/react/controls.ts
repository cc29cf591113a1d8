// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfControls as Element} from '../controls/controls.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../controls/wf-controls.ts';

/** A bar of what this participant may do now: draw, share a file, pause their tab, begin a huddle, ask for control or give it back, ask to be host, end the session. */
export const WfControls = component('wf-controls', Element, EVENTS);
