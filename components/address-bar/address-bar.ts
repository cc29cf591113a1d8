import {html, LitElement, nothing} from 'lit';
import type {Ssid} from '../../src/client/index.ts';
import {
  WfGoBackEvent,
  WfGoForwardEvent,
  type WfQuestionEvent,
  WfReloadEvent,
  WfTabOpenEvent,
  WfTabRelocateEvent,
} from '../questions.ts';
import {backIcon, forwardIcon, reloadIcon} from '../shared/icons.ts';
import {isComposed} from '../shared/is-composed.ts';
import {activeTab, mayUse} from '../shared/people.ts';
import {reasonOf} from '../shared/reason.ts';
import {SessionController} from '../shared/session-controller.ts';
import {setState} from '../shared/set-state.ts';
import shared from '../shared/styles.ts';
import styles from './address-bar.styles.ts';
import {withScheme} from './url.ts';

/**
 * Back, forward, reload and the address of the tab that everyone sees. Whoever is not in control can read it.
 *
 * @fires {WfTabRelocateEvent} wf-tab-relocate - An address was entered. Cancelable.
 * @fires {WfGoBackEvent} wf-go-back - Back was pressed. Cancelable.
 * @fires {WfGoForwardEvent} wf-go-forward - Forward was pressed. Cancelable.
 * @fires {WfReloadEvent} wf-reload - Reload was pressed. Cancelable.
 * @fires {WfTabOpenEvent} wf-tab-open - An address was entered while no tab was open. Cancelable.
 * @fires {WfCommandRefusedEvent} wf-command-refused - The session refused one of these.
 * @slot end - Buttons of the page's own, after the address.
 * @csspart form - The bar.
 * @csspart back - The button that goes back.
 * @csspart forward - The button that goes forward.
 * @csspart reload - The button that loads the page again.
 * @csspart input - The address.
 * @csspart progress - The line that is shown while a page loads.
 * @csspart refusal - The sentence that says why an address was refused.
 * @cssstate loading - A page loads.
 * @cssstate in-control - This participant can go to an address.
 * @cssprop [--wf-address-bar-height=2rem] - Height of the address.
 */
export class WfAddressBar extends LitElement {
  static override styles = [shared, styles];
  static override properties = {for: {}, label: {}, placeholder: {}};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  /** What a screen reader calls the address. */
  label = 'Address';

  /** What the empty address shows. */
  placeholder = 'Enter an address';

  #session = new SessionController(this);
  #draft: string | null = null;
  /** The tab that it was written for. */
  #draftFor: Ssid | null = null;
  #refusal = '';

  /** Puts the caret into the address. */
  override focus(options?: FocusOptions): void {
    this.#input?.focus(options);
  }

  protected override render() {
    const state = this.#session.open;
    const tab = activeTab(state);
    const inControl = mayUse(state, tab);
    const writable = inControl || (!tab && state?.status === 'live');
    const {say} = this.#session;
    setState(this, 'loading', tab?.loading === true);
    setState(this, 'in-control', inControl);
    return html`
      <div class="form" part="form" aria-busy=${tab?.loading ? 'true' : nothing}>
        ${this.#renderButton('back', say('Back'), backIcon, inControl && tab.canGoBack, WfGoBackEvent, 'goBack')}
        ${this.#renderButton('forward', say('Forward'), forwardIcon, inControl && tab.canGoForward, WfGoForwardEvent, 'goForward')}
        ${this.#renderButton('reload', say('Reload'), reloadIcon, inControl, WfReloadEvent, 'reload')}
        <input
          part="input"
          type="text"
          inputmode="url"
          enterkeyhint="go"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          dir="ltr"
          aria-label=${say(this.label)}
          aria-describedby="refusal"
          aria-invalid=${this.#refusal ? 'true' : nothing}
          placeholder=${writable ? say(this.placeholder) : ''}
          ?readonly=${!writable}
          @input=${this.#onInput}
          @focus=${this.#onFocus}
          @blur=${this.#onBlur}
          @keydown=${this.#onKeyDown}
        />
        <slot name="end"></slot>
        ${tab?.loading ? html`<div class="progress" part="progress"></div>` : nothing}
      </div>
      <p class="refusal" part="refusal" id="refusal" role="alert">${this.#refusal}</p>
    `;
  }

  protected override willUpdate(): void {
    if (!this.#draftFor || this.#draftFor === this.#ssid) return;
    this.#draft = this.#draftFor = null;
    this.#refusal = '';
  }

  protected override updated(): void {
    // What was typed is not known to the template.
    const value = this.#draft ?? this.#url;
    const input = this.#input!;
    if (input.value !== value) input.value = value;
  }

  /** Not `disabled`, which would take the focus from someone who goes back by keyboard until there is no more. */
  #renderButton(
    part: string,
    label: string,
    icon: unknown,
    enabled: boolean,
    Question: new (ssid: Ssid) => WfQuestionEvent<unknown>,
    command: 'goBack' | 'goForward' | 'reload',
  ) {
    const ssid = this.#ssid!;
    return html`
      <button
        type="button"
        class="icon"
        part=${part}
        aria-label=${label}
        title=${label}
        aria-disabled=${enabled ? nothing : 'true'}
        @click=${enabled ? () => this.#session.ask(new Question(ssid), command, ssid) : nothing}
      >
        ${icon}
      </button>
    `;
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  get #url(): string {
    const tab = activeTab(this.#session.open);
    return tab && tab.url !== 'about:blank' ? tab.url : '';
  }

  get #ssid(): Ssid | null {
    return this.#session.open?.activeSsid ?? null;
  }

  #reset(): void {
    this.#draft = null;
    this.#refusal = '';
    this.requestUpdate();
  }

  async #go(): Promise<void> {
    const {value = '', readOnly} = this.#input ?? {};
    const url = withScheme(value);
    if (!url || readOnly) return;
    const refused =
      this.#ssid === null
        ? await this.#session.ask(new WfTabOpenEvent(url), 'openTab', url)
        : await this.#session.ask(new WfTabRelocateEvent(this.#ssid, url), 'relocateTab', url, this.#ssid);
    if (!refused) return this.#reset();
    this.#refusal = reasonOf(refused, this.#session.say);
    this.requestUpdate();
  }

  #onInput(event: InputEvent): void {
    this.#draft = (event.target as HTMLInputElement).value;
    this.#draftFor = this.#ssid;
    this.#refusal = '';
    this.requestUpdate();
  }

  #onFocus(event: FocusEvent): void {
    (event.target as HTMLInputElement).select();
  }

  #onBlur(): void {
    if (!this.#refusal) this.#reset();
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && (this.#draft !== null || this.#refusal)) {
      // It was meant for what was typed, and for nothing around it.
      event.preventDefault();
      this.#reset();
    }
    // In the frame of a site that allows it no forms, nothing is ever submitted.
    if (event.key === 'Enter' && !isComposed(event)) void this.#go();
  }
}
