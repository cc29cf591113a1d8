import './address-bar/wf-address-bar.ts';
import './participants/wf-participants.ts';
import './room/wf-room.ts';
import './session/wf-session.ts';
// A page that loads one file for all of it waits for no other when its first button is pressed.
import './shared/invoker-commands.ts';
import './tab-bar/wf-tab-bar.ts';
import './view/wf-view.ts';

import {offerGlobal} from '../src/client/own-global.ts';
import {webfuse} from './index.ts';

offerGlobal(webfuse);

export * from './index.ts';
