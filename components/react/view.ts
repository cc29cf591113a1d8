// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfView as Element} from '../view/view.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../view/wf-view.ts';

/** The remote page that everyone sees; mouse and keyboard go to it when this participant is in control. */
export const WfView = component('wf-view', Element, EVENTS);
