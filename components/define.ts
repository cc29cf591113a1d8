import './address-bar/wf-address-bar.ts';
import './participants/wf-participants.ts';
import './room/wf-room.ts';
import './session/wf-session.ts';
import './tab-bar/wf-tab-bar.ts';
import './view/wf-view.ts';

export * from './index.ts';
