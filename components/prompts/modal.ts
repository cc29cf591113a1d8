import {html, nothing} from 'lit';
import type {Phrase} from '../languages/words.ts';
import type {Say} from '../shared/speech.ts';
import type {Answering} from './answering.ts';

/** What goes on in a panel that stands before everything else. */
export interface Modal {
  readonly content: unknown;
  /** Answers with what was filled in. */
  readonly answer?: (form: HTMLFormElement) => void;
  readonly role?: 'dialog' | 'alertdialog';
  /** Id of what says more than the element with the id `title`. */
  readonly describedBy?: string;
}

/** A panel with a form in it, and nothing else to be used. */
export function renderModal(answering: Answering, {content, answer, role = 'dialog', describedBy}: Modal) {
  return html`
    <div class="scrim"></div>
    <div
      class="panel dialog"
      part="prompt"
      popover="manual"
      role=${role}
      aria-labelledby="title"
      aria-describedby=${describedBy ?? nothing}
      @keydown=${(event: KeyboardEvent) => answering.onKey(event)}
    >
      <form @click=${answer && onPress(answer)}>${content}</form>
    </div>
  `;
}

/**
 * The button that answers was pressed, or Enter in a field, which presses it. In the frame of a site that allows it no
 * forms, nothing is ever submitted.
 */
export function onPress(answer: (form: HTMLFormElement) => void): (event: Event) => void {
  return (event) => {
    const {type, form} = (event.target as Element).closest('button') ?? {};
    if (type !== 'submit' || !form) return;
    event.preventDefault();
    if (form.reportValidity()) answer(form);
  };
}

/** What leaves a question unanswered. */
export function renderCancel(answering: Answering, label: Phrase) {
  return html`<button type="button" @click=${answering.cancel}>${answering.say(label)}</button>`;
}

/** The site that asks, as people know it. */
export function siteOf(origin: string | undefined, say: Say): string {
  return URL.parse(origin ?? '')?.host || say('This page');
}
