// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfPrompts as Element} from '../prompts/prompts.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../prompts/wf-prompts.ts';

/** What the remote page asks and Chromium does not paint: dialogs, lists, dates, colours, the menu of the other button. */
export const WfPrompts = component('wf-prompts', Element, EVENTS);
