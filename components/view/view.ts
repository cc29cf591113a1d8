import {html, LitElement, nothing, type PropertyValues} from 'lit';
import type {SessionSnapshot, Tab} from '../../src/client/index.ts';
import {WfControlRequestEvent, WfReloadEvent, WfSessionStartEvent} from '../questions.ts';
import {FocusKeeper} from '../shared/focus-keeper.ts';
import {pointerIcon} from '../shared/icons.ts';
import {missing} from '../shared/missing.ts';
import {activeTab, inControl, mayUse} from '../shared/people.ts';
import {SessionController} from '../shared/session-controller.ts';
import {setState} from '../shared/set-state.ts';
import shared from '../shared/styles.ts';
import {type Cue, firstCue} from './cue.ts';
import {Pages} from './pages.ts';
import type {Pictures} from './pictures.ts';
import styles from './view.styles.ts';

/**
 * The remote page that everyone sees; mouse and keyboard go to it when this participant is in control.
 *
 * Focusing it captures nothing. A click or Enter does, and from then on every key goes to the page, except that after
 * Escape (sent too) the next Tab or Shift+Tab leaves. While nothing is captured, wheel and touch scroll around it.
 *
 * @fires {WfControlRequestEvent} wf-control-request - "Ask for control" was pressed. Cancelable.
 * @fires {WfReloadEvent} wf-reload - "Try again" was pressed for a page that could not be loaded. Cancelable.
 * @fires {WfSessionStartEvent} wf-session-start - A start button was pressed. Cancelable.
 * @fires {WfCommandRefusedEvent} wf-command-refused - The session refused one of these, or input.
 * @slot over - What lies over a page that comes in pictures, below the others' pointers.
 * @slot prompts - A `<wf-prompts>` of the author's, with words of their own, instead of the one that comes along.
 * @slot wf-window - The window of a session that its provider shows by itself; filled by the kit.
 * @csspart canvas - The picture.
 * @csspart pages - What the pages are in, where the session shows pages and no pictures.
 * @csspart page - Each of these pages.
 * @csspart cue - What is said while there is no picture, or none that is current.
 * @csspart prompt - What the page asks.
 * @csspart waiting - What those are told of it who cannot answer.
 * @csspart sending - A file that is sent to the page, and how much of it is.
 * @csspart refused - Why the page does not get what it wanted, for a few seconds.
 * @csspart badge - Who is in control, and how to use the page and leave it.
 * @csspart ask - The button that asks for control.
 * @cssstate in-control - This participant may click and type.
 * @cssstate captured - Mouse and keyboard go to the remote page.
 * @cssprop [--wf-view-aspect-ratio=16 / 9] - Shape of the view when nothing else gives it a height.
 * @cssprop [--wf-view-background] - What is around the picture.
 */
export class WfView extends LitElement {
  static override styles = [shared, styles];
  static override properties = {for: {}};
  static override shadowRootOptions = {...LitElement.shadowRootOptions, delegatesFocus: true};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  #session: SessionController = new SessionController(this);
  #pages: Pages = new Pages(this, this.#session);
  #pictures: Pictures | null = null;
  #cueFor: typeof import('./cues.ts').cueFor | null = null;
  #loads = false;

  constructor() {
    super();
    const heirs = 'textarea, .cue:not(:empty):not(:has(.spinner))';
    new FocusKeeper(this, () => this.renderRoot.querySelector<HTMLElement>(heirs));
  }

  override disconnectedCallback(): void {
    // Before the controllers let the session go, which is to hear of keys that are let go.
    this.#pictures?.release();
    super.disconnectedCallback();
  }

  protected override firstUpdated(): void {
    void import('./cues.ts').then(
      ({cueFor}) => {
        this.#cueFor = cueFor;
        this.requestUpdate();
      },
      missing(this, 'cues'),
    );
  }

