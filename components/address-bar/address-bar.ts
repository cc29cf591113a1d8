import {html, LitElement, nothing} from 'lit';
import {property} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import type {Ssid} from '../../src/client/index.ts';
import {WfGoBackEvent, WfGoForwardEvent, WfReloadEvent, WfTabOpenEvent, WfTabRelocateEvent} from '../questions.ts';
import {backIcon, forwardIcon, reloadIcon} from '../shared/icons.ts';
import {activeTab, mayUse} from '../shared/people.ts';
import {SessionController} from '../shared/session-controller.ts';
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
 * @csspart form - The bar.
 * @csspart back - The button that goes back.
 * @csspart forward - The button that goes forward.
 * @csspart reload - The button that loads the page again.
 * @csspart input - The address.
 * @csspart progress - The line that is shown while a page loads.
 * @csspart refusal - The sentence that says why an address was refused.
 * @cssprop [--wf-address-bar-height=2rem] - Height of the address.
 */
export class WfAddressBar extends LitElement {
  static override styles = [shared, styles];

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @property() for = '';

  /** What a screen reader calls the address. */
  @property() label = 'Address';

  /** What the empty address shows. */
  @property() placeholder = 'Enter an address';

  #session = new SessionController(this);
  #draft: string | null = null;
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
    const url = tab && tab.url !== 'about:blank' ? tab.url : '';
    return html`
      <form part="form" aria-busy=${tab?.loading ? 'true' : nothing} @submit=${this.#onSubmit}>
        ${this.#renderButton('back', 'Back', backIcon, inControl && tab.canGoBack, this.#onBack)}
        ${this.#renderButton('forward', 'Forward', forwardIcon, inControl && tab.canGoForward, this.#onForward)}
        ${this.#renderButton('reload', 'Reload', reloadIcon, inControl, this.#onReload)}
        <input
          part="input"
          type="text"
          inputmode="url"
          enterkeyhint="go"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          dir="ltr"
          aria-label=${this.label}
          aria-describedby="refusal"
          aria-invalid=${this.#refusal ? 'true' : nothing}
          placeholder=${writable ? this.placeholder : ''}
          ?readonly=${!writable}
          .value=${live(this.#draft ?? url)}
          @input=${this.#onInput}
          @focus=${this.#onFocus}
          @blur=${this.#onBlur}
          @keydown=${this.#onKeyDown}
        />
        ${tab?.loading ? html`<div class="progress" part="progress"></div>` : nothing}
      </form>
      <p class="refusal" part="refusal" id="refusal" role="alert">${this.#refusal}</p>
    `;
  }

  /** Not `disabled`, which would take the focus from someone who goes back by keyboard until there is no more. */
  #renderButton(part: string, label: string, icon: unknown, enabled: boolean, onClick: () => void) {
    return html`
      <button
        type="button"
        class="icon"
        part=${part}
        aria-label=${label}
        title=${label}
        aria-disabled=${enabled ? nothing : 'true'}
        @click=${enabled ? onClick : nothing}
      >
        ${icon}
      </button>
    `;
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  get #ssid(): Ssid | null {
    return this.#session.open?.activeSsid ?? null;
  }

  #reset(): void {
    this.#draft = null;
    this.#refusal = '';
    this.requestUpdate();
  }

  #onBack(): void {
    if (this.#ssid !== null) void this.#session.ask(new WfGoBackEvent(this.#ssid), 'goBack', this.#ssid);
  }

  #onForward(): void {
    if (this.#ssid !== null) void this.#session.ask(new WfGoForwardEvent(this.#ssid), 'goForward', this.#ssid);
  }

  #onReload(): void {
    if (this.#ssid !== null) void this.#session.ask(new WfReloadEvent(this.#ssid), 'reload', this.#ssid);
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const {value = '', readOnly} = this.#input ?? {};
    const url = withScheme(value);
    if (!url || readOnly) return;
    const refused =
      this.#ssid === null
        ? await this.#session.ask(new WfTabOpenEvent(url), 'openTab', url)
        : await this.#session.ask(new WfTabRelocateEvent(this.#ssid, url), 'relocate', url);
    if (!refused) return this.#reset();
    this.#refusal = refused.message;
    this.requestUpdate();
  }

  #onInput(event: InputEvent): void {
    this.#draft = (event.target as HTMLInputElement).value;
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
    if (event.key === 'Escape') this.#reset();
  }
}
