// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfRoom as Element} from '../room/room.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../room/wf-room.ts';

/** A room of all the controls, from a phone to a wide screen: what an empty `<wf-session>` shows. */
export const WfRoom = component('wf-room', Element, EVENTS);
