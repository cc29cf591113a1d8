import {html, LitElement, nothing} from 'lit';
import {property} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import type {Participant, SessionSnapshot, Visitor} from '../../src/client/index.ts';
import {avatar, avatarStyles} from '../shared/avatar.ts';
import {FocusKeeper} from '../shared/focus-keeper.ts';
import {activeTab, nameOf} from '../shared/people.ts';
import {SessionController} from '../shared/session-controller.ts';
import shared from '../shared/styles.ts';
import {ACTS, LABELS} from './act.ts';
import {type Action, actionsFor, type Waiting, waitingFor} from './actions.ts';
import styles from './participants.styles.ts';
import {whereabouts} from './whereabouts.ts';

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
 * @csspart visitor - Each person who waits to be let in.
 * @csspart participant - Each participant.
 * @csspart self - Added to the part of this participant.
 * @csspart avatar - The initials.
 * @csspart badge - Each of host, in control and away.
 * @csspart action - Each button.
 * @cssprop [--wf-participants-avatar-size=2.25rem] - Size of the initials.
 */
export class WfParticipants extends LitElement {
  static override styles = [shared, avatarStyles, styles];

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @property() for = '';

  /** What a screen reader calls the list. */
  @property() label = 'People in this session';

  #session = new SessionController(this);

  constructor() {
    super();
    new FocusKeeper(this, (nearest) => nearest?.closest('li') ?? this.renderRoot.querySelector('li, .empty'));
  }

  protected override render() {
    const state = this.#session.open;
    const {participants = [], waiting = []} = state ?? {};
    return html`
      ${waiting.length > 0 ? this.#renderWaiting(waiting, state!) : nothing}
      ${
        participants.length > 0
          ? html`
            <ul aria-label=${this.label}>
              ${repeat(
                participants,
                ({clientIndex}) => clientIndex,
                (participant) => this.#renderParticipant(participant, state!),
              )}
            </ul>
          `
          : html`<p class="empty">Nobody is here${this.#isEarly ? ' yet' : ''}.</p>`
      }
      <div class="visually-hidden" role="status">
        ${waiting.map((visitor) => `${nameOf(visitor)} waits to be let in. `)}
        ${participants.map((each) => this.#renderNews(each, state!))}
      </div>
    `;
  }

  get #isEarly(): boolean {
    const status = this.#session.host?.status ?? 'idle';
    return status === 'idle' || status === 'connecting' || status === 'waiting';
  }

  #renderWaiting(waiting: readonly Visitor[], {status}: SessionSnapshot) {
    return html`
      <ul aria-label="People who wait to be let in">
        ${repeat(
          waiting,
          ({clientIndex}) => clientIndex,
          (visitor) => html`
            <li part="visitor" class="asking">
              ${avatar(visitor)}
              <div>
                <div class="name"><bdi>${nameOf(visitor)}</bdi></div>
                <p class="note">waits to be let in</p>
              </div>
              ${this.#renderActions(status === 'live' ? ['admit', 'refuse'] : [], visitor, ['admit'])}
            </li>
          `,
        )}
      </ul>
    `;
  }

  #renderParticipant(participant: Participant, state: SessionSnapshot) {
    const {clientIndex, online} = participant;
    const self = clientIndex === state.me;
    const waiting = waitingFor(state, participant);
    const asking = !self && (waiting.control || waiting.host);
    const wanted: Action[] = [
      ...(waiting.control ? ['grant' as const] : []),
      ...(waiting.host ? ['makeHost' as const] : []),
    ];
    const place = whereabouts(state, participant);
    return html`
      <li
        part=${self ? 'participant self' : 'participant'}
        class="${online ? '' : 'away'} ${asking ? 'asking' : ''}"
      >
        ${avatar(participant)}
        <div>
          <div class="name"><bdi>${nameOf(participant)}</bdi>${self ? html` <span class="self">(you)</span>` : nothing}</div>
          ${waiting.control || waiting.host ? this.#renderRequest(waiting, self) : nothing}
          ${place ? html`<p class="note">${place}</p>` : nothing}
          <div class="badges">${this.#renderBadges(participant, state)}</div>
        </div>
        ${this.#renderActions(actionsFor(state, participant), participant, wanted)}
      </li>
    `;
  }

  #renderBadges({clientIndex, online}: Participant, state: SessionSnapshot) {
    const inControl = activeTab(state)?.controlIndex === clientIndex;
    return html`
      ${clientIndex === state.host ? html`<span class="badge" part="badge">Host</span>` : nothing}
      ${inControl ? html`<span class="badge control" part="badge">In control</span>` : nothing}
      ${online ? nothing : html`<span class="badge" part="badge">Away</span>`}
    `;
  }

  #renderRequest({control, host}: Waiting, self: boolean) {
    const wish = [control && (self ? 'for control' : 'asks for control'), host && 'to be host'].filter(Boolean);
    return html`<p class="note">${self ? 'You asked ' : control ? '' : 'asks '}${wish.join(' and ')}</p>`;
  }

  #renderNews(participant: Participant, state: SessionSnapshot) {
    if (participant.clientIndex === state.me) return nothing;
    const {control, host} = waitingFor(state, participant);
    const name = nameOf(participant);
    return [control ? `${name} asks for control. ` : nothing, host ? `${name} asks to be host. ` : nothing];
  }

  /** What can be done about someone, with what they wish for set off. */
  #renderActions(actions: readonly Action[], person: Visitor, wanted: readonly Action[]) {
    if (actions.length === 0) return nothing;
    // By name: a button that came to mean something else would be pressed twice by who meant it once.
    return html`
      <div class="actions">
        ${repeat(
          actions,
          (action) => action,
          (action) => this.#renderAction(action, person, wanted.includes(action)),
        )}
      </div>
    `;
  }

  #renderAction(action: Action, person: Visitor, wanted: boolean) {
    const label = action === 'grant' && wanted ? 'Accept' : LABELS[action];
    const other = person.clientIndex !== this.#session.open?.me;
    return html`
      <button
        type="button"
        part="action"
        class=${wanted ? 'primary' : action}
        aria-label=${other ? `${label}: ${nameOf(person)}` : nothing}
        @click=${() => void ACTS[action](this.#session, person.clientIndex)}
      >
        ${label}
      </button>
    `;
  }
}
