import type {Session, SessionError, SessionEventMap, SessionEventName} from '../src/client/index.ts';
import {type FactType, factType} from './shared/fact-type.ts';

/** Something happened in a session. Fired on its `<wf-session>`, with the payload as `detail`. */
export class WfFactEvent<Name extends SessionEventName = SessionEventName> extends CustomEvent<SessionEventMap[Name]> {
  /**
   * The session it happened in, or null when none could be made; `event.target` is another element when shadow roots
   * are in between.
   */
  readonly session: Session | null;

  constructor(name: Name, session: Session | null, detail: SessionEventMap[Name]) {
    super(factType(name), {detail, bubbles: true, composed: true});
    this.session = session;
  }
}

/** A command was refused. Fired on the control that asked. */
export class WfCommandRefusedEvent extends CustomEvent<{code: string; message: string; command: string}> {
  constructor(command: string, {code, message}: SessionError) {
    super('wf-command-refused', {detail: {code, message, command}, bubbles: true, composed: true});
  }
}

/** There are more messages in the chat that nobody here has read, or none any more. Fired on the `<wf-chat>`. */
export class WfChatUnreadEvent extends CustomEvent<{count: number}> {
  constructor(count: number) {
    super('wf-chat-unread', {detail: {count}, bubbles: true, composed: true});
  }
}

/** Someone agreed to something, or did not. Fired on the `<wf-consent>` that asked. */
export class WfConsentAnswerEvent extends CustomEvent<{to: string; agreed: boolean}> {
  constructor(to: string, agreed: boolean) {
    super('wf-consent-answer', {detail: {to, agreed}, bubbles: true, composed: true});
  }
}

/** Something is about to be told. Cancel it and it is neither shown nor heard. Fired on the `<wf-notices>`. */
export class WfNoticeEvent extends CustomEvent<{text: string}> {
  constructor(text: string) {
    super('wf-notice', {detail: {text}, bubbles: true, composed: true, cancelable: true});
  }
}

/** What happened, by the name of its DOM event. */
export type WfFactEventMap = {[Name in SessionEventName as FactType<Name>]: WfFactEvent<Name>};

declare global {
  interface GlobalEventHandlersEventMap extends WfFactEventMap {
    'wf-command-refused': WfCommandRefusedEvent;
    'wf-chat-unread': WfChatUnreadEvent;
    'wf-consent-answer': WfConsentAnswerEvent;
    'wf-notice': WfNoticeEvent;
  }
}