  protected override update(changed: PropertyValues<this>): void {
    // A page without a session, or with one that shows pages, needs none of it.
    if (this.#session.session?.shows === 'pictures' && !this.#loads) {
      this.#loads = true;
      void import('./pictures.ts').then(
        ({Pictures}) => {
          this.#pictures = new Pictures(this, this.#session);
          this.requestUpdate();
        },
        missing(this, 'pictures'),
      );
    }
    setState(this, 'in-control', this.#mayUse);
    setState(this, 'captured', this.#pictures?.captured === true);
    super.update(changed);
  }

  protected override render() {
    const tab = this.#tab;
    const {kind} = this.#pages;
    const pictures = kind === 'pictures' ? this.#pictures : null;
    const visible = pictures ? pictures.visible : kind !== 'pictures' && tab !== null;
    const {host, say} = this.#session;
    const isBegun = host && host.status !== 'idle';
    const cue = isBegun ? this.#cueFor?.(host, visible, say) : firstCue(host, say);
    const covers = cue && visible && !tab?.error;
    const over =
      tab && kind !== 'window' && !covers && !this.#mayUse ? this.#renderBadge(tab, this.#session.open!) : nothing;
    return html`
      ${kind === 'pages' ? html`<div class="pages" part="pages"></div>` : nothing}
      ${kind === 'window' ? this.#renderWindow() : nothing}
      ${pictures ? pictures.render(tab, over) : over}
      <div class="cue ${covers ? 'over' : ''}" part="cue" role="status">${cue ? this.#renderCue(cue) : nothing}</div>
      ${pictures?.renderPrompts()}
    `;
  }

  /** Where the window is. One that had to be laid over the view is entered from here, in the order of the page. */
  #renderWindow() {
    const {say} = this.#session;
    const {node} = this.#session.session!;
    const entry = html`<div tabindex="0" role="group" aria-label=${say('Session')} @focus=${() => node?.focus()}></div>`;
    return html`<slot name="wf-window">${node ? entry : nothing}</slot>`;
  }

  /** What lies over a tab that someone else uses. */
  #renderBadge(tab: Tab, state: SessionSnapshot) {
    const {say} = this.#session;
    const asked = state.controlRequests.some((request) => request.clientIndex === state.me);
    const mayAsk = !asked && state.status === 'live';
    return html`
      <div class="badge" part="badge">
        ${pointerIcon}
        <span id="hint">${inControl(state, tab.controlIndex, say)}</span>
        ${
          tab.leaderIndex === state.me || !state.settings.participants_can_request_to_interact
            ? nothing
            : html`
              <button type="button" part="ask" aria-disabled=${mayAsk ? nothing : 'true'} @click=${mayAsk ? this.#onRequest : nothing}>
                ${say(asked ? 'Asked for control' : 'Ask for control')}
              </button>
            `
        }
      </div>
    `;
  }

  #renderCue({title, text, busy, icon, action}: Cue) {
    return html`
      ${busy ? html`<span class="spinner"></span>` : icon ? html`<span class="sign">${icon}</span>` : nothing}
      <strong>${title}</strong>
      ${text ? html`<p>${text}</p>` : nothing}
      ${
        action
          ? html`<button type="button" class="primary" @click=${() => this.#onAction(action.command)}>${action.label}</button>`
          : nothing
      }
    `;
  }

  get #tab(): Tab | null {
    return activeTab(this.#session.open);
  }

  /** Whether this participant may click and type. */
  get #mayUse(): boolean {
    return mayUse(this.#session.open, this.#tab);
  }

  #onAction(command: 'start' | 'reload'): void {
    if (command === 'start') void this.#session.ask(new WfSessionStartEvent(), 'start');
    else if (this.#tab) void this.#session.ask(new WfReloadEvent(this.#tab.ssid), 'reload', this.#tab.ssid);
  }

  #onRequest(): void {
    void this.#session.ask(new WfControlRequestEvent(), 'requestTabControl');
  }
}
