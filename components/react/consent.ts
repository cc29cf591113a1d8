// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfConsent as Element} from '../consent/consent.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../consent/wf-consent.ts';

/** Asks before something is done, in the site's own words: before joining, before control is given, before a file is saved or the highlighter is taken up. */
export const WfConsent = component('wf-consent', Element, EVENTS);
