import type {ClientIndex, Session, SessionError, SessionEventMap, SessionEventName, Ssid} from '../src/client/index.ts';
import {type Kebab, kebab} from './shared/kebab.ts';

/** Something happened in a session. Fired on its `<wf-session>`, with the payload as `detail`. */
export class WfFactEvent<Name extends SessionEventName = SessionEventName> extends CustomEvent<SessionEventMap[Name]> {
  /**
   * The session it happened in, or null when none could be made; `event.target` is another element when shadow roots
   * are in between.
   */
  readonly session: Session | null;

  constructor(name: Name, session: Session | null, detail: SessionEventMap[Name]) {
    super(`wf-${kebab(name)}`, {detail, bubbles: true, composed: true});
    this.session = session;
  }
}

/** A command was refused. Fired on the control that asked. */
export class WfCommandRefusedEvent extends CustomEvent<{code: string; message: string; command: string}> {
  constructor(command: string, {code, message}: SessionError) {
    super('wf-command-refused', {detail: {code, message, command}, bubbles: true, composed: true});
  }
}

/** Someone touched a control. Cancel it and nothing is asked of the session. */
export class WfQuestionEvent<Detail> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail) {
    super(type, {detail, bubbles: true, composed: true, cancelable: true});
  }
}

/** Someone wants to start the session. */
export class WfSessionStartEvent extends WfQuestionEvent<null> {
  constructor() {
    super('wf-session-start', null);
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
export class WfRelocateEvent extends WfQuestionEvent<{ssid: Ssid; url: string}> {
  constructor(ssid: Ssid, url: string) {
    super('wf-relocate', {ssid, url});
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

/** What happened, by the name of its DOM event. */
export type WfFactEventMap = {[Name in SessionEventName as `wf-${Kebab<Name>}`]: WfFactEvent<Name>};

/** What was asked, by the name of its DOM event. */
export interface WfQuestionEventMap {
  'wf-session-start': WfSessionStartEvent;
  'wf-session-end': WfSessionEndEvent;
  'wf-tab-activate': WfTabActivateEvent;
  'wf-tab-close': WfTabCloseEvent;
  'wf-tab-open': WfTabOpenEvent;
  'wf-relocate': WfRelocateEvent;
  'wf-go-back': WfGoBackEvent;
  'wf-go-forward': WfGoForwardEvent;
  'wf-reload': WfReloadEvent;
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
}

declare global {
  interface GlobalEventHandlersEventMap extends WfFactEventMap, WfQuestionEventMap {
    'wf-command-refused': WfCommandRefusedEvent;
  }
}
