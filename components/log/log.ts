import {html, LitElement, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {WfLogCopyEvent} from '../questions.ts';
import field from '../shared/field.styles.ts';
import {mayBe} from '../shared/may-be.ts';
import {pace} from '../shared/pace.ts';
import {SessionController} from '../shared/session-controller.ts';
import {SessionEars} from '../shared/session-ears.ts';
import {setState} from '../shared/set-state.ts';
import type {Say} from '../shared/speech.ts';
import shared from '../shared/styles.ts';
import {Entries, type Entry} from './entries.ts';
import styles from './log.styles.ts';
import {Span} from './span.ts';

/**
 * What happens in the session, as this participant is told it, with the payload of each event: for developers. It has
 * the newest thousand since it is there, shows twenty-five, and more to whoever scrolls back, can be searched, and copied as JSON.
 *
 * @csspart search - The field for words to find.
 * @csspart action - Each of copy and clear.
 * @csspart entry - Each event.
 * @csspart name - The name of an event.
 * @csspart payload - What came with it.
 * @csspart empty - What is said where there is none.
 * @cssprop [--wf-log-height=20rem] - Height at which the list begins to scroll.
 * @fires {WfLogCopyEvent} wf-log-copy - "Copy" was pressed. Cancelable.
 * @fires {WfCommandRefusedEvent} wf-command-refused - Whoever was to be asked whether that may be did not say.
 * @slot empty - What is said before anything has happened.
 * @cssstate empty - No event is shown.
 */
export class WfLog extends LitElement {
  static override styles = [shared, field, styles];
  static override properties = {for: {}, label: {}, filter: {}};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  /** What a screen reader calls the list. */
  label = 'Events of this session';

  /** Words that an event has to have in its name or payload to be shown. */
  filter = '';

  #session = new SessionController(pace(this));
  #entries = new Entries(() => this.requestUpdate());
  #span = new Span(this);
  /** The entries whose payloads are written out. */
  readonly #opened = new Set<number>();
  #said: ((say: Say) => string) | null = null;

  constructor() {
    super();
    new SessionEars(this, this.#session, (session, signal) => this.#entries.listen(session, signal));
  }

  protected override render() {
    const found = this.#entries.find(this.filter);
    const {length} = this.#entries.all;
    setState(this, 'empty', found.length === 0);
    const {say} = this.#session;
    return html`
      <div class="bar">
        <input
          type="search"
          part="search"
          aria-label=${say('Show events with these words')}
          placeholder=${say('Filter')}
          .value=${this.filter}
          @input=${this.#onFilter}
        />
        <button type="button" part="action" ?disabled=${found.length === 0} @click=${() => void this.#session.told('copy', this.#onCopy())}>${say('Copy')}</button>
        <button type="button" part="action" ?disabled=${length === 0} @click=${this.#onClear}>${say('Clear')}</button>
      </div>
      <p class="note"><span role="status">${this.#said?.(say)}</span><span>${this.#renderCount(found.length)}</span></p>
      ${
        found.length > 0
          ? html`
            <ol tabindex="0" aria-label=${say(this.label)} @scroll=${() => this.#span.scrolled()}>
              ${repeat(
                this.#span.shown(found),
                ({id}) => id,
                (entry) => this.#renderEntry(entry),
              )}
            </ol>
          `
          : html`<p class="empty" part="empty">
            ${length > 0 ? say('No event has these words.') : html`<slot name="empty">${say('Nothing has happened yet.')}</slot>`}
          </p>`
      }
    `;
  }

  #renderCount(shown: number) {
    const {count} = this.#entries;
    return count === shown ? `${count}` : this.#session.say('{shown} of {all}', {shown, all: count});
  }

  /** Not `<details>`: with many of them the browser takes several times as long. */
  #renderEntry({id, at, name, json, payload}: Entry) {
    const isOpen = this.#opened.has(id);
    const time = at.toISOString();
    const head = html`<time datetime=${time}>${time.slice(11, 23)}</time> <b part="name">${name}</b>`;
    if (json === '{}') return html`<li part="entry" class="bare" dir="ltr">${head}</li>`;
    return html`
      <li part="entry" dir="ltr">
        <button type="button" class="head" aria-expanded=${isOpen} @click=${() => this.#onOpen(id)}>
          ${head} <code>${isOpen ? '' : json.slice(0, 200)}</code>
        </button>
        ${isOpen ? html`<pre part="payload">${JSON.stringify(payload, null, 2)}</pre>` : nothing}
      </li>
    `;
  }

  #onOpen(id: number): void {
    if (!this.#opened.delete(id)) this.#opened.add(id);
    this.requestUpdate();
  }

  #onFilter(event: Event): void {
    this.filter = (event.target as HTMLInputElement).value;
  }

  async #onCopy(): Promise<void> {
    const found = this.#entries.find(this.filter);
    if (!(await mayBe(this, new WfLogCopyEvent(found.length)))) return;
    const lines = found.map(({at, name, payload}) => JSON.stringify({at, name, payload}));
    try {
      await navigator.clipboard.writeText(lines.join('\n'));
      this.#said = (say) => say('Copied {count} event.|Copied {count} events.', {count: lines.length});
    } catch {
      this.#said = (say) => say('This page may not copy.');
    }
    this.requestUpdate();
  }

  #onClear(): void {
    this.#said = null;
    this.#opened.clear();
    this.#entries.clear();
    this.renderRoot.querySelector('input')?.focus();
  }
}
