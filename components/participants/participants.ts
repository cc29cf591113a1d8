import {html, LitElement, noChange, nothing, type PropertyValues} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {ClientIndex, Participant, SessionSnapshot, Visitor} from '../../src/client/index.ts';
import {ACTS, LABELS} from '../shared/act.ts';
import {type Action, actionsFor, type Waiting, waitingFor} from '../shared/actions.ts';
import {avatar, avatarStyles} from '../shared/avatar.ts';
import {FocusKeeper} from '../shared/focus-keeper.ts';
import {pace} from '../shared/pace.ts';
import {activeTab, nameOf} from '../shared/people.ts';
import {SessionController} from '../shared/session-controller.ts';
import {setState} from '../shared/set-state.ts';
import shared from '../shared/styles.ts';
import {tells} from '../shared/tells.ts';
import styles from './participants.styles.ts';
import {whereabouts} from './whereabouts.ts';

/** So many people are shown at first, and so many more at a time. */
const PAGE = 25;

/** So many rows are written anew for one picture of the page; the others for the next ones. */
const AT_ONCE = 25;

/** What is said of this participant, who asked for something, and of someone else. */
const REQUESTS = {
  control: ['You asked for control', 'asks for control'],
  host: ['You asked to be host', 'asks to be host'],
  both: ['You asked for control and to be host', 'asks for control and to be host'],
} as const;

/**
 * Who is in the session and who waits to be let in: the host, who is in control, who is away, in huddle mode who looks
 * where, and what this participant may do about it.
 *
 * @fires {WfControlRequestEvent} wf-control-request - "Ask for control" was pressed. Cancelable.
 * @fires {WfControlGrantEvent} wf-control-grant - "Give control" was pressed. Cancelable.
 * @fires {WfControlDeclineEvent} wf-control-decline - "Decline" was pressed. Cancelable.
 * @fires {WfControlWithdrawEvent} wf-control-withdraw - The own request for control was cancelled. Cancelable.
 * @fires {WfControlRevokeEvent} wf-control-revoke - "Take control back" was pressed. Cancelable.
 * @fires {WfControlReturnEvent} wf-control-return - "Give control back" was pressed. Cancelable.
 * @fires {WfHostRequestEvent} wf-host-request - "Ask to be host" was pressed. Cancelable.
 * @fires {WfHostWithdrawEvent} wf-host-withdraw - The own request to be host was cancelled. Cancelable.
 * @fires {WfHostDeclineEvent} wf-host-decline - "Stay host" was pressed. Cancelable.
 * @fires {WfHostPassEvent} wf-host-pass - "Make host" was pressed. Cancelable.
 * @fires {WfParticipantFollowEvent} wf-participant-follow - "Follow" was pressed. Cancelable.
 * @fires {WfParticipantUnfollowEvent} wf-participant-unfollow - "Stop following" was pressed. Cancelable.
 * @fires {WfParticipantRemoveEvent} wf-participant-remove - "Remove" was pressed. Cancelable.
 * @fires {WfParticipantAdmitEvent} wf-participant-admit - "Let in" was pressed. Cancelable.
 * @fires {WfParticipantRefuseEvent} wf-participant-refuse - "Refuse" was pressed. Cancelable.
 * @fires {WfCommandRefusedEvent} wf-command-refused - The session refused one of these.
 * @slot empty - What is said while nobody is here.
 * @csspart visitor - Each person who waits to be let in.
 * @csspart participant - Each participant.
 * @csspart self - Added to the part of this participant.
 * @csspart avatar - The initials.
 * @csspart badge - Each of host, in control and away.
 * @csspart actions - The buttons about someone.
 * @csspart own - Added to the part of those about this participant.
 * @csspart action - Each button.
 * @csspart answer - Added to the part of those that answer what someone asks.
 * @csspart more - The button that shows more people, where there are more than twenty-five.
 * @cssstate empty - Nobody is here.
 * @cssprop [--wf-participants-avatar-size=2.25rem] - Size of the initials.
 */
export class WfParticipants extends LitElement {
  static override styles = [shared, avatarStyles, styles];
  static override properties = {for: {}, label: {}, quiet: {type: Boolean, reflect: true}};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  /** What a screen reader calls the list. */
  label = 'People in this session';

  /** Says nothing by itself, since something else on the page does, such as `<wf-notices>`. */
  quiet = false;

  #session = new SessionController(pace(this));
  #most = PAGE;
  /** What is written in each row. */
  #rows = new Map<ClientIndex, string>();
  /** How many rows may still be written anew. */
  #left = 0;

