import {html, LitElement, nothing} from 'lit';
import {property} from 'lit/decorators.js';
import '../address-bar/wf-address-bar.ts';
import {WfHuddleSwitchEvent, WfSessionEndEvent} from '../questions.ts';
import '../participants/wf-participants.ts';
import {FocusKeeper} from '../shared/focus-keeper.ts';
import {checkIcon, linkIcon} from '../shared/icons.ts';
import {mayLead} from '../shared/people.ts';
import {SessionController} from '../shared/session-controller.ts';
import shared from '../shared/styles.ts';
import '../tab-bar/wf-tab-bar.ts';
import '../view/wf-view.ts';
import styles from './room.styles.ts';

/**
 * A plain room of all the controls: what an empty `<wf-session>` shows.
 *
 * @fires {WfSessionEndEvent} wf-session-end - "End for everyone" was pressed. Cancelable.
 * @fires {WfHuddleSwitchEvent} wf-huddle-switch - "Huddle" or "End huddle" was pressed. Cancelable.
 * @fires {WfCommandRefusedEvent} wf-command-refused - The session refused one of these.
 * @slot wf-window - Passed on to the view; filled by the kit.
 * @csspart header - Tabs and address.
 * @csspart picture - The remote page.
 * @csspart side - People and buttons; below the page where there is little room.
 * @csspart actions - The buttons.
 * @cssprop [--wf-room-side-width=18rem] - Width of the side.
 * @cssprop [--wf-room-border=1px solid] - Border around the room.
 * @cssprop [--wf-room-radius=0.75rem] - Radius of its corners.
 */
export class WfRoom extends LitElement {
  static override styles = [shared, styles];

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @property() for = '';

  #session = new SessionController(this);
  #copied: boolean | null = null;

  constructor() {
    super();
    new FocusKeeper(this, () => this.renderRoot.querySelector<HTMLElement>('.side'));
  }

  protected override render() {
    const session = this.for;
    return html`
      <div class="room">
        <div class="header" part="header">
          <wf-tab-bar for=${session}></wf-tab-bar>
          <wf-address-bar for=${session}></wf-address-bar>
        </div>
        <div class="picture" part="picture"><wf-view for=${session}><slot name="wf-window" slot="wf-window"></slot></wf-view></div>
        <section class="side" part="side" aria-labelledby="people">
          <p id="people">People</p>
          <wf-participants for=${session}></wf-participants>
          ${this.#renderActions()}
        </section>
      </div>
    `;
  }

  #renderActions() {
    const {host, state} = this.#session;
    if (state?.status !== 'live') return nothing;
    return html`
      <div class="actions" part="actions">
        ${host?.sessionLink ? this.#renderInvite(host.sessionLink) : nothing}
        ${mayLead(state) ? this.#renderHuddle(!state.huddle) : nothing}
        ${
          mayLead(state) || state.settings.anyone_can_deactivate_space
            ? html`<button type="button" class="end" @click=${this.#onEnd}>End for everyone</button>`
            : nothing
        }
      </div>
    `;
  }

  #renderHuddle(enabled: boolean) {
    const what = enabled ? 'Each looks at a tab of their own, or follows someone' : 'All look at the same tab again';
    return html`
      <button type="button" title=${what} @click=${() => this.#onHuddle(enabled)}>
        ${enabled ? 'Huddle' : 'End huddle'}
      </button>
    `;
  }

  #renderInvite(link: string) {
    return html`
      <button type="button" class="invite" @click=${this.#onCopy} @blur=${this.#onBlur}>
        ${this.#copied ? checkIcon : linkIcon} ${this.#copied ? 'Invite link copied' : 'Copy invite link'}
      </button>
      <span class="visually-hidden" role="status">${this.#copied ? 'Invite link copied' : ''}</span>
      ${
        this.#copied === false
          ? html`<input readonly aria-label="Invite link, to copy by hand" .value=${link} @focus=${this.#onFocus} />`
          : nothing
      }
    `;
  }

  #onEnd(): void {
    void this.#session.ask(new WfSessionEndEvent(), 'end');
  }

  #onHuddle(enabled: boolean): void {
    void this.#session.ask(new WfHuddleSwitchEvent(enabled), 'setHuddleMode', enabled);
  }

  async #onCopy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#session.host?.sessionLink ?? '');
      this.#copied = true;
    } catch {
      // Not allowed here, or not there at all on a page without https.
      this.#copied = false;
    }
    this.requestUpdate();
  }

  #onBlur(): void {
    if (!this.#copied) return;
    this.#copied = null;
    this.requestUpdate();
  }

  #onFocus(event: FocusEvent): void {
    (event.target as HTMLInputElement).select();
  }
}
