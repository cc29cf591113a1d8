// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfAddressBar as Element} from '../address-bar/address-bar.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../address-bar/wf-address-bar.ts';

/** Back, forward, reload and the address of the tab that everyone sees. */
export const WfAddressBar = component('wf-address-bar', Element, EVENTS);