  constructor() {
    super();
    new FocusKeeper(this, (nearest) => nearest?.closest('li') ?? this.renderRoot.querySelector('li, .empty'));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.size > 0) this.#rows.clear();
  }

  protected override render() {
    const {open: state, say} = this.#session;
    const {participants = [], waiting = [], controlRequests = [], hostRequests = [], me, host} = state ?? {};
    const controller = activeTab(state)?.controlIndex;
    setState(this, 'empty', participants.length === 0);
    // However many there are, whoever something depends on is among them, and the first of those who ask for something.
    const asking = [...hostRequests, ...controlRequests.map(({clientIndex}) => clientIndex)];
    const key = [me, host, controller, ...asking].slice(0, this.#most);
    const shown = participants.filter(({clientIndex}, index) => index < this.#most || key.includes(clientIndex));
    const before = this.#rows;
    this.#rows = new Map();
    this.#left = AT_ONCE;
    return html`
      ${waiting.length > 0 ? this.#renderWaiting(waiting, state!) : nothing}
      ${
        participants.length > 0
          ? html`
            <ul aria-label=${say(this.label)}>
              ${repeat(
                shown,
                ({clientIndex}) => clientIndex,
                (participant) =>
                  this.#renderParticipant(participant, state!, controller, before.get(participant.clientIndex)),
              )}
            </ul>
            ${
              shown.length < participants.length
                ? html`<button type="button" part="more" @click=${this.#onMore}>${say('More people')}</button>`
                : nothing
            }
          `
          : html`<p class="empty"><slot name="empty">${this.#isEarly ? say('Nobody is here yet.') : say('Nobody is here.')}</slot></p>`
      }
      <div class="visually-hidden" role="status">
        ${
          this.quiet || tells('wf-requests') || (state?.settings.notifications_enabled && tells('wf-notices'))
            ? nothing
            : [
                ...waiting.map((visitor) => `${say('{name} waits to be let in', {name: nameOf(visitor, say)})}. `),
                ...shown.map((each) => this.#newsOf(each, state!)),
              ]
                .filter(Boolean)
                .slice(0, PAGE)
                .join('')
        }
      </div>
    `;
  }

  protected override updated(): void {
    if (this.#left < 0) this.requestUpdate();
  }

  #onMore(): void {
    this.#most += PAGE;
    this.requestUpdate();
  }

  get #isEarly(): boolean {
    return ['idle', 'connecting', 'waiting'].includes(this.#session.host?.status ?? 'idle');
  }

  #renderWaiting(waiting: readonly Visitor[], {status}: SessionSnapshot) {
    const {say} = this.#session;
    return html`
      <ul aria-label=${say('People who wait to be let in')}>
        ${repeat(
          waiting,
          ({clientIndex}) => clientIndex,
          (visitor) => html`
            <li part="visitor" class="asking">
              ${avatar(visitor, say)}
              <div>
                <div class="name"><bdi>${nameOf(visitor, say)}</bdi></div>
                <p class="note">${say('waits to be let in')}</p>
              </div>
              ${this.#renderActions(status === 'live' ? ['admit', 'refuse'] : [], visitor)}
            </li>
          `,
        )}
      </ul>
    `;
  }

  /** A row, unless it is as it was, or has to wait for the next picture. */
  #renderParticipant(
    participant: Participant,
    state: SessionSnapshot,
    controller: ClientIndex | undefined,
    before: string | undefined,
  ) {
    const {say} = this.#session;
    const {clientIndex, online} = participant;
    const self = clientIndex === state.me;
    const waiting = waitingFor(state, participant);
    const asking = !self && (waiting.control || waiting.host);
    const place = whereabouts(state, participant, say);
    const name = nameOf(participant, say);
    const actions = actionsFor(state, participant);
    const isHost = clientIndex === state.host;
    const isController = clientIndex === controller;
    const now = `${[name, online, self, isHost, isController, waiting.control, waiting.host, place, actions]}`;
    const stays = before === now || (before !== undefined && this.#left-- <= 0);
    this.#rows.set(clientIndex, stays ? before! : now);
    if (stays) return noChange;
    return html`
      <li
        part=${self ? 'participant self' : 'participant'}
        class="${online ? '' : 'away'} ${asking ? 'asking' : ''}"
      >
        ${avatar(participant, say)}
        <div>
          <div class="name"><bdi>${name}</bdi>${self ? html` <span class="self">${say('(you)')}</span>` : nothing}</div>
          ${waiting.control || waiting.host ? this.#renderRequest(waiting, self) : nothing}
          ${place ? html`<p class="note">${place}</p>` : nothing}
          <div class="badges">
            ${isHost ? html`<span class="badge" part="badge">${say('Host')}</span>` : nothing}
            ${isController ? html`<span class="badge control" part="badge">${say('In control')}</span>` : nothing}
            ${online ? nothing : html`<span class="badge" part="badge">${say('Away')}</span>`}
          </div>
        </div>
        ${this.#renderActions(actions, participant, waiting)}
      </li>
    `;
  }

  #renderRequest({control, host}: Waiting, self: boolean) {
    const [own, theirs] = REQUESTS[control ? (host ? 'both' : 'control') : 'host'];
    return html`<p class="note">${this.#session.say(self ? own : theirs)}</p>`;
  }

  #newsOf(participant: Participant, state: SessionSnapshot): string {
    if (participant.clientIndex === state.me) return '';
    const {control, host} = waitingFor(state, participant);
    const {say} = this.#session;
    const name = nameOf(participant, say);
    return (
      (control ? `${say('{name} asks for control', {name})}. ` : '') +
      (host ? `${say('{name} asks to be host', {name})}. ` : '')
    );
  }

  /** What can be done about someone, with what they wish for set off. */
  #renderActions(actions: readonly Action[], person: Visitor, waiting?: Waiting) {
    if (actions.length === 0) return nothing;
    // By name: a button that came to mean something else would be pressed twice by who meant it once.
    return html`
      <div class="actions" part="${person.clientIndex === this.#session.open?.me ? 'actions own' : 'actions'}">
        ${repeat(
          actions,
          (action) => action,
          (action) => this.#renderAction(action, person, waiting),
        )}
      </div>
    `;
  }

  #renderAction(action: Action, person: Visitor, waiting?: Waiting) {
    const {say} = this.#session;
    const grants = action === 'grant' && waiting?.control;
    const wanted = grants || action === 'admit' || (action === 'makeHost' && waiting?.host);
    const label = say(grants ? 'Accept' : LABELS[action]);
    const answers = wanted || /^(decline|refuse)/.test(action);
    const other = person.clientIndex !== this.#session.open?.me;
    return html`
      <button
        type="button"
        part=${answers ? 'action answer' : 'action'}
        class=${wanted ? 'primary' : action}
        aria-label=${other ? `${label}: ${nameOf(person, say)}` : nothing}
        @click=${() => void ACTS[action](this.#session, person.clientIndex)}
      >
        ${label}
      </button>
    `;
  }
}
