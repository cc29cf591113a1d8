export * from '../src/client/index.ts';
export {WfAddressBar} from './address-bar/address-bar.ts';
export * from './events.ts';
export {WfParticipants} from './participants/participants.ts';
export {WfRoom} from './room/room.ts';
export {WfSession} from './session/session.ts';
export {WfTabBar} from './tab-bar/tab-bar.ts';
export {WfView} from './view/view.ts';
