import {html, LitElement, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {drawingOf, type Session, type SessionError, type SessionSnapshot} from '../../src/client/index.ts';
import {
  WfFileShareEvent,
  WfHighlighterTakeEvent,
  WfHuddleSwitchEvent,
  WfSessionEndEvent,
  WfTabPauseEvent,
  WfTabResumeEvent,
} from '../questions.ts';
import {ACTS} from '../shared/act.ts';
import {FocusKeeper} from '../shared/focus-keeper.ts';
import {pace} from '../shared/pace.ts';
import {activeTab} from '../shared/people.ts';
import {type Sending, sendingBar, sendingStyles} from '../shared/sending.ts';
import {SessionController} from '../shared/session-controller.ts';
import {SessionEars} from '../shared/session-ears.ts';
import {setState} from '../shared/set-state.ts';
import shared from '../shared/styles.ts';
import {tabFor} from '../tab-bar/keys.ts';
import styles from './controls.styles.ts';
import {lookOf} from './looks.ts';
import {isOn, type Offer, offersIn} from './offers.ts';

/**
 * A bar of what this participant may do now: draw, share a file, pause their tab, begin a huddle, ask for control or give it
 * back, ask to be host, end the session. What is not allowed is not there, and without a session there is nothing.
 *
 * It is one stop of the Tab key; arrows, Home and End go on from there. Where there is little room, it shows icons.
 *
 * @fires {WfControlRequestEvent} wf-control-request - "Ask for control" was pressed. Cancelable.
 * @fires {WfControlWithdrawEvent} wf-control-withdraw - The own request for control was cancelled. Cancelable.
 * @fires {WfControlRevokeEvent} wf-control-revoke - "Take control back" was pressed. Cancelable.
 * @fires {WfControlReturnEvent} wf-control-return - "Give control back" was pressed. Cancelable.
 * @fires {WfHostRequestEvent} wf-host-request - "Ask to be host" was pressed. Cancelable.
 * @fires {WfHostWithdrawEvent} wf-host-withdraw - The own request to be host was cancelled. Cancelable.
 * @fires {WfTabPauseEvent} wf-tab-pause - "Pause" was pressed. Cancelable.
 * @fires {WfTabResumeEvent} wf-tab-resume - "Show again" was pressed. Cancelable.
 * @fires {WfHuddleSwitchEvent} wf-huddle-switch - "Huddle" or "End huddle" was pressed. Cancelable.
 * @fires {WfHighlighterTakeEvent} wf-highlighter-take - "Draw" was pressed, to begin with it. Cancelable.
 * @fires {WfFileShareEvent} wf-file-share - A file was chosen to be shared. Cancelable.
 * @fires {WfSessionEndEvent} wf-session-end - "End for everyone" was pressed. Cancelable.
 * @fires {WfCommandRefusedEvent} wf-command-refused - The session refused one of these.
 * @slot - Buttons of the page's own, below the others; there while the others are.
 * @csspart bar - All buttons.
 * @csspart action - Each button.
 * @csspart label - The words of a button.
 * @csspart sending - The file that is shared, and how much of it is sent.
 * @cssstate empty - There is nothing that this participant may do.
 * @cssprop [--wf-controls-gap=0.5rem] - Space between the buttons and around them.
 */
export class WfControls extends LitElement {
  static override styles = [shared, sendingStyles, styles];
  static override properties = {for: {}, label: {}};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  /** What a screen reader calls the bar. */
  label = 'What you can do';

  #session = new SessionController(pace(this));
  /** The button that the Tab key leads to. */
  #current: Offer | null = null;
  /** The file that is shared at the moment. */
  #sharing: Sending | null = null;

  constructor() {
    super();
    new FocusKeeper(this, () => this.renderRoot.querySelector<HTMLElement>('.bar'));
    new SessionEars(this, this.#session, (session, signal) => {
      const stop = drawingOf(session).subscribe(() => this.requestUpdate());
      signal.addEventListener('abort', stop);
    });
  }

  protected override render() {
    const {open, session, say} = this.#session;
    const offers = open && session ? offersIn(session, open) : [];
    setState(this, 'empty', offers.length === 0);
    if (!open || !session || offers.length === 0) return nothing;
    const current = this.#current && offers.includes(this.#current) ? this.#current : offers[0]!;
    return html`
      <div class="bar" part="bar" role="toolbar" aria-label=${say(this.label)} @keydown=${this.#onKeyDown}>
        ${repeat(
          offers,
          (offer) => offer,
          (offer) => this.#renderOffer(offer, session, open, offer === current),
        )}
      </div>
      <slot></slot>
      ${this.#sharing ? sendingBar(this.#sharing) : nothing}
      <input type="file" hidden @change=${this.#onFile} />
      <span class="visually-hidden" role="status">${this.#sharing ? say('Sharing the file…') : ''}</span>
    `;
  }

  #renderOffer(offer: Offer, session: Session, state: SessionSnapshot, isCurrent: boolean) {
    const {label, title, icon} = lookOf(offer, this.#session.say);
    const on = isOn(offer, session);
    const busy = offer === 'share' && this.#sharing !== null;
    const lost = state.status !== 'live';
    return html`
      <button
        type="button"
        part="action"
        class=${offer === 'ask' ? 'primary' : offer}
        tabindex=${isCurrent ? 0 : -1}
        title=${title}
        aria-label=${label}
        aria-pressed=${on ?? nothing}
        aria-disabled=${busy || lost ? 'true' : nothing}
        data-offer=${offer}
        @focus=${() => this.#onFocus(offer)}
        @click=${() => !lost && void this.#do(offer, state)}
      >
        ${busy ? html`<span class="spinner"></span>` : icon}<span class="label" part="label">${label}</span>
      </button>
    `;
  }

  async #do(offer: Offer, state: SessionSnapshot): Promise<SessionError | null | undefined> {
    const session = this.#session;
    const {ssid} = activeTab(state) ?? {ssid: 0};
    switch (offer) {
      case 'draw':
        // To put it away nobody is asked.
        if (isOn('draw', session.session!)) return session.attempt('toggleDrawing');
        return session.ask(new WfHighlighterTakeEvent(), 'toggleDrawing');
      case 'share':
        if (!this.#sharing) this.renderRoot.querySelector('input')?.click();
        return null;
      case 'pause':
        return session.ask(new WfTabPauseEvent(ssid), 'pauseTab', ssid);
      case 'resume':
        return session.ask(new WfTabResumeEvent(ssid), 'resumeTab', ssid);
      case 'huddle':
      case 'endHuddle':
        return session.ask(new WfHuddleSwitchEvent(offer === 'huddle'), 'setHuddleMode', offer === 'huddle');
      case 'end':
        return session.ask(new WfSessionEndEvent(), 'end');
      default:
        return ACTS[offer](session, state.me ?? 0);
    }
  }

  async #onFile({target}: Event): Promise<void> {
    const input = target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (!file) return;
    // The same file can be chosen again.
    input.value = '';
    const {name} = file;
    this.#share({name, share: 0});
    await this.#session.ask(new WfFileShareEvent(file), 'uploadFile', file, (share) => this.#share({name, share}));
    this.#share(null);
  }

  #share(sharing: Sending | null): void {
    this.#sharing = sharing;
    this.requestUpdate();
  }

  #onFocus(offer: Offer): void {
    if (offer === this.#current) return;
    this.#current = offer;
    this.requestUpdate();
  }

  #onKeyDown(event: KeyboardEvent): void {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('button')];
    const index = buttons.indexOf(event.target as HTMLElement);
    const next = index < 0 ? null : tabFor(event.key, index, buttons.length, this.matches(':dir(rtl)'));
    if (next === null) return;
    event.preventDefault();
    buttons[next]!.focus();
  }
}
