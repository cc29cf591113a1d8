import {type CSSResult, html, nothing} from 'lit';
import type {Session} from '../../src/client/index.ts';
import {WfRoomShowEvent} from '../questions.ts';
import {mayBe} from '../shared/may-be.ts';
import {missing} from '../shared/missing.ts';
import '../chat/wf-chat.ts';
import '../controls/wf-controls.ts';
import type {WfChatUnreadEvent} from '../events.ts';
import '../notices/wf-notices.ts';
import '../requests/wf-requests.ts';
import {linkIcon} from '../shared/icons.ts';
import type {SessionController} from '../shared/session-controller.ts';
import type {SessionHost} from '../shared/session-host.ts';
import {tells} from '../shared/tells.ts';
import styles from './furniture.styles.ts';
import type {WfRoom} from './room.ts';

/** What the people make way for. */
type Instead = '' | 'huddle' | 'chat' | 'log';

/** What a room has before a session and besides its pages, in a file of its own: a page shows its first picture without it. */
export class Furniture {
  #room: WfRoom;
  #session: SessionController;
  #begun: Session | null = null;
  #huddles = false;
  #logs = false;
  #instead: Instead = '';
  #unread = 0;
  #invites = false;
  /** Whether the form is there to come in by. */
  #joins = false;
  /** Whether someone is coming in by it. */
  #joining = false;

  constructor(room: WfRoom, session: SessionController) {
    this.#room = room;
    this.#session = session;
    // Hears of files from now on.
    void import('../downloads/wf-downloads.ts').catch(missing(room, 'wf-downloads'));
    void import('../join/wf-join.ts').catch(missing(room, 'wf-join'));
    void customElements.whenDefined('wf-join').then(() => room.requestUpdate());
    const root = room.renderRoot as ShadowRoot;
    for (const slot of root.querySelectorAll('slot')) mark(slot);
    root.addEventListener('slotchange', ({target}) => mark(target as HTMLSlotElement));
    // By then the form may take the place of what had it.
    root.addEventListener('focusout', () => room.requestUpdate());
    root.adoptedStyleSheets.push((styles as CSSResult).styleSheet!);
  }

  /** What is shown in the place of the people, if anything is. */
  get instead(): Instead {
    const {log} = this.#room;
    return (this.#instead === 'chat' && !this.#hasChat) || (this.#instead === 'log' && !log) ? '' : this.#instead;
  }

  /** What lies over the page. */
  renderOver() {
    this.#follow();
    return html`
      <div class="notices">
        <slot name="notices">${tells('wf-notices') ? nothing : html`<wf-notices for=${this.#room.for}></wf-notices>`}</slot>
      </div>
      ${this.#joins ? this.#renderJoin() : nothing}
      <slot name="consent"></slot>
    `;
  }

  /** What one may do. */
  renderActions() {
    const bar = html`<wf-controls for=${this.#room.for}></wf-controls>`;
    return html`<slot name="controls">${this.#session.open ? bar : nothing}</slot>`;
  }

  /** What stands above the people. */
  renderAbove(quiet: boolean) {
    return html`
      <slot name="requests"><wf-requests for=${this.#room.for} ?quiet=${quiet}></wf-requests></slot>
      <slot name="downloads"><wf-downloads for=${this.#room.for} ?quiet=${quiet}></wf-downloads></slot>
      <slot name="choice">${this.#hasChat || this.#huddles || this.#room.log ? this.#renderChoices() : nothing}</slot>
    `;
  }

  /** What stands in their place, and below. */
  renderBelow() {
    const {open, host} = this.#session;
    const {instead} = this;
    return html`
      ${this.#huddles ? this.#renderHuddle(instead) : nothing}
      <div class="panel chat" ?hidden=${instead !== 'chat'} @wf-chat-unread=${this.#onUnread}>
        <slot name="chat"><wf-chat for=${this.#room.for}></wf-chat></slot>
      </div>
      ${this.#room.log ? this.#renderLog(instead) : nothing}
      <slot name="invite">${open && host?.sessionLink ? this.#renderInvite() : nothing}</slot>
    `;
  }

  #renderJoin() {
    return html`
      <div class="join" @wf-session-start=${this.#onJoin} @wf-session-join=${this.#onJoin}>
        <slot name="join"><wf-join or-start for=${this.#room.for}></wf-join></slot>
      </div>
    `;
  }

  #renderHuddle(instead: Instead) {
    return html`
      <div class="panel" tabindex="0" ?hidden=${instead !== 'huddle'}>
        <slot name="huddle"><wf-huddle for=${this.#room.for}></wf-huddle></slot>
      </div>
    `;
  }

  #renderLog(instead: Instead) {
    return html`
      <div class="panel" ?hidden=${instead !== 'log'}>
        <slot name="log"><wf-log for=${this.#room.for}></wf-log></slot>
      </div>
    `;
  }

  /**
   * Has one come in by the form before there is a session, and for as long as that takes, also when it fails. Begins as the
   * settings say, and has the people make way for a huddle while one is on.
   */
  #follow(): void {
    const {open, session, host} = this.#session;
    this.#joins = this.#mayJoin(host ?? {});
    const huddle = open?.huddle === true;
    if (open && session !== this.#begun) {
      this.#begun = session;
      this.#instead = open.settings.start_with_chat_open ? 'chat' : '';
    }
    if (this.#room.log && !this.#logs) {
      this.#logs = true;
      void import('../log/wf-log.ts').catch(missing(this.#room, 'wf-log'));
    }
    if (huddle === this.#huddles) return;
    this.#huddles = huddle;
    if (huddle) void import('../huddle/wf-huddle.ts').catch(missing(this.#room, 'wf-huddle'));
    if (this.#instead !== 'chat') this.#instead = huddle ? 'huddle' : '';
  }

  #mayJoin({status, session, autostart}: Partial<SessionHost>): boolean {
    if (status !== 'idle') this.#joining &&= !this.#session.open && status !== 'ended';
    if (status !== 'idle' || this.#joining) return this.#joining;
    // Until its file is there, the view offers to start, and for as long as someone is about to use what it offers.
    const isKept = !this.#joins && this.#room.renderRoot.querySelector('wf-view:focus');
    if (isKept || !customElements.get('wf-join')) return false;
    return !(session || autostart || document.querySelector('wf-join:not(wf-room *)'));
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
        ${this.#renderChoice(say('People'), '')}
        ${this.#huddles ? this.#renderChoice(say('Huddle'), 'huddle') : nothing}
        ${this.#hasChat ? this.#renderChoice(unread ? say('Chat ({count})', {count: unread}) : say('Chat'), 'chat') : nothing}
        ${this.#room.log ? this.#renderChoice(say('Log'), 'log') : nothing}
      </div>
    `;
  }

  #renderChoice(label: string, instead: Instead) {
    return html`
      <button type="button" part="choice" aria-pressed=${instead === this.instead} @click=${() => void this.#session.told('show', this.#onChoice(instead))}>
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

  async #onChoice(instead: Instead): Promise<void> {
    const may = mayBe(this.#room, new WfRoomShowEvent(instead || 'people'));
    // What nobody has wait is shown at once.
    if (may !== true && !(await may)) return;
    this.#instead = instead;
    this.#room.requestUpdate();
  }

  #onJoin = () => {
    this.#joining = true;
  };

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

/** Says of the room whether the author has something in the place of a part. */
function mark(slot: HTMLSlotElement): void {
  slot.closest('.room')?.classList.toggle(`own-${slot.name}`, slot.assignedNodes().length > 0);
}
