import type {ClientIndex, Ssid} from '../src/client/index.ts';

/** Someone touched a control. Cancel it and nothing is asked of the session. */
export class WfQuestionEvent<Detail> extends CustomEvent<Detail> {
  #answer: Promise<boolean> | null = null;

  constructor(type: string, detail: Detail) {
    super(type, {detail, bubbles: true, composed: true, cancelable: true});
  }

  /** Whether it may be, where someone has it wait for that; else null. */
  get answer(): Promise<boolean> | null {
    return this.#answer;
  }

  /**
   * Has whoever asked wait: when this resolves with false, nothing is asked of the session. When it rejects, that is told
   * as a refusal.
   */
  waitFor(answer: Promise<boolean>): void {
    const before = this.#answer;
    this.#answer = before ? before.then((may) => may && answer) : answer;
  }
}

/** Someone wants to start the session. */
export class WfSessionStartEvent extends WfQuestionEvent<null> {
  constructor() {
    super('wf-session-start', null);
  }
}

/** Someone wants to come into a session, by a PIN or a link that is not told here. */
export class WfSessionJoinEvent extends WfQuestionEvent<{name: string}> {
  constructor(name: string) {
    super('wf-session-join', {name});
  }
}

/** Someone wants to end the session for everyone. */
export class WfSessionEndEvent extends WfQuestionEvent<null> {
  constructor() {
    super('wf-session-end', null);
  }
}

/** Someone picked a tab. */
export class WfTabActivateEvent extends WfQuestionEvent<{ssid: Ssid}> {
  constructor(ssid: Ssid) {
    super('wf-tab-activate', {ssid});
  }
}

/** Someone wants to close a tab. */
export class WfTabCloseEvent extends WfQuestionEvent<{ssid: Ssid}> {
  constructor(ssid: Ssid) {
    super('wf-tab-close', {ssid});
  }
}

/** Someone wants another tab. */
export class WfTabOpenEvent extends WfQuestionEvent<{url: string}> {
  constructor(url: string) {
    super('wf-tab-open', {url});
  }
}

/** Someone entered an address for a tab. */
export class WfTabRelocateEvent extends WfQuestionEvent<{ssid: Ssid; url: string}> {
  constructor(ssid: Ssid, url: string) {
    super('wf-tab-relocate', {ssid, url});
  }
}

/** Someone wants to hide from the others what happens in a tab of theirs. */
export class WfTabPauseEvent extends WfQuestionEvent<{ssid: Ssid}> {
  constructor(ssid: Ssid) {
    super('wf-tab-pause', {ssid});
  }
}

/** Someone wants to show a paused tab of theirs again. */
export class WfTabResumeEvent extends WfQuestionEvent<{ssid: Ssid}> {
  constructor(ssid: Ssid) {
    super('wf-tab-resume', {ssid});
  }
}

/** Someone wants to go one page back. */
export class WfGoBackEvent extends WfQuestionEvent<{ssid: Ssid}> {
  constructor(ssid: Ssid) {
    super('wf-go-back', {ssid});
  }
}

/** Someone wants to go one page forward. */
export class WfGoForwardEvent extends WfQuestionEvent<{ssid: Ssid}> {
  constructor(ssid: Ssid) {
    super('wf-go-forward', {ssid});
  }
}

/** Someone wants the page loaded again. */
export class WfReloadEvent extends WfQuestionEvent<{ssid: Ssid}> {
  constructor(ssid: Ssid) {
    super('wf-reload', {ssid});
  }
}

/** Someone wants to write something in the chat. */
export class WfChatSendEvent extends WfQuestionEvent<{message: string}> {
  constructor(message: string) {
    super('wf-chat-send', {message});
  }
}

/** Someone wants to show a file of theirs to everyone, in a tab. */
export class WfFileShareEvent extends WfQuestionEvent<{file: File}> {
  constructor(file: File) {
    super('wf-file-share', {file});
  }
}

/** Someone wants to ask for control. */
export class WfControlRequestEvent extends WfQuestionEvent<null> {
  constructor() {
    super('wf-control-request', null);
  }
}

/** The owner wants to give control to someone. */
export class WfControlGrantEvent extends WfQuestionEvent<{clientIndex: ClientIndex}> {
  constructor(clientIndex: ClientIndex) {
    super('wf-control-grant', {clientIndex});
  }
}

/** The owner wants to decline a request for control. */
export class WfControlDeclineEvent extends WfQuestionEvent<{clientIndex: ClientIndex}> {
  constructor(clientIndex: ClientIndex) {
    super('wf-control-decline', {clientIndex});
  }
}

/** The owner wants control back. */
export class WfControlRevokeEvent extends WfQuestionEvent<null> {
  constructor() {
    super('wf-control-revoke', null);
  }
}

/** Someone wants to give borrowed control back. */
export class WfControlReturnEvent extends WfQuestionEvent<null> {
  constructor() {
    super('wf-control-return', null);
  }
}

/** Someone wants to ask for host rights. */
export class WfHostRequestEvent extends WfQuestionEvent<null> {
  constructor() {
    super('wf-host-request', null);
  }
}

/** The host wants to make someone else the host. */
export class WfHostPassEvent extends WfQuestionEvent<{clientIndex: ClientIndex}> {
  constructor(clientIndex: ClientIndex) {
    super('wf-host-pass', {clientIndex});
  }
}

/** The host wants to stay the host. */
export class WfHostDeclineEvent extends WfQuestionEvent<{clientIndex: ClientIndex}> {
  constructor(clientIndex: ClientIndex) {
    super('wf-host-decline', {clientIndex});
  }
}

