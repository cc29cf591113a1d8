import {html, LitElement, nothing} from 'lit';
import {alertIcon, pointerIcon} from '../shared/icons.ts';
import {missing} from '../shared/missing.ts';
import {activeTab, mayUse} from '../shared/people.ts';
import {reasonOf} from '../shared/reason.ts';
import {type Sending, sendingBar, sendingStyles} from '../shared/sending.ts';
import {SessionController} from '../shared/session-controller.ts';
import {setState} from '../shared/set-state.ts';
import shared from '../shared/styles.ts';
import type {Answering} from './answering.ts';
import {Asked} from './asked.ts';
import styles from './prompts.styles.ts';
import {waitingFor} from './words.ts';

/**
 * What the remote page asks and Chromium does not paint: dialogs, lists, dates, colours, the menu of the other button.
 * The one in control answers, by mouse or keyboard; the others see that it waits. Files that are dropped onto it go to the
 * remote page.
 *
 * It lies over the picture, and every `<wf-view>` has one already. An answer is no event: what someone typed is
 * nobody else's.
 *
 * @fires {WfCommandRefusedEvent} wf-command-refused - The session refused an answer, or what a menu was to do.
 * @slot waiting - What those are told who cannot answer, instead of who answers what.
 * @csspart prompt - What is asked.
 * @csspart waiting - What those are told who cannot answer.
 * @csspart sending - A file that is sent to the page, and how much of it is.
 * @csspart refused - Why the page does not get what it wanted, for a few seconds.
 * @cssstate asked - This participant is to answer.
 * @cssstate waiting - Someone else is.
 * @cssprop [--wf-prompts-width=24rem] - Width of a dialog, where there is room.
 */
export class WfPrompts extends LitElement {
  static override styles = [shared, sendingStyles, styles];
  static override properties = {for: {}};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  #session = new SessionController(this);
  #asked = new Asked(this, this.#session);
  /** How this participant answers: comes with the first question that is theirs. */
  #answering: Answering | null = null;
  /** The file that was dropped and is sent at the moment. */
  #sending: Sending | null = null;
  #loading = false;
  #stop = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = new AbortController();
    const {signal} = this.#stop;
    // Onto the picture, which is beside it.
    this.parentNode?.addEventListener('dragover', (event) => this.#onDrag(event as DragEvent), {signal});
    this.parentNode?.addEventListener('drop', (event) => this.#onDrag(event as DragEvent), {signal});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop.abort();
    this.#answering?.close();
  }

  protected override willUpdate(): void {
    if (this.#asked.own && !this.#loading) this.#load();
    this.#answering?.show(this.#asked.own);
  }

  protected override updated(): void {
    this.#answering?.shown();
  }

  protected override render() {
    const {open, say} = this.#session;
    const tab = activeTab(open);
    const {own, prompts, refused} = this.#asked;
    setState(this, 'asked', own !== null);
    setState(this, 'waiting', !own && prompts[0]?.waiting === true);
    if (!open || !tab) return nothing;
    const reason = refused && reasonOf(refused, say);
    const [waiting] = prompts;
    const waits = !own && waiting?.waiting ? waitingFor(open, tab.controlIndex, waiting, say) : '';
    return html`
      ${waits ? html`<div class="waiting" part="waiting" role="status">${pointerIcon}<span><slot name="waiting">${waits}</slot></span></div>` : nothing}
      <div class=${refused ? 'waiting' : ''} part=${refused ? 'refused' : nothing} role="status">
        ${refused ? html`${alertIcon}<span lang=${reason === refused.message ? 'en' : nothing}>${reason}</span>` : nothing}
      </div>
      ${this.#sending && !refused ? html`<div class="waiting">${sendingBar(this.#sending)}</div>` : nothing}
      ${own ? (this.#answering?.render(tab) ?? nothing) : nothing}
    `;
  }

  /** Files are dropped onto the remote page, by the one in control of it. */
  #onDrag(event: DragEvent): void {
    const {open} = this.#session;
    const tab = activeTab(open);
    if (!event.dataTransfer?.types.includes('Files') || !mayUse(open, tab)) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    if (event.type !== 'drop' || files.length === 0) return;
    const place = {client: {x: event.clientX, y: event.clientY}, box: this.getBoundingClientRect()};
    void import('./drop.ts').then(
      ({drop}) => drop(this.#session, tab.ssid, files, place, this.#onSent),
      missing(this, 'drop'),
    );
  }

  #onSent = (sending: Sending | null) => {
    this.#sending = sending;
    this.requestUpdate();
  };

  /** Whoever only looks on needs none of it. */
  #load(): void {
    this.#loading = true;
    void import('./answering.ts').then(
      ({Answering: Loaded}) => {
        this.#answering = new Loaded(this, this.#session);
        this.requestUpdate();
      },
      missing(this, 'answering'),
    );
  }
}
