import {html, nothing} from 'lit';
import type {ColorPrompt, DatePrompt, DialogPrompt, LoginPrompt} from '../../src/client/index.ts';
import type {Answering} from './answering.ts';
import {onPress, renderCancel, renderModal, siteOf} from './modal.ts';

/** How a date or time is called when the page does not say. */
const FIELD_NAMES = {
  date: 'Date',
  'datetime-local': 'Date and time',
  time: 'Time',
  month: 'Month',
  week: 'Week',
  color: 'Colour',
} as const;

/** How those are written in browsers that have no field for them. */
const WRITTEN: Readonly<Record<string, string>> = {month: '2026-12', week: '2026-W50'};

/** What a page says or asks while it stands still. */
export function renderDialog({kind, origin, message, value}: DialogPrompt, answering: Answering) {
  const leave = kind === 'leave';
  const {say} = answering;
  const field = html`
    <input name="value" aria-labelledby="message" autocomplete="off" maxlength="4000" .value=${value ?? ''} data-first />
  `;
  return renderModal(answering, {
    role: kind === 'alert' ? 'alertdialog' : 'dialog',
    describedBy: 'message',
    answer: (form) => answerFrom(form, answering),
    content: html`
      <h2 id="title">${leave ? say('Leave this page?') : say('{site} says', {site: siteOf(origin, say)})}</h2>
      <p id="message" dir="auto">${leave ? say('What was not saved may be lost.') : message}</p>
      ${kind === 'prompt' ? field : nothing}
      <div class="buttons">
        ${kind === 'alert' ? nothing : renderCancel(answering, leave ? 'Stay' : 'Cancel')}
        <button class="primary" ?data-first=${kind !== 'prompt'}>${say(leave ? 'Leave' : 'OK')}</button>
      </div>
    `,
  });
}

/** A field whose picker is the browser's own. */
export function renderField(prompt: DatePrompt | ColorPrompt, answering: Answering) {
  const {kind, label, value} = prompt;
  const {say} = answering;
  const limits = prompt.kind === 'color' ? {min: '', max: '', step: '', base: ''} : prompt;
  const written = WRITTEN[kind];
  // What the field has is an attribute, from which the browser counts the steps.
  const clear = html`
    <button type="button" class="clear" @click=${() => answering.answer({value: ''})}>${say('Clear')}</button>
  `;
  return html`
    <div class="catch" @pointerdown=${answering.cancel}></div>
    <div
      class="panel field"
      part="prompt"
      popover="manual"
      role="dialog"
      aria-labelledby="title"
      @keydown=${(event: KeyboardEvent) => answering.onKey(event)}
    >
      <form @click=${onPress((form) => answerFrom(form, answering))}>
        <h2 id="title" dir="auto">${label || say(FIELD_NAMES[kind])}</h2>
        <input
          name="value"
          type=${kind}
          aria-labelledby="title"
          min=${limits.min || nothing}
          max=${limits.max || nothing}
          step=${limits.step || nothing}
          placeholder=${written || nothing}
          pattern=${written?.replace(/\d/g, '\\d') || nothing}
          value=${value || limits.base || ''}
          .value=${value}
          data-first
        />
        ${prompt.kind === 'color' && prompt.options.length > 0 ? renderSwatches(prompt, answering) : nothing}
        <div class="buttons">
          ${kind === 'color' ? nothing : clear} ${renderCancel(answering, 'Cancel')}
          <button class="primary">${say('OK')}</button>
        </div>
      </form>
    </div>
  `;
}

/** A site wants to know who someone is. */
export function renderLogin({origin, realm}: LoginPrompt, answering: Answering) {
  const {say} = answering;
  const answer = (form: HTMLFormElement) => {
    const given = new FormData(form);
    answering.answer({username: String(given.get('username')), password: String(given.get('password'))});
  };
  return renderModal(answering, {
    answer,
    content: html`
      <h2 id="title">${say('Sign in to {site}', {site: siteOf(origin, say)})}</h2>
      ${realm ? html`<p dir="auto">${realm}</p>` : nothing}
      <label>${say('Name')} <input name="username" autocomplete="off" maxlength="500" dir="auto" data-first /></label>
      <label>${say('Password')} <input name="password" type="password" autocomplete="off" maxlength="500" /></label>
      <div class="buttons">
        ${renderCancel(answering, 'Cancel')}
        <button class="primary">${say('Sign in')}</button>
      </div>
    `,
  });
}

function renderSwatches({options}: ColorPrompt, answering: Answering) {
  return html`
    <div class="swatches">
      ${options.map(
        ({label}) => html`<button
          type="button"
          aria-label=${label}
          .style=${`background:${/^#[\da-f]{6}$/i.test(label) ? label : 'none'}`}
          @click=${() => answering.answer({value: label})}
        ></button>`,
      )}
    </div>
  `;
}

function answerFrom(form: HTMLFormElement, answering: Answering): void {
  const value = new FormData(form).get('value');
  answering.answer(value === null ? {accept: true} : {value: String(value)});
}
