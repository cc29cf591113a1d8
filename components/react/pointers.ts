// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfPointers as Element} from '../pointers/pointers.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../pointers/wf-pointers.ts';

/** Where the others point in the page that this participant sees, with their names, and what people draw over it with the highlighter. */
export const WfPointers = component('wf-pointers', Element, EVENTS);
