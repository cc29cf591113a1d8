import {html, LitElement, noChange, nothing, type PropertyValues} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {MAX_CHAT_MESSAGE} from '../../src/client/index.ts';
import {WfChatUnreadEvent} from '../events.ts';
import {WfChatSendEvent} from '../questions.ts';
import {avatar, avatarStyles} from '../shared/avatar.ts';
import {type ChatLog, type ChatMessage, chatLogOf} from '../shared/chat-log.ts';
import {FocusKeeper} from '../shared/focus-keeper.ts';
import {isComposed} from '../shared/is-composed.ts';
import {missing} from '../shared/missing.ts';
import {pace} from '../shared/pace.ts';
import {nameOf} from '../shared/people.ts';
import {reasonOf} from '../shared/reason.ts';
import {SessionController} from '../shared/session-controller.ts';
import {setState} from '../shared/set-state.ts';
import shared from '../shared/styles.ts';
import {timeIn} from '../shared/time.ts';
import styles from './chat.styles.ts';
import {Place} from './place.ts';

/** What is written within so many milliseconds of the message before stands under the same name. */
const TOGETHER = 300_000;

/**
 * What the people in the session write to each other, and where to write. Whoever reads back is left where they are, and told
 * how much is new. Addresses of pages become links, which open in a tab of this browser, away from this page.
 *
 * Messages are kept by nobody: it shows those that were written since this page has a chat.
 *
 * @fires {WfChatSendEvent} wf-chat-send - Something was written. Cancelable; it then stays where it was written.
 * @fires {WfChatUnreadEvent} wf-chat-unread - More was written that nobody here has seen, or it was seen.
 * @fires {WfCommandRefusedEvent} wf-command-refused - The session refused what was written.
 * @slot empty - What is said while nothing was written.
 * @csspart log - All messages.
 * @csspart message - Each message.
 * @csspart own - Added to the part of those that this participant wrote.
 * @csspart avatar - The initials.
 * @csspart unread - The button that tells how much is new.
 * @csspart field - Where to write.
 * @csspart send - The button beside it.
 * @cssstate unread - There is something that nobody here has seen.
 * @cssprop [--wf-chat-height=20rem] - Height of the chat, where nothing else gives it one.
 */
export class WfChat extends LitElement {
  static override styles = [shared, avatarStyles, styles];
  static override properties = {for: {}, label: {}, placeholder: {}};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  /** What a screen reader calls the messages. */
  label = 'Chat';

  /** What stands in the field while nothing is written there. */
  placeholder = 'Write a message';

