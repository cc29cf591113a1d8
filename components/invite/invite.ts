import {html, LitElement, nothing} from 'lit';
import type {Phrase} from '../languages/words.ts';
import {WfInviteShareEvent} from '../questions.ts';
import field from '../shared/field.styles.ts';
import {FocusKeeper} from '../shared/focus-keeper.ts';
import {mayBe} from '../shared/may-be.ts';
import {missing} from '../shared/missing.ts';
import {SessionController} from '../shared/session-controller.ts';
import {setState} from '../shared/set-state.ts';
import shared from '../shared/styles.ts';
import styles from './invite.styles.ts';

/**
 * What lets others into the session: its link to copy, as a code for a camera and for the share sheet of the device, and
 * its PIN.
 *
 * @fires {WfInviteShareEvent} wf-invite-share - "Copy link" or "Share" was pressed. Cancelable. It holds no link.
 * @fires {WfCommandRefusedEvent} wf-command-refused - Whoever was to be asked whether that may be did not say.
 * @slot empty - What is said while nobody can be invited.
 * @csspart link - The field with the link.
 * @csspart action - Each button.
 * @csspart pin - The PIN, with its name.
 * @csspart qr - The code for a camera.
 * @csspart empty - What is said while nobody can be invited.
 * @cssstate empty - Nobody can be invited.
 * @cssprop [--wf-invite-qr-size=10rem] - Width and height of the code.
 * @cssprop [--wf-invite-padding=0.75rem] - Space around it all.
 */
export class WfInvite extends LitElement {
  static override styles = [shared, field, styles];
  static override properties = {for: {}, shareTitle: {attribute: 'share-title'}};
  static override shadowRootOptions = {...LitElement.shadowRootOptions, delegatesFocus: true};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  /** What the share sheet of the device says above the link. */
  shareTitle = 'Browse together';

  #session = new SessionController(this);
  #said: Phrase | '' = '';
  #qrCode: typeof import('./qr.ts').qrCode | null = null;
  #drawn: {readonly link: string; readonly name: string; readonly code: unknown} | null = null;

  constructor() {
    super();
    new FocusKeeper(this, () => this.renderRoot.querySelector<HTMLElement>('input, .empty'));
  }

  protected override firstUpdated(): void {
    // Nobody waits for it: the link is there at once.
    void import('./qr.ts').then(
      ({qrCode}) => {
        this.#qrCode = qrCode;
        this.requestUpdate();
      },
      missing(this, 'qr'),
    );
  }

  protected override render() {
    const link = this.#link;
    setState(this, 'empty', !link);
    if (!link) return html`<p class="empty" part="empty"><slot name="empty">${this.#reason}</slot></p>`;
    const {session, say} = this.#session;
    const pin = session?.pin;
    return html`
      <div class="invite">
        <div class="ways">
          <div>
            <label for="link">${say('Invite link')}</label>
            <input id="link" part="link" dir="ltr" readonly .value=${link} @focus=${this.#onFocus} />
          </div>
          <div class="buttons">
            <button type="button" part="action" class="primary" @click=${() => void this.#session.told('share', this.#onCopy())}>${say('Copy link')}</button>
            ${
              'share' in navigator
                ? html`<button type="button" part="action" aria-haspopup="dialog" @click=${() => void this.#session.told('share', this.#onShare())}>${say('Share…')}</button>`
                : nothing
            }
          </div>
          ${pin ? this.#renderPin(pin) : nothing}
          <p role="status">${this.#said && say(this.#said)}</p>
        </div>
        <div class="qr" part="qr">${this.#renderCode(link)}</div>
      </div>
    `;
  }

  /** Read digit by digit, not as a number. */
  #renderPin(pin: string) {
    return html`
      <p class="pin" part="pin">
        <span>${this.#session.say('PIN')}</span>
        <strong aria-hidden="true">${pin}</strong>
        <span class="visually-hidden">${[...pin].join(' ')}</span>
      </p>
    `;
  }

  #renderCode(link: string) {
    if (!this.#qrCode) return nothing;
    const name = this.#session.say('QR code of the invite link');
    if (this.#drawn?.link !== link || this.#drawn.name !== name)
      this.#drawn = {link, name, code: this.#qrCode(link, name)};
    return this.#drawn.code;
  }

  get #link(): string | null {
    const {host, open} = this.#session;
    return open ? (host?.sessionLink ?? null) : null;
  }

  /** Why nobody can be invited. */
  get #reason(): string {
    const {open, host, say} = this.#session;
    if (open) return say('Only the leader of this session can invite people.');
    if (host?.status === 'ended') return say('The session is over.');
    return say('Once the session is open, others can be invited.');
  }

  #onFocus(event: FocusEvent): void {
    (event.target as HTMLInputElement).select();
  }

  async #onCopy(): Promise<void> {
    const link = this.#link;
    if (!link || !(await mayBe(this, new WfInviteShareEvent('copy')))) return;
    try {
      await navigator.clipboard.writeText(link);
      this.#say('Copied.');
    } catch {
      // Not allowed here, or not there at all on a page without https.
      const field = this.renderRoot.querySelector('input');
      field?.focus();
      // A window that has no focus itself tells no field that it has it.
      field?.select();
      this.#say('The link is selected, to be copied by hand.');
    }
  }

  async #onShare(): Promise<void> {
    const url = this.#link;
    if (!url || !(await mayBe(this, new WfInviteShareEvent('share')))) return;
    try {
      await navigator.share({title: this.#session.say(this.shareTitle), url});
    } catch (error) {
      // Whoever closes the sheet knows that.
      if ((error as Error).name !== 'AbortError') this.#say('This device could not share the link. Copy it instead.');
    }
  }

  #say(what: Phrase): void {
    this.#said = what;
    this.requestUpdate();
  }
}
