import {html, LitElement, nothing, type PropertyValues} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {SessionSnapshot, Ssid, Tab} from '../../src/client/index.ts';
import {WfTabActivateEvent, WfTabCloseEvent, WfTabOpenEvent, WfTabPauseEvent, WfTabResumeEvent} from '../questions.ts';
import {avatar, avatarStyles} from '../shared/avatar.ts';
import {FocusKeeper} from '../shared/focus-keeper.ts';
import {closeIcon, pageIcon, pauseIcon, playIcon, plusIcon} from '../shared/icons.ts';
import {pace} from '../shared/pace.ts';
import {titleOf} from '../shared/people.ts';
import {SessionController} from '../shared/session-controller.ts';
import {setState} from '../shared/set-state.ts';
import shared from '../shared/styles.ts';
import {tabFor} from './keys.ts';
import {mayActivate, mayClose, mayOpen, mayPause} from './rights.ts';
import styles from './tab-bar.styles.ts';
import {controllerToShow, whoseTab} from './who.ts';

/**
 * The tabs open in the session, with the one everybody sees marked; in huddle mode, the one this participant sees.
 *
 * One tab stop: arrow keys follow the writing direction, Home and End go to the ends, Enter shows a tab to everyone
 * and Delete closes it. Where a tab can be paused, its pause button is the next stop.
 *
 * @fires {WfTabActivateEvent} wf-tab-activate - A tab was picked. Cancelable.
 * @fires {WfTabCloseEvent} wf-tab-close - A tab is to be closed. Cancelable.
 * @fires {WfTabPauseEvent} wf-tab-pause - A tab is to be paused. Cancelable.
 * @fires {WfTabResumeEvent} wf-tab-resume - A paused tab is to be shown again. Cancelable.
 * @fires {WfTabOpenEvent} wf-tab-open - Another tab is wanted. Cancelable.
 * @fires {WfCommandRefusedEvent} wf-command-refused - The session refused one of these.
 * @slot end - Buttons of the page's own, at the end of the bar.
 * @csspart bar - The row of tabs.
 * @csspart tab - Each tab.
 * @csspart active - Added to the part of the active tab.
 * @csspart avatar - The initials of who is in control of a tab, when that is not simply this participant.
 * @csspart pause - The button that pauses a tab, or shows it again.
 * @csspart close - The button that closes a tab.
 * @csspart open - The button that opens one.
 * @cssstate empty - No tab is open.
 * @cssprop [--wf-tab-bar-height=2.5rem] - Height of the bar.
 * @cssprop [--wf-tab-bar-background] - What is behind the tabs.
 */
export class WfTabBar extends LitElement {
  static override styles = [shared, avatarStyles, styles];
  static override properties = {
    for: {},
    label: {},
    newTabUrl: {attribute: 'new-tab-url'},
    readOnly: {type: Boolean, attribute: 'read-only', reflect: true},
  };

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  /** What a screen reader calls the bar. */
  label = 'Tabs in this session';

  /** Address of a new tab; the `url` of the session if left out. */
  newTabUrl = '';

  /** Shows the tabs without letting this participant switch, open or close them. */
  readOnly = false;

  #session = new SessionController(pace(this));
  #focused: Ssid | null = null;
  #revealed: Ssid | null = null;
  /** Where the focus was last. */
  #index = 0;

