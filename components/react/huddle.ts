// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfHuddle as Element} from '../huddle/huddle.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../huddle/wf-huddle.ts';

/** Huddle mode, in which each looks at a tab of their own: who looks where, to go there too or to follow someone; and to begin and end it, for those who may. */
export const WfHuddle = component('wf-huddle', Element, EVENTS);
