import {html, LitElement, nothing} from 'lit';
import type {SessionError} from '../../src/client/index.ts';
import {WfSessionJoinEvent, WfSessionStartEvent} from '../questions.ts';
import field from '../shared/field.styles.ts';
import {FocusKeeper} from '../shared/focus-keeper.ts';
import {mayBe} from '../shared/may-be.ts';
import {reasonOf} from '../shared/reason.ts';
import {SessionController} from '../shared/session-controller.ts';
import type {SessionHost} from '../shared/session-host.ts';
import {registry} from '../shared/session-registry.ts';
import {setState} from '../shared/set-state.ts';
import type {Say} from '../shared/speech.ts';
import shared from '../shared/styles.ts';
import styles from './join.styles.ts';

/** What of the page's address lets someone in. */
const INVITED = /[#&]wf-(invite|leader|follower|ticket)=|[?&]magic_link=/;

/**
 * How someone comes into a session: their name, and the PIN or the link they were given, which is not asked for where the
 * page was opened by a link. With `or-start`, whoever has neither starts one. Once they are in, there is nothing of it.
 *
 * @fires {WfSessionJoinEvent} wf-session-join - "Join" was pressed. Cancelable. It holds neither PIN nor link.
 * @fires {WfSessionStartEvent} wf-session-start - "Start the session" was pressed. Cancelable.
 * @fires {WfCommandRefusedEvent} wf-command-refused - They could not join.
 * @slot - What the page's author has to say above the button, such as terms.
 * @csspart form - The form.
 * @csspart field - Each field to type into.
 * @csspart action - The button.
 * @csspart problem - Why they could not join.
 * @cssstate busy - Someone is about to come in, or waits to be let in.
 * @cssstate in - This participant is in the session, and nothing is shown.
 * @cssprop [--wf-join-width=24rem] - How wide the form gets.
 */
export class WfJoin extends LitElement {
  static override styles = [shared, field, styles];
  static override properties = {
    for: {},
    label: {},
    nameRequired: {type: Boolean, attribute: 'name-required'},
    orStart: {type: Boolean, attribute: 'or-start'},
  };
  static override shadowRootOptions = {...LitElement.shadowRootOptions, delegatesFocus: true};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  /** What the button says. */
  label = 'Join';

  /** Nobody joins without a name. */
  nameRequired = false;

  /** Whoever has neither PIN nor link starts a session. */
  orStart = false;

  #session = new SessionController(this);
  #busy = false;
  /** Whether there is something in the field for the PIN or the link. */
  #hasCode = false;
  /** Whether the link of its session, if it has one, came from here. */
  #hasBegun = false;
  /** Why not, in whatever language it is asked for. */
  #problem: ((say: Say) => string) | null = null;

  constructor() {
    super();
    new FocusKeeper(this, () => this.renderRoot.querySelector('form'));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('wf-session-start', this.#onStart, {capture: true});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('wf-session-start', this.#onStart, {capture: true});
  }

  protected override render() {
    const {host, say} = this.#session;
    if (!host) return html`<p class="note">${say('This page has no session to join.')}</p>`;
    const {status, failure} = host;
    const isIn = status === 'live' || status === 'reconnecting';
    const waiting = status === 'waiting';
    const busy = !isIn && (this.#busy || waiting || status === 'connecting');
    setState(this, 'in', isIn);
    setState(this, 'busy', busy);
    if (isIn) {
      this.#hasCode = false;
      return nothing;
    }
    const starts = this.#starts && !this.#hasCode;
    // Not disabled, which would take the focus away.
    return html`
      <form part="form" novalidate aria-busy=${busy ? 'true' : nothing}>
        <div>
          <label for="name">${say('Your name')}${this.nameRequired ? nothing : html` <span class="note">${say('(optional)')}</span>`}</label>
          <input
            id="name"
            name="name"
            part="field"
            autocomplete="name"
            maxlength="100"
            ?required=${this.nameRequired}
            ?readonly=${busy}
            .defaultValue=${host.userName}
          />
        </div>
        ${this.#isInvited ? nothing : this.#renderCode(host, busy)}
        <slot></slot>
        <button class="primary" part="action" aria-disabled=${busy ? 'true' : nothing} @click=${this.#onClick}>
          ${waiting ? say('Waiting to be let in…') : busy ? say(starts ? 'Connecting…' : 'Joining…') : say(starts ? 'Start the session' : this.label)}
        </button>
        <p class="problem" part="problem" role="alert">${busy ? '' : (this.#problem?.(say) ?? (failure && reasonOf(failure, say)))}</p>
      </form>
    `;
  }

  #renderCode({status, sessionLink}: SessionHost, busy: boolean) {
    const {say} = this.#session;
    return html`
      <div>
        <label for="code">${say('PIN or invite link')}${this.#starts ? html` <span class="note">${say('(optional)')}</span>` : nothing}</label>
        <input
          id="code"
          name="code"
          part="field"
          ?required=${!this.#starts && (status === 'ended' || !sessionLink)}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          aria-describedby="hint"
          ?readonly=${busy}
          @input=${this.#onCode}
        />
        <p class="note" id="hint">${say('Whoever invited you has it: four digits, or a link.')}</p>
      </div>
    `;
  }

  get #isInvited(): boolean {
    const {host} = this.#session;
    // A link that has led into a session leads into no other, and one that was given here can be given anew.
    return INVITED.test(location.href) || (host?.status === 'idle' && host.sessionLink !== null && !this.#hasBegun);
  }

  /** Whether a session is started where neither PIN nor link is given. */
  get #starts(): boolean {
    return this.orStart && !this.#isInvited && (this.#hasBegun || !this.#session.host?.sessionLink);
  }

  #onCode(event: Event): void {
    this.#hasCode = (event.target as HTMLInputElement).value.trim() !== '';
    this.requestUpdate();
  }

  /** Pressed, or Enter in a field. In the frame of a site that allows it no forms, nothing is ever submitted. */
  async #onClick(event: Event): Promise<void> {
    event.preventDefault();
    const {form} = event.target as HTMLButtonElement;
    const {host} = this.#session;
    if (!host || this.#busy || host.status === 'connecting' || host.status === 'waiting') return;
    const wrong = form!.querySelector<HTMLInputElement>(':invalid');
    if (wrong) return this.#want(wrong);
    const data = new FormData(form!);
    const [name = '', code = ''] = ['name', 'code'].map((key) => String(data.get(key) ?? '').trim());
    const refused = await this.#session.told('start', this.#join(name, code));
    this.#busy = false;
    this.#say(refused && ((say) => whyNot(refused, say)));
  }

  #want(field: HTMLInputElement): void {
    const isName = field.name === 'name';
    this.#say((say) => (isName ? say('Say who you are.') : say('Enter the PIN or the link that you were given.')));
    field.focus();
  }

  /** Another button that starts is no way past the name. */
  #onStart = (event: Event): void => {
    const {host} = this.#session;
    const field = this.renderRoot.querySelector<HTMLInputElement>('#name');
    const path = event.composedPath();
    if (!host || !field || path[0] === this || !this.checkVisibility()) return;
    if (!path.includes(host) && registry.only !== host) return;
    if (field.validity.valid) {
      host.userName = field.value.trim() || host.userName;
      return;
    }
    event.preventDefault();
    this.#want(field);
  };

  async #join(name: string, code: string): Promise<void> {
    const starts = this.#starts && !code;
    if (!(await mayBe(this, starts ? new WfSessionStartEvent() : new WfSessionJoinEvent(name)))) return;
    const {host} = this.#session;
    if (!host) return;
    this.#busy = true;
    this.#say(null);
    host.userName = name;
    if (code) {
      const {linkOf} = await import('./link-of.ts');
      host.sessionLink = await linkOf(code, host.server);
    } else if (starts) host.sessionLink = null;
    this.#hasBegun ||= starts || code !== '';
    await host.start();
  }

  #say(what: ((say: Say) => string) | null): void {
    this.#problem = what;
    this.requestUpdate();
  }
}

function whyNot(refused: SessionError, say: Say): string {
  const {code, retryAfter} = refused;
  if (code === 'unknown_pin') return say('No session has this PIN. Check it, or ask for another.');
  if (code === 'too_many' && retryAfter) return tooMany(retryAfter, say);
  return reasonOf(refused, say);
}

function tooMany(seconds: number, say: Say): string {
  return seconds > 90
    ? say('Too many wrong PINs. Try again in {count} minute.|Too many wrong PINs. Try again in {count} minutes.', {
        count: Math.ceil(seconds / 60),
      })
    : say('Too many wrong PINs. Try again in {count} second.|Too many wrong PINs. Try again in {count} seconds.', {
        count: seconds,
      });
}
