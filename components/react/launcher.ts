// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfLauncher as Element} from '../launcher/launcher.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../launcher/wf-launcher.ts';

/** The floating button that a site puts into a corner: it starts a session and opens it. */
export const WfLauncher = component('wf-launcher', Element, EVENTS);
