// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfChat as Element} from '../chat/chat.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../chat/wf-chat.ts';

/** What the people in the session write to each other, and where to write. */
export const WfChat = component('wf-chat', Element, EVENTS);
