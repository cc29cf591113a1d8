import {html, LitElement, nothing} from 'lit';
import type {Session} from '../../src/client/index.ts';
import {WfConsentAnswerEvent} from '../events.ts';
import type {WfQuestionEvent} from '../questions.ts';
import {complain} from '../shared/complain.ts';
import {SessionController} from '../shared/session-controller.ts';
import {registry} from '../shared/session-registry.ts';
import {setState} from '../shared/set-state.ts';
import shared from '../shared/styles.ts';
import styles from './consent.styles.ts';
import {MATTERS, type Matter, mattersIn} from './matters.ts';
import {WORDS} from './words.ts';

interface Asked {
  readonly matter: Matter;
  readonly answer: Promise<boolean>;
  readonly settle: (agreed: boolean) => void;
}

/**
 * Asks before something is done, in the site's own words: before joining, before control is given, before a file is saved
 * or the highlighter is taken up. What was agreed to is asked once in a session. Nothing is kept.
 *
 * With `consent="required"` on its `<wf-session>`, nothing starts before someone agreed, `autostart` included. A session with a
 * room brings one along for that, where the page has none that asks before joining.
 *
 * @fires {WfConsentAnswerEvent} wf-consent-answer - Someone agreed, or did not.
 * @slot join - What is said before joining.
 * @slot control - What is said before control is given.
 * @slot download - What is said before a file is saved.
 * @slot highlighter - What is said before the highlighter is taken up.
 * @csspart dialog - What is asked.
 * @csspart action - Each of the two buttons.
 * @cssstate asking - Something is asked.
 * @cssprop [--wf-consent-width=26rem] - Width of what is asked, where there is room.
 */
export class WfConsent extends LitElement {
  static override styles = [shared, styles];
  static override properties = {for: {}, to: {}};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  /** What is asked about, in any order: `join`, `control`, `download`, `highlighter`. */
  to = 'join';

  #session = new SessionController(this);
  #agreed = new Set<Matter>();
  #ended = false;
  /** What was agreed to was about that one. */
  #about: Session | null = null;
  #asked: readonly Asked[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of Object.keys(MATTERS)) document.addEventListener(type, this.#onQuestion, {capture: true});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of Object.keys(MATTERS)) document.removeEventListener(type, this.#onQuestion, {capture: true});
    for (const {settle} of this.#asked) settle(false);
    this.#asked = [];
  }

  protected override willUpdate(): void {
    const {host, session} = this.#session;
    const ended = host?.status === 'ended';
    // For the session after it, someone may have agreed to join already.
    const isReplaced = session && this.#about && session !== this.#about && !this.#ended;
    if (isReplaced || (ended && !this.#ended)) this.#agreed.clear();
    this.#ended = ended;
    this.#about = session ?? this.#about;
    setState(this, 'asking', this.#asked.length > 0);
  }

  protected override render() {
    const [asked] = this.#asked;
    if (!asked) return nothing;
    const {say} = this.#session;
    const {title, text, agree} = WORDS[asked.matter];
    return html`
      <dialog
        part="dialog"
        role="alertdialog"
        aria-labelledby="title"
        aria-describedby="text"
        @cancel=${() => this.#answer(asked, false)}
      >
        <h2 id="title">${say(title)}</h2>
        <div id="text"><slot name=${asked.matter}>${say(text)}</slot></div>
        <div class="buttons">
          <button type="button" part="action" @click=${() => this.#answer(asked, false)}>${say('Not now')}</button>
          <button type="button" part="action" class="primary" @click=${() => this.#answer(asked, true)}>${say(agree)}</button>
        </div>
      </dialog>
    `;
  }

  protected override updated(): void {
    const unknown = mattersIn(this.to).filter((matter) => !Object.hasOwn(WORDS, matter));
    const wrong = `Expected to="…" to name some of ${Object.keys(WORDS).join(', ')}; got "${unknown.join(' ')}".`;
    complain(this, 'to', unknown.length > 0 ? wrong : null);
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  #onQuestion = (event: Event): void => {
    const matter = MATTERS[event.type];
    if (!matter || !mattersIn(this.to).includes(matter) || !this.#concerns(event)) return;
    (event as WfQuestionEvent<unknown>).waitFor(this.#agreed.has(matter) ? Promise.resolve(true) : this.#ask(matter));
  };

  /** Whether a question is about the session that this belongs to. */
  #concerns(event: Event): boolean {
    const {host} = this.#session;
    const path = event.composedPath();
    const {for: id} = path[0] as EventTarget & {readonly for?: string};
    if (!host || path.includes(host)) return true;
    // Out of sight, as in a launcher that is not open, nothing could be answered.
    return id ? id === host.id : registry.only === host && this.checkVisibility();
  }

  #ask(matter: Matter): Promise<boolean> {
    const same = this.#asked.find((asked) => asked.matter === matter);
    if (same) return same.answer;
    const {promise: answer, resolve: settle} = Promise.withResolvers<boolean>();
    this.#asked = [...this.#asked, {matter, answer, settle}];
    this.requestUpdate();
    return answer;
  }

  #answer(asked: Asked, agreed: boolean): void {
    if (!this.#asked.includes(asked)) return;
    this.#asked = this.#asked.filter((other) => other !== asked);
    if (agreed) this.#agreed.add(asked.matter);
    // The next question opens it anew; the focus goes back to what was pressed.
    this.renderRoot.querySelector('dialog')?.close();
    asked.settle(agreed);
    this.dispatchEvent(new WfConsentAnswerEvent(asked.matter, agreed));
    this.requestUpdate();
  }
}
