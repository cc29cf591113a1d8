import {html} from 'lit';
import type {PermissionPrompt} from '../../src/client/index.ts';
import type {Answering} from './answering.ts';
import {renderCancel, renderModal, siteOf} from './modal.ts';

const WANTS = {
  geolocation: '{site} wants to know where you are',
  notifications: '{site} wants to show notifications',
} as const;

const STATES = {
  asked: '',
  looking: 'Looking where you are…',
  lost: 'Your own browser does not say where you are.',
} as const;

/** A site is allowed something, or not. */
export class Permissions {
  readonly #answering: Answering;
  #state: keyof typeof STATES = 'asked';

  constructor(answering: Answering) {
    this.#answering = answering;
  }

  render({origin, permission}: PermissionPrompt) {
    const {say} = this.#answering;
    const state = STATES[this.#state];
    const looking = this.#state === 'looking';
    const answer = () => {
      if (looking) return;
      if (permission === 'geolocation') this.#locate();
      else this.#answering.answer({accept: true});
    };
    return renderModal(this.#answering, {
      answer,
      content: html`
        <h2 id="title">${say(WANTS[permission], {site: siteOf(origin, say)})}</h2>
        <p role="status" class=${this.#state === 'lost' ? 'wrong' : ''}>${state && say(state)}</p>
        <div class="buttons">
          ${renderCancel(this.#answering, 'Don’t allow')}
          <button class="primary" aria-disabled=${looking} data-first>${say('Allow')}</button>
        </div>
      `,
    });
  }

  /** The page is told where the one is who answers: the server is somewhere else. */
  #locate(): void {
    this.#become('looking');
    navigator.geolocation.getCurrentPosition(
      ({coords: {latitude, longitude, accuracy}}) => {
        // Nothing is told to another question, or after this one was refused.
        if (!this.#answering.isAt(this)) return;
        this.#answering.answer({accept: true, position: {latitude, longitude, accuracy}});
      },
      () => this.#become('lost'),
    );
  }

  #become(state: keyof typeof STATES): void {
    this.#state = state;
    this.#answering.moved();
  }
}
