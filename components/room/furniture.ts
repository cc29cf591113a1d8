import {type CSSResult, html, nothing} from 'lit';
import type {Session} from '../../src/client/index.ts';
import {missing} from '../shared/missing.ts';
import '../chat/wf-chat.ts';
import '../controls/wf-controls.ts';
import type {WfChatUnreadEvent} from '../events.ts';
import '../notices/wf-notices.ts';
import '../requests/wf-requests.ts';
import {linkIcon} from '../shared/icons.ts';
import type {SessionController} from '../shared/session-controller.ts';
import styles from './furniture.styles.ts';
import type {WfRoom} from './room.ts';

/** What a room has only for an open session, in a file of its own: a page shows its first picture without it. */
export class Furniture {
  #room: WfRoom;
  #session: SessionController;
  #begun: Session | null = null;
  #chats = false;
  #unread = 0;
  #invites = false;

  constructor(room: WfRoom, session: SessionController) {
    this.#room = room;
    this.#session = session;
    // Hears of files from now on.
    void import('../downloads/wf-downloads.ts').catch(missing(room, 'wf-downloads'));
    const root = room.renderRoot as ShadowRoot;
    for (const slot of root.querySelectorAll('slot')) mark(slot);
    root.addEventListener('slotchange', ({target}) => mark(target as HTMLSlotElement));
    root.adoptedStyleSheets.push((styles as CSSResult).styleSheet!);
  }

  /** Whether the chat is shown, in the place of the people. */
  get chats(): boolean {
    const {open, session} = this.#session;
    if (open && session !== this.#begun) {
      this.#begun = session;
      this.#chats = open.settings.start_with_chat_open;
    }
    return this.#hasChat && this.#chats;
  }

  /** What stands above the people. */
  renderAbove(quiet: boolean) {
    return html`
      <slot name="requests"><wf-requests for=${this.#room.for} ?quiet=${quiet}></wf-requests></slot>
      <slot name="downloads"><wf-downloads for=${this.#room.for}></wf-downloads></slot>
      ${this.#hasChat ? this.#renderChoices() : nothing}
    `;
  }

  /** What stands in their place, and below. */
  renderBelow() {
    const {open, host} = this.#session;
    return html`
      <div class="panel chat" ?hidden=${!this.chats} @wf-chat-unread=${this.#onUnread}>
        <slot name="chat"><wf-chat for=${this.#room.for}></wf-chat></slot>
      </div>
      ${open && host?.sessionLink ? this.#renderInvite() : nothing}
    `;
  }

  /** What was written can be read when the session is over. */
  get #hasChat(): boolean {
    return this.#session.state?.settings.chat_enabled === true;
  }

  #renderChoices() {
    const {say} = this.#session;
    const unread = this.#unread;
    return html`
      <div class="choices" role="group" aria-label=${say('Show')}>
        ${this.#renderChoice(say('People'), false)}
        ${this.#renderChoice(unread ? say('Chat ({count})', {count: unread}) : say('Chat'), true)}
      </div>
    `;
  }

  #renderChoice(label: string, chats: boolean) {
    return html`
      <button type="button" part="choice" aria-pressed=${chats === this.chats} @click=${() => this.#onChoice(chats)}>
        ${label}
      </button>
    `;
  }

  #renderInvite() {
    const label = this.#session.say('Invite');
    return html`
      <div class="invite"><button type="button" popovertarget="invite">${linkIcon} ${label}</button></div>
      <div id="invite" popover role="dialog" aria-label=${label} @toggle=${this.#onInvite}>
        ${this.#invites ? html`<wf-invite for=${this.#room.for}></wf-invite>` : nothing}
      </div>
    `;
  }

  #onChoice(chats: boolean): void {
    this.#chats = chats;
    this.#room.requestUpdate();
  }

  #onUnread = ({detail}: WfChatUnreadEvent) => {
    this.#unread = detail.count;
    this.#room.requestUpdate();
  };

  /** The code of the link is drawn when someone wants to see it. */
  #onInvite = ({newState}: ToggleEvent) => {
    this.#invites = newState === 'open';
    if (this.#invites) void import('../invite/wf-invite.ts').catch(missing(this.#room, 'wf-invite'));
    this.#room.requestUpdate();
  };
}

/** Says whether the author has something in the place of a part. */
function mark(slot: HTMLSlotElement): void {
  slot.classList.toggle('replaced', slot.assignedNodes().length > 0);
}