  #session = new SessionController(pace(this));
  #place = new Place(this);
  #log: ChatLog | null = null;
  #stopLog = () => {};
  /** What is shown, and whether each stands under its writer's name. */
  #rows = new Map<number, boolean>();
  /** What makes links of addresses, and keeps the place of who reads; it comes with the first message. */
  #reading: import('./reading.ts').Reading | null = null;
  #loads = false;
  #told = 0;
  #draft = '';
  #refusal = '';
  #onScreen = false;
  #sight = new IntersectionObserver((entries) => {
    this.#onScreen = entries.at(-1)!.isIntersecting;
    this.#setReading();
  });

  constructor() {
    super();
    new FocusKeeper(this, () => this.renderRoot.querySelector<HTMLElement>('.scroller'));
  }

  /** How many messages of others nobody here has seen. */
  get unread(): number {
    return this.#log?.unread ?? 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sight.observe(this);
    document.addEventListener('visibilitychange', this.#setReading);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    this.#sight.disconnect();
    document.removeEventListener('visibilitychange', this.#setReading);
    this.#onScreen = false;
    this.#follow(null);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.size > 0) this.#rows.clear();
    const {session} = this.#session;
    this.#follow(session && chatLogOf(session));
  }

  protected override render() {
    const {say} = this.#session;
    const messages = this.#place.shown(this.#log);
    const before = this.#rows;
    this.#rows = new Map();
    return html`
      <div
        class="scroller"
        part="log"
        role="log"
        tabindex="0"
        aria-label=${say(this.label)}
        aria-live=${this.#place.atEnd ? 'polite' : 'off'}
        @scroll=${() => this.#place.scrolled()}
      >
        <div class="all">
          ${
            this.#place.hasEarlier
              ? html`<button type="button" class="earlier" @click=${() => this.#place.showEarlier()}>${say('Earlier messages')}</button>`
              : nothing
          }
          <ol>
            ${repeat(
              messages,
              ({number}) => number,
              (message, index) => this.#renderMessage(message, messages[index - 1], before.get(message.number)),
            )}
          </ol>
        </div>
        ${messages.length > 0 ? nothing : html`<p class="empty"><slot name="empty">${this.#emptiness}</slot></p>`}
      </div>
      <div class="bottom">
        <div class="news" role="status">${this.unread > 0 && !this.#place.atEnd ? this.#renderUnread() : nothing}</div>
        ${this.#mayWrite ? this.#renderForm() : nothing}
      </div>
    `;
  }

  /** What was written stays as it is: a row changes with what is above it alone. */
  #renderMessage(message: ChatMessage, before: ChatMessage | undefined, wasFirst: boolean | undefined) {
    const {number, by, own, text, time} = message;
    const isFirst = before?.by.clientIndex !== by.clientIndex || time.getTime() - before.time.getTime() > TOGETHER;
    this.#rows.set(number, isFirst);
    if (isFirst === wasFirst) return noChange;
    return html`
      <li part=${own ? 'message own' : 'message'} class="${own ? 'own' : ''} ${isFirst ? 'first' : ''}">
        ${isFirst ? this.#renderBy(message) : nothing}
        <p class="text" dir="auto">${this.#reading?.withLinks(text) ?? text}</p>
      </li>
    `;
  }

  #renderBy({by, own, time}: ChatMessage) {
    const {say, speech} = this.#session;
    return html`
      ${avatar(by, say)}
      <div class="by">
        <bdi>${own ? say('You') : nameOf(by, say)}</bdi>
        <time dir="auto" datetime=${time.toISOString()}>${timeIn(speech, time)}</time>
      </div>
    `;
  }

  #renderUnread() {
    return html`
      <button type="button" class="primary" part="unread" @click=${() => this.#place.toEnd()}>
        ${this.#session.say('{count} new message|{count} new messages', {count: this.unread})}
      </button>
    `;
  }

  #renderForm() {
    const {say} = this.#session;
    return html`
      <p class="refusal" role="alert">${this.#refusal}</p>
      <form>
        <textarea
          part="field"
          rows="1"
          maxlength=${MAX_CHAT_MESSAGE}
          aria-label=${say(this.placeholder)}
          placeholder=${say(this.placeholder)}
          enterkeyhint="send"
          @input=${this.#onInput}
          @keydown=${this.#onKeyDown}
        ></textarea>
        <button type="button" class="primary" part="send" @click=${this.#onClick} ?disabled=${this.#session.open?.status !== 'live'}>${say('Send')}</button>
      </form>
    `;
  }

  protected override updated(): void {
    const field = this.renderRoot.querySelector('textarea');
    // What is typed meanwhile is the draft already, and where the caret is stays as it is.
    if (field && field.value !== this.#draft) field.value = this.#draft;
    this.#setReading();
    if (!this.#loads && this.#rows.size > 0) this.#load();
    const {unread} = this;
    if (unread === this.#told) return;
    this.#told = unread;
    setState(this, 'unread', unread > 0);
    this.dispatchEvent(new WfChatUnreadEvent(unread));
  }

  #load(): void {
    this.#loads = true;
    void import('./reading.ts').then(
      ({Reading}) => {
        this.#reading = new Reading(this.renderRoot.querySelector<HTMLElement>('.scroller')!);
        this.#rows.clear();
        this.requestUpdate();
      },
      missing(this, 'reading'),
    );
  }

  get #mayWrite(): boolean {
    const {open} = this.#session;
    return open?.settings.chat_enabled === true;
  }

  get #emptiness(): string {
    const {open, host, say} = this.#session;
    if (open && !open.settings.chat_enabled) return say('This session has no chat.');
    if (open) return say('Nothing was written yet. Everyone in the session sees what you write here.');
    return host?.status === 'ended'
      ? say('Nothing was written.')
      : say('People write to each other here once the session has started.');
  }

  #follow(log: ChatLog | null): void {
    if (log === this.#log) return;
    this.#stopLog();
    this.#log?.setReading(this, false);
    this.#rows.clear();
    this.#log = log;
    this.#stopLog = log?.subscribe(() => this.requestUpdate()) ?? (() => {});
  }

  /** What was seen was read: at the end of a chat that is on the screen. */
  #setReading = () => {
    this.#log?.setReading(this, this.#onScreen && !document.hidden && this.#place.atEnd);
  };

  #onInput(event: Event): void {
    this.#draft = (event.target as HTMLTextAreaElement).value;
    this.#refusal = '';
    this.requestUpdate();
  }

  #onKeyDown(event: KeyboardEvent): void {
    // With Shift it is another line; with an input method it is its own.
    if (event.key !== 'Enter' || event.shiftKey || isComposed(event)) return;
    event.preventDefault();
    void this.#send();
  }

  #onClick(): void {
    void this.#send();
    this.renderRoot.querySelector('textarea')?.focus();
  }

  async #send(): Promise<void> {
    const message = this.#draft;
    if (message.trim() === '' || this.#session.open?.status !== 'live') return;
    const question = new WfChatSendEvent(message);
    // Something else can be written before the answer is there.
    this.#draft = '';
    this.renderRoot.querySelector('textarea')!.value = '';
    this.#place.toEnd();
    const refusal = await this.#session.ask(question, 'sendChatMessage', message);
    if (!refusal && !question.defaultPrevented && (await question.answer) !== false) return;
    this.#draft = this.#draft ? `${message}\n${this.#draft}` : message;
    this.#refusal = refusal ? reasonOf(refusal, this.#session.say) : '';
    this.requestUpdate();
  }
}