  constructor() {
    super();
    new FocusKeeper(this, () => {
      const tabs = [...this.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')];
      return tabs[this.#index] ?? tabs.at(-1) ?? this.renderRoot.querySelector('.open');
    });
  }

  protected override update(changed: PropertyValues<this>): void {
    const tabs = this.#tabs;
    const item = this.shadowRoot?.activeElement?.closest<HTMLElement>('.item');
    // Whoever comes into the bar begins at the tab that is shown.
    if (!item || !tabs.some((tab) => tab.ssid === this.#focused)) {
      this.#focused = this.#session.open?.activeSsid ?? tabs[0]?.ssid ?? null;
    }
    if (item) this.#index = [...this.renderRoot.querySelectorAll('.item')].indexOf(item);
    super.update(changed);
  }

  protected override firstUpdated(): void {
    // A bar that gets narrower would leave the active tab outside of it.
    new ResizeObserver(() => this.#reveal()).observe(this);
  }

  protected override updated(): void {
    const active = this.#session.open?.activeSsid ?? null;
    if (active === this.#revealed) return;
    this.#revealed = active;
    this.#reveal();
  }

  protected override render() {
    const {open: state, say} = this.#session;
    const tabs = this.#tabs;
    setState(this, 'empty', tabs.length === 0);
    return html`
      <div class="bar" part="bar">
        <div
          role="tablist"
          class="visually-hidden"
          ?hidden=${tabs.length === 0}
          aria-label=${say(this.label)}
          aria-owns=${tabs.map(({ssid}) => `tab-${ssid}`).join(' ')}
        ></div>
        <div class="tabs">
          ${repeat(
            tabs,
            (tab) => tab.ssid,
            (tab) => this.#renderTab(tab, state!),
          )}
        </div>
        <button
          type="button"
          class="icon open"
          part="open"
          aria-label=${say('Open a tab')}
          title=${say('Open a tab')}
          aria-disabled=${this.#mayOpen ? nothing : 'true'}
          @click=${this.#onOpen}
        >
          ${plusIcon}
        </button>
        <slot name="end"></slot>
      </div>
    `;
  }

  #renderTab(tab: Tab, state: SessionSnapshot) {
    const active = tab.ssid === state.activeSsid;
    const {say} = this.#session;
    const title = titleOf(tab, say);
    const name = `${title}${say(', ')}${whoseTab(state, tab, say)}`;
    const controller = controllerToShow(state, tab);
    const writable = this.#writable;
    const closable = writable && mayClose(writable, tab);
    const pausable = writable && mayPause(writable, tab);
    const marks = [active && 'active', closable && 'closable', pausable && 'pausable', controller && 'led'];
    return html`
      <div
        class="item ${marks.filter(Boolean).join(' ')}"
        data-ssid=${tab.ssid}
        @focusin=${this.#onFocusIn}
        @focusout=${() => this.requestUpdate()}
        @keydown=${this.#onKeyDown}
      >
        <button
          type="button"
          role="tab"
          id="tab-${tab.ssid}"
          part=${active ? 'tab active' : 'tab'}
          aria-label=${name}
          title=${name}
          tabindex=${tab.ssid === this.#focused ? 0 : -1}
          aria-selected=${active}
          aria-disabled=${writable && mayActivate(writable) ? nothing : 'true'}
          aria-busy=${tab.loading ? 'true' : nothing}
          @click=${() => this.#activate(tab.ssid)}
        >
          ${tab.paused ? pauseIcon : tab.loading ? html`<span class="spinner"></span>` : tab.icon ? html`<img alt="" src=${tab.icon} />` : pageIcon}
          <span class="title" dir="auto">${title}</span>
        </button>
        ${controller ? avatar(controller, say) : nothing}
        ${pausable ? this.#renderPause(tab, title) : nothing}
        ${
          closable
            ? html`
              <button
                type="button"
                class="icon close"
                part="close"
                tabindex="-1"
                aria-label=${say('Close {title}', {title})}
                @click=${() => this.#close(tab.ssid)}
              >
                ${closeIcon}
              </button>
            `
            : nothing
        }
      </div>
    `;
  }

  #renderPause({ssid, paused}: Tab, title: string) {
    const label = this.#session.say(paused ? 'Show to the others again' : 'Hide from the others');
    return html`
      <button
        type="button"
        class="icon pause"
        part="pause"
        tabindex=${ssid === this.#focused ? 0 : -1}
        aria-label="${label}: ${title}"
        title=${label}
        @click=${() => this.#pause(ssid, paused)}
      >
        ${paused ? playIcon : pauseIcon}
      </button>
    `;
  }

  get #tabs(): readonly Tab[] {
    return this.#session.open?.tabs ?? [];
  }

  get #mayOpen(): boolean {
    return this.#writable !== null && mayOpen(this.#writable);
  }

  /** The state of a session that this bar may be used to change, or null. */
  get #writable(): SessionSnapshot | null {
    const state = this.#session.open;
    return !this.readOnly && state?.status === 'live' ? state : null;
  }

  /** Scrolls the active tab into the bar. Not `scrollIntoView()`: that scrolls the author's page as well. */
  #reveal(): void {
    const active = this.renderRoot.querySelector('.item.active')?.getBoundingClientRect();
    const row = this.renderRoot.querySelector('.tabs')!;
    const {left, right} = row.getBoundingClientRect();
    if (!active) return;
    if (active.right > right) row.scrollLeft += active.right - right;
    if (active.left < left) row.scrollLeft -= left - active.left;
  }

  #activate(ssid: Ssid): void {
    if (!this.#writable || !mayActivate(this.#writable)) return;
    void this.#session.ask(new WfTabActivateEvent(ssid), 'activateTab', ssid);
  }

  #close(ssid: Ssid): void {
    void this.#session.ask(new WfTabCloseEvent(ssid), 'closeTab', ssid);
  }

  #pause(ssid: Ssid, paused: boolean): void {
    if (paused) void this.#session.ask(new WfTabResumeEvent(ssid), 'resumeTab', ssid);
    else void this.#session.ask(new WfTabPauseEvent(ssid), 'pauseTab', ssid);
  }

  async #onOpen(): Promise<void> {
    if (!this.#mayOpen) return;
    const url = this.newTabUrl || this.#session.host?.url || 'about:blank';
    const refused = await this.#session.ask(new WfTabOpenEvent(url), 'openTab', url);
    if (refused?.code === 'invalid_url') {
      (await import('../shared/complain.ts')).complain(this, 'new-tab-url', refused.message);
    }
  }

  #onFocusIn(event: FocusEvent): void {
    const ssid = Number((event.currentTarget as HTMLElement).dataset['ssid']);
    if (ssid === this.#focused) return;
    this.#focused = ssid;
    this.requestUpdate();
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const items = [...this.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')];
    const index = items.findIndex((item) => item.parentElement === event.currentTarget);
    const tab = this.#tabs[index]!;
    const target = tabFor(event.key, index, items.length, this.matches(':dir(rtl)'));
    if (target !== null) items[target]?.focus();
    else if (event.key === 'Delete' && this.#writable && mayClose(this.#writable, tab)) this.#close(tab.ssid);
    else return;
    event.preventDefault();
  }
}
