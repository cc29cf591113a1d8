// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfAddressBarDirective} from './address-bar.ts';
import {WfChatDirective} from './chat.ts';
import {WfConsentDirective} from './consent.ts';
import {WfControlsDirective} from './controls.ts';
import {WfDownloadsDirective} from './downloads.ts';
import {WfHuddleDirective} from './huddle.ts';
import {WfInviteDirective} from './invite.ts';
import {WfJoinDirective} from './join.ts';
import {WfLauncherDirective} from './launcher.ts';
import {WfLogDirective} from './log.ts';
import {WfNoticesDirective} from './notices.ts';
import {WfParticipantsDirective} from './participants.ts';
import {WfPointersDirective} from './pointers.ts';
import {WfPromptsDirective} from './prompts.ts';
import {WfRequestsDirective} from './requests.ts';
import {WfRoomDirective} from './room.ts';
import {WfSessionDirective} from './session.ts';
import {WfTabBarDirective} from './tab-bar.ts';
import {WfViewDirective} from './view.ts';

export {
  WfAddressBarDirective,
  WfChatDirective,
  WfConsentDirective,
  WfControlsDirective,
  WfDownloadsDirective,
  WfHuddleDirective,
  WfInviteDirective,
  WfJoinDirective,
  WfLauncherDirective,
  WfLogDirective,
  WfNoticesDirective,
  WfParticipantsDirective,
  WfPointersDirective,
  WfPromptsDirective,
  WfRequestsDirective,
  WfRoomDirective,
  WfSessionDirective,
  WfTabBarDirective,
  WfViewDirective,
};

/** Every tag, for the `imports` of a component: what its template does not use is not taken along. */
export const WEBFUSE_ELEMENTS = [
  WfAddressBarDirective,
  WfChatDirective,
  WfConsentDirective,
  WfControlsDirective,
  WfDownloadsDirective,
  WfHuddleDirective,
  WfInviteDirective,
  WfJoinDirective,
  WfLauncherDirective,
  WfLogDirective,
  WfNoticesDirective,
  WfParticipantsDirective,
  WfPointersDirective,
  WfPromptsDirective,
  WfRequestsDirective,
  WfRoomDirective,
  WfSessionDirective,
  WfTabBarDirective,
  WfViewDirective,
] as const;
