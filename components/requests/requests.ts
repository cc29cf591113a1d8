import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {REQUEST_TIME} from '../../src/client/index.ts';
import type {Phrase} from '../languages/words.ts';
import {ACTS, LABELS} from '../shared/act.ts';
import type {Action} from '../shared/actions.ts';
import {avatar, avatarStyles} from '../shared/avatar.ts';
import {FocusKeeper} from '../shared/focus-keeper.ts';
import {pace} from '../shared/pace.ts';
import {nameOf} from '../shared/people.ts';
import {SessionController} from '../shared/session-controller.ts';
import {setState} from '../shared/set-state.ts';
import shared from '../shared/styles.ts';
import {tells} from '../shared/tells.ts';
import {type Request, requestsIn, type Wish} from './asked.ts';
import {Countdown} from './countdown.ts';
import styles from './requests.styles.ts';

/** So many are shown, and besides whatever this participant asked for; the others come when these are answered. */
const MOST = 25;

/** What is said of someone who asks, and of this participant. */
const WORDS: Readonly<Record<Wish, readonly [theirs: Phrase, own: Phrase]>> = {
  control: ['{name} asks for control', 'You asked for control'],
  host: ['{name} asks to be host', 'You asked to be host'],
  // Whoever waits is not in the session, and sees no list of it.
  admission: ['{name} waits to be let in', '{name} waits to be let in'],
};

/** What can be answered, with the words for it. */
const ANSWERS: Readonly<Record<Wish, readonly (readonly [Action, Phrase])[]>> = {
  control: [
    ['grant', 'Accept'],
    ['decline', 'Decline'],
  ],
  host: [
    ['makeHost', 'Accept'],
    ['declineHost', 'Decline'],
  ],
  admission: [
    ['admit', LABELS.admit],
    ['refuse', LABELS.refuse],
  ],
};

const WITHDRAWALS: Readonly<Record<Wish, Action>> = {
  control: 'withdraw',
  host: 'withdrawHost',
  admission: 'refuse',
};

/**
 * What people ask of this participant: control, to be host, to be let in. To accept or decline, with the time that is left;
 * and what this participant asked for, to take it back. It takes no room while there is nothing.
 *
 * What has come stays where it is when more comes, so that nobody presses what they did not mean.
 *
 * @fires {WfControlGrantEvent} wf-control-grant - Control was to be given. Cancelable.
 * @fires {WfControlDeclineEvent} wf-control-decline - Control was to be declined. Cancelable.
 * @fires {WfControlWithdrawEvent} wf-control-withdraw - The own request for control was cancelled. Cancelable.
 * @fires {WfHostPassEvent} wf-host-pass - Someone was to be made host. Cancelable.
 * @fires {WfHostDeclineEvent} wf-host-decline - Host rights were to be declined. Cancelable.
 * @fires {WfHostWithdrawEvent} wf-host-withdraw - The own request to be host was cancelled. Cancelable.
 * @fires {WfParticipantAdmitEvent} wf-participant-admit - "Let in" was pressed. Cancelable.
 * @fires {WfParticipantRefuseEvent} wf-participant-refuse - "Refuse" was pressed. Cancelable.
 * @fires {WfCommandRefusedEvent} wf-command-refused - The session refused one of these.
 * @slot empty - What is said while nobody asks for anything: nothing, if left out.
 * @csspart request - Each request.
 * @csspart own - Added to the part of those that this participant made, and to that of their buttons.
 * @csspart avatar - The initials.
 * @csspart left - How long someone still waits.
 * @csspart action - Each button.
 * @cssstate asked - There is something to answer, or to take back.
 * @cssprop [--wf-requests-gap=0.5rem] - Space between the requests.
 */
export class WfRequests extends LitElement {
  static override styles = [shared, avatarStyles, styles];
  static override properties = {for: {}, label: {}, quiet: {type: Boolean, reflect: true}};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  /** What a screen reader calls the list. */
  label = 'Requests';

  /** Says nothing by itself, since something else on the page does, such as `<wf-notices>`. */
  quiet = false;

  #session = new SessionController(pace(this));
  #countdown = new Countdown(this);
  /** Those that are shown. */
  #requests: readonly Request[] = [];
  /** How many more there are. */
  #others = 0;

  constructor() {
    super();
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector);
    new FocusKeeper(this, (nearest) => nearest?.closest('li') ?? find('li') ?? find('.all'));
  }

  protected override willUpdate(): void {
    const {open, session} = this.#session;
    const all = this.#countdown.follow(session, open ? requestsIn(open) : []);
    this.#requests = all.filter(({own}, index) => index < MOST || own);
    this.#others = all.length - this.#requests.length;
    setState(this, 'asked', this.#requests.length > 0);
  }

  protected override render() {
    const {say} = this.#session;
    const news = this.#requests.filter(({own}) => !own);
    return html`
      <div class="all" role="group" aria-label=${say(this.label)}>
        ${this.#requests.length > 0 ? this.#renderList() : html`<slot name="empty"></slot>`}
      </div>
      <div class="visually-hidden" role="status">
        ${this.quiet || (this.#session.open?.settings.notifications_enabled && tells('wf-notices')) ? nothing : news.map(({person, wish}) => `${say(WORDS[wish][0], {name: nameOf(person, say)})}. `)}
      </div>
    `;
  }

  #renderList() {
    return html`
      <ul>
        ${repeat(
          this.#requests,
          ({key}) => key,
          (request) => this.#renderRequest(request),
        )}
      </ul>
      ${this.#others > 0 ? html`<p>${this.#session.say('{count} more', {count: this.#others})}</p>` : nothing}
    `;
  }

  #renderRequest(request: Request) {
    const {say} = this.#session;
    const {wish, person, own} = request;
    const left = this.#countdown.left(request);
    const [theirs, mine] = WORDS[wish];
    return html`
      <li part=${own ? 'request own' : 'request'} class=${own ? 'own' : ''}>
        ${avatar(person, say)}
        <div class="what">
          <p>${own ? say(mine) : aroundName(say(theirs), html`<bdi class="name">${nameOf(person, say)}</bdi>`)}</p>
          ${left === null ? nothing : html`<span class="left" part="left" dir="auto" role="timer">${say('{count} s left', {count: left})}</span>`}
        </div>
        <div class="answers">
          ${
            own
              ? this.#renderAnswer(WITHDRAWALS[wish], 'Cancel', request)
              : ANSWERS[wish].map(([action, label]) => this.#renderAnswer(action, label, request))
          }
        </div>
        ${left === null ? nothing : html`<div class="bar" .style=${`--_left: ${(left * 1000) / REQUEST_TIME}`}></div>`}
      </li>
    `;
  }

  #renderAnswer(action: Action, words: Phrase, {wish, person, own}: Request) {
    const {say} = this.#session;
    const label = say(words);
    const about = say(WORDS[wish][own ? 1 : 0], {name: nameOf(person, say)});
    const accepts = ANSWERS[wish][0]?.[0] === action;
    return html`
      <button
        type="button"
        part=${own ? 'action own' : 'action'}
        class=${accepts ? 'primary' : ''}
        aria-label="${label}: ${about}"
        ?disabled=${this.#session.open?.status !== 'live'}
        @click=${() => void ACTS[action](this.#session, person.clientIndex)}
      >
        ${label}
      </button>
    `;
  }
}

/** A sentence about someone, whose name stands in it as it is shown. */
function aroundName(sentence: string, name: TemplateResult) {
  const [before = '', after = ''] = sentence.split('{name}');
  return html`${before}${name}${after}`;
}
