import './chat/wf-chat.ts';
import './controls/wf-controls.ts';
import './notices/wf-notices.ts';
import './requests/wf-requests.ts';

import './address-bar/wf-address-bar.ts';
import './participants/wf-participants.ts';
import './room/wf-room.ts';
import './session/wf-session.ts';
import './tab-bar/wf-tab-bar.ts';
import './view/wf-view.ts';

import {offerGlobal} from '../src/client/own-global.ts';
import {noteCopy} from './copies.ts';
import {webfuse} from './index.ts';

offerGlobal(webfuse);
noteCopy(import.meta.url);

export * from './index.ts';
