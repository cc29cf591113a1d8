import {html, LitElement, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {findParticipant, type Participant, type SessionSnapshot} from '../../src/client/index.ts';
import {WfHuddleSwitchEvent, WfTabActivateEvent} from '../questions.ts';
import {ACTS, LABELS} from '../shared/act.ts';
import {actionsFor} from '../shared/actions.ts';
import {avatar, avatarStyles} from '../shared/avatar.ts';
import {FocusKeeper} from '../shared/focus-keeper.ts';
import {pace} from '../shared/pace.ts';
import {followingOf, mayLead, nameOf, titleOf} from '../shared/people.ts';
import {SessionController} from '../shared/session-controller.ts';
import {setState} from '../shared/set-state.ts';
import shared from '../shared/styles.ts';
import styles from './huddle.styles.ts';
import {type Place, placesOf} from './places.ts';

/** So many people are shown with each tab, and besides this participant and whom they follow; `<wf-participants>` has all. */
const MOST = 25;

/**
 * Huddle mode, in which each looks at a tab of their own: who looks where, to go there too or to follow someone; and to
 * begin and end it, for those who may.
 *
 * @fires {WfHuddleSwitchEvent} wf-huddle-switch - "Start a huddle" or "End the huddle" was pressed. Cancelable.
 * @fires {WfTabActivateEvent} wf-tab-activate - "Go there" was pressed. Cancelable.
 * @fires {WfParticipantFollowEvent} wf-participant-follow - "Follow" was pressed. Cancelable.
 * @fires {WfParticipantUnfollowEvent} wf-participant-unfollow - "Stop following" was pressed. Cancelable.
 * @fires {WfCommandRefusedEvent} wf-command-refused - The session refused one of these.
 * @slot empty - What is said while there is no huddle.
 * @csspart tab - Each tab, with those who look at it.
 * @csspart here - Added to the part of the tab that this participant sees.
 * @csspart person - Each of those who look at a tab.
 * @csspart avatar - The initials.
 * @csspart action - Each button.
 * @csspart switch - Added to the part of the one that begins and ends it.
 * @csspart empty - What is said while there is no huddle.
 * @cssstate on - There is a huddle.
 * @cssprop [--wf-huddle-avatar-size=1.75rem] - Size of the initials.
 */
export class WfHuddle extends LitElement {
  static override styles = [shared, avatarStyles, styles];
  static override properties = {for: {}, label: {}};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  /** What a screen reader calls the list. */
  label = 'Who looks where';

  #session = new SessionController(pace(this));

  constructor() {
    super();
    new FocusKeeper(this, (nearest) => nearest?.closest('li') ?? this.renderRoot.querySelector('.empty, ul'));
  }

  protected override render() {
    const {open: state, say} = this.#session;
    setState(this, 'on', state?.huddle === true);
    if (!state)
      return html`<p class="empty" part="empty"><slot name="empty">${say('There is no session open.')}</slot></p>`;
    return html`
      ${state.huddle ? this.#renderPlaces(state) : html`<p class="empty" part="empty"><slot name="empty">${say('All look at the same tab.')}</slot></p>`}
      ${state.status === 'live' && mayLead(state) ? this.#renderSwitch(!state.huddle) : nothing}
      <div class="visually-hidden" role="status">${state.huddle ? this.#renderNews(state) : nothing}</div>
    `;
  }

  #renderSwitch(enabled: boolean) {
    const {say} = this.#session;
    return html`
      <button type="button" class="switch" part="action switch" @click=${() => this.#onSwitch(enabled)}>
        ${enabled ? say('Start a huddle') : say('End the huddle')}
      </button>
    `;
  }

  #renderPlaces(state: SessionSnapshot) {
    return html`
      <ul aria-label=${this.#session.say(this.label)}>
        ${repeat(
          placesOf(state),
          ({tab}) => tab.ssid,
          (place) => this.#renderPlace(place, state),
        )}
      </ul>
    `;
  }

  #renderPlace({tab, people}: Place, state: SessionSnapshot) {
    const here = tab.ssid === state.activeSsid;
    const {say} = this.#session;
    const title = titleOf(tab, say);
    // Whoever matters, in their place: following someone moves nothing that can be pressed.
    const key = [state.me, findParticipant(state, state.me)?.following];
    const shown = people.filter(({clientIndex}, index) => index < MOST || key.includes(clientIndex));
    const others = people.length - shown.length;
    return html`
      <li part=${here ? 'tab here' : 'tab'} class=${here ? 'here' : ''}>
        <div class="head">
          <bdi class="title">${title}</bdi>
          ${here ? html`<span class="note">${say('You are here')}</span>` : this.#renderGo(tab.ssid, title, state)}
        </div>
        ${
          people.length > 0
            ? html`
              <ul class="people" aria-label=${say('Looking at {title}', {title})}>
                ${repeat(
                  shown,
                  ({clientIndex}) => clientIndex,
                  (person) => this.#renderPerson(person, state),
                )}
              </ul>
              ${others > 0 ? html`<p class="note">${say('{count} more', {count: others})}</p>` : nothing}
            `
            : html`<p class="note">${say('Nobody looks at it.')}</p>`
        }
      </li>
    `;
  }

  #renderGo(ssid: number, title: string, {status}: SessionSnapshot) {
    if (status !== 'live') return nothing;
    const label = this.#session.say('Go there');
    return html`
      <button type="button" part="action" aria-label="${label}: ${title}" @click=${() => this.#onGo(ssid)}>${label}</button>
    `;
  }

  #renderPerson(person: Participant, state: SessionSnapshot) {
    const {clientIndex, following} = person;
    const self = clientIndex === state.me;
    const {say} = this.#session;
    return html`
      <li part="person">
        ${avatar(person, say)}
        <div>
          <bdi>${nameOf(person, say)}</bdi>${self ? html` <span class="note">${say('(you)')}</span>` : nothing}
          ${following === null ? nothing : html`<p class="note">${followingOf(state, person, say)}</p>`}
        </div>
        ${self ? nothing : this.#renderFollow(person, state)}
      </li>
    `;
  }

  #renderFollow(person: Participant, state: SessionSnapshot) {
    const action = actionsFor(state, person).find((each) => each === 'follow' || each === 'unfollow');
    if (!action) return nothing;
    const {say} = this.#session;
    const label = say(LABELS[action]);
    const onClick = () => void ACTS[action](this.#session, person.clientIndex);
    return html`
      <button type="button" part="action" aria-label="${label}: ${nameOf(person, say)}" @click=${onClick}>${label}</button>
    `;
  }

  /** Where this participant is led by the one they follow. */
  #renderNews(state: SessionSnapshot) {
    const own = findParticipant(state, state.me);
    if (!own || own.following === null) return nothing;
    return followingOf(state, own, this.#session.say);
  }

  #onSwitch(enabled: boolean): void {
    void this.#session.ask(new WfHuddleSwitchEvent(enabled), 'setHuddleMode', enabled);
  }

  #onGo(ssid: number): void {
    void this.#session.ask(new WfTabActivateEvent(ssid), 'activateTab', ssid);
  }
}