/** Someone wants their own request for control back. */
export class WfControlWithdrawEvent extends WfQuestionEvent<null> {
  constructor() {
    super('wf-control-withdraw', null);
  }
}

/** Someone wants their own request for host rights back. */
export class WfHostWithdrawEvent extends WfQuestionEvent<null> {
  constructor() {
    super('wf-host-withdraw', null);
  }
}

/** Someone wants to let someone in who waits. */
export class WfParticipantAdmitEvent extends WfQuestionEvent<{clientIndex: ClientIndex}> {
  constructor(clientIndex: ClientIndex) {
    super('wf-participant-admit', {clientIndex});
  }
}

/** Someone wants to send someone away who waits to be let in. */
export class WfParticipantRefuseEvent extends WfQuestionEvent<{clientIndex: ClientIndex}> {
  constructor(clientIndex: ClientIndex) {
    super('wf-participant-refuse', {clientIndex});
  }
}

/** Someone wants to have someone leave the session. */
export class WfParticipantRemoveEvent extends WfQuestionEvent<{clientIndex: ClientIndex}> {
  constructor(clientIndex: ClientIndex) {
    super('wf-participant-remove', {clientIndex});
  }
}

/** Someone wants to see what another participant sees. */
export class WfParticipantFollowEvent extends WfQuestionEvent<{clientIndex: ClientIndex}> {
  constructor(clientIndex: ClientIndex) {
    super('wf-participant-follow', {clientIndex});
  }
}

/** Someone wants to follow another participant no longer. */
export class WfParticipantUnfollowEvent extends WfQuestionEvent<{clientIndex: ClientIndex}> {
  constructor(clientIndex: ClientIndex) {
    super('wf-participant-unfollow', {clientIndex});
  }
}

/** Someone wants to switch huddle mode on or off. */
export class WfHuddleSwitchEvent extends WfQuestionEvent<{enabled: boolean}> {
  constructor(enabled: boolean) {
    super('wf-huddle-switch', {enabled});
  }
}

/** Someone wants to copy the invite link, or to share it with what their device has for that. */
export class WfInviteShareEvent extends WfQuestionEvent<{how: 'copy' | 'share'}> {
  constructor(how: 'copy' | 'share') {
    super('wf-invite-share', {how});
  }
}

/** Someone wants to save a file of the session. */
export class WfFileSaveEvent extends WfQuestionEvent<{filename: string}> {
  constructor(filename: string) {
    super('wf-file-save', {filename});
  }
}

/** Someone wants to copy what a log shows. */
export class WfLogCopyEvent extends WfQuestionEvent<{count: number}> {
  constructor(count: number) {
    super('wf-log-copy', {count});
  }
}

/** Someone wants to see another part of a room. */
export class WfRoomShowEvent extends WfQuestionEvent<{part: 'people' | 'huddle' | 'chat' | 'log'}> {
  constructor(part: 'people' | 'huddle' | 'chat' | 'log') {
    super('wf-room-show', {part});
  }
}

/** Someone wants to take the highlighter up. */
export class WfHighlighterTakeEvent extends WfQuestionEvent<null> {
  constructor() {
    super('wf-highlighter-take', null);
  }
}

/** What was asked, by the name of its DOM event. */
export interface WfQuestionEventMap {
  'wf-session-start': WfSessionStartEvent;
  'wf-session-join': WfSessionJoinEvent;
  'wf-session-end': WfSessionEndEvent;
  'wf-tab-activate': WfTabActivateEvent;
  'wf-tab-close': WfTabCloseEvent;
  'wf-tab-open': WfTabOpenEvent;
  'wf-tab-relocate': WfTabRelocateEvent;
  'wf-tab-pause': WfTabPauseEvent;
  'wf-tab-resume': WfTabResumeEvent;
  'wf-go-back': WfGoBackEvent;
  'wf-go-forward': WfGoForwardEvent;
  'wf-reload': WfReloadEvent;
  'wf-chat-send': WfChatSendEvent;
  'wf-file-share': WfFileShareEvent;
  'wf-control-request': WfControlRequestEvent;
  'wf-control-grant': WfControlGrantEvent;
  'wf-control-decline': WfControlDeclineEvent;
  'wf-control-withdraw': WfControlWithdrawEvent;
  'wf-control-revoke': WfControlRevokeEvent;
  'wf-control-return': WfControlReturnEvent;
  'wf-host-request': WfHostRequestEvent;
  'wf-host-decline': WfHostDeclineEvent;
  'wf-host-withdraw': WfHostWithdrawEvent;
  'wf-host-pass': WfHostPassEvent;
  'wf-participant-admit': WfParticipantAdmitEvent;
  'wf-participant-refuse': WfParticipantRefuseEvent;
  'wf-participant-remove': WfParticipantRemoveEvent;
  'wf-participant-follow': WfParticipantFollowEvent;
  'wf-participant-unfollow': WfParticipantUnfollowEvent;
  'wf-huddle-switch': WfHuddleSwitchEvent;
  'wf-highlighter-take': WfHighlighterTakeEvent;
  'wf-file-save': WfFileSaveEvent;
  'wf-invite-share': WfInviteShareEvent;
  'wf-log-copy': WfLogCopyEvent;
  'wf-room-show': WfRoomShowEvent;
}

declare global {
  interface GlobalEventHandlersEventMap extends WfQuestionEventMap {}
}
