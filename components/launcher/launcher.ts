import {html, LitElement, nothing} from 'lit';
import type {SessionError} from '../../src/client/index.ts';
import {WfCommandRefusedEvent} from '../events.ts';
import {WfSessionStartEvent} from '../questions.ts';
import type {WfSession} from '../session/session.ts';
import {FocusKeeper} from '../shared/focus-keeper.ts';
import {mayBe} from '../shared/may-be.ts';
import {oneOf} from '../shared/one-of.ts';
import {reasonOf} from '../shared/reason.ts';
import type {SessionHost} from '../shared/session-host.ts';
import {registry} from '../shared/session-registry.ts';
import {setState} from '../shared/set-state.ts';
import {Speech} from '../shared/speech.ts';
import shared from '../shared/styles.ts';
import {type AwaySession, startAway} from './away.ts';
import {minimiseIcon, togetherIcon} from './icons.ts';
import styles from './launcher.styles.ts';

const OPENS = ['panel', 'page', 'place', 'window'] as const;

const POSITIONS = ['bottom-end', 'bottom-start', 'middle-end'] as const;

/**
 * The floating button that a site puts into a corner: it starts a session and opens it. Pressed again, it puts the session
 * out of sight and shows it again; the session goes on meanwhile. Nothing is asked of a server before it is pressed.
 *
 * It makes a `<wf-session>` of its own from its attributes, or opens the one that is put into it.
 *
 * @fires {WfSessionStartEvent} wf-session-start - The button was pressed and no session runs. Cancelable.
 * @fires {WfCommandRefusedEvent} wf-command-refused - The session did not start.
 * @slot - A `<wf-session>`, in place of its own.
 * @slot label - What stands on the button, in place of the label.
 * @csspart button - The floating button.
 * @csspart panel - What the session is shown in.
 * @csspart bar - The bar above it, with the button that puts it out of sight.
 * @csspart problem - Why the session did not start, where it has a window of its own.
 * @cssstate open - The session is in sight.
 * @cssstate live - A session runs.
 * @cssprop [--wf-launcher-width=60rem] - Width of the panel, where there is room.
 * @cssprop [--wf-launcher-height=44rem] - Its height, where there is room.
 * @cssprop [--wf-launcher-radius=1.5rem] - Radius of the button's corners.
 * @cssprop [--wf-launcher-inset=1.25rem] - How far the button is from the edges of the page.
 * @cssprop [--wf-launcher-layer=2147482000] - Its `z-index`.
 */
export class WfLauncher extends LitElement {
  static override styles = [shared, styles];
  static override properties = {
    label: {},
    opens: {reflect: true},
    position: {reflect: true},
    provider: {},
    server: {},
    space: {},
    widgetKey: {attribute: 'widget-key'},
    url: {},
    userName: {attribute: 'user-name'},
    invitePage: {attribute: 'invite-page'},
    consent: {converter: (value: string | null) => (value === '' ? 'required' : value)},
    settings: {attribute: false},
  };

  /** What the button says. */
  label = 'Browse together';

  /** Where the session opens: in a `panel`, over the `page`, in its own `place` in the page, or in a `window`. */
  opens: 'panel' | 'page' | 'place' | 'window' = 'panel';

  /** Where the button is; it follows the direction of the text. */
  position: 'bottom-end' | 'bottom-start' | 'middle-end' = 'bottom-end';

  /** Where the session lives: on a `server`, in the windows of one browser (`local`), or in the vendor's cloud (`webfuse`). */
  provider: 'server' | 'local' | 'webfuse' = 'server';

  /** Address of the session server; the origin of the kit's script if left out. */
  server = '';

  /** Id or slug of the space that the session belongs to. */
  space = '';

  /** Public key of the space. */
  widgetKey = '';

  /** Address opened in the first tab. */
  url = '';

  /** Name by which the others know this participant. */
  userName = '';

  /** Page of the author's that invite links lead to. */
  invitePage = '';

  /**
   * With `required`, or the bare attribute, nothing starts before someone agreed to the `<wf-consent>` of the page, or to one
   * of its own.
   */
  consent: 'required' | undefined;

  /** What its session allows, by the vendor's names. */
  settings: Readonly<Record<string, unknown>> = {};

  #speech = new Speech(this);
  /** Where it opens at the moment: a session that runs stays where it was opened. */
  #opens: 'panel' | 'page' | 'place' | 'window' = 'panel';
  /** Whether a session was ever asked for: before, there is none in the page. */
  #asked = false;
  #open = false;
  #host: SessionHost | null = null;
  #stop = () => {};
  #stopRegistry = () => {};
  #away: AwaySession | null = null;
  #starting: Promise<void> | null = null;
  #problem: SessionError | null = null;

  constructor() {
    super();
    // The button makes way for the session.
    new FocusKeeper(this, () => this.renderRoot.querySelector<HTMLElement>('div.place:not([hidden])'));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopRegistry();
    this.#hold(null);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A session in it makes itself known there, however late it comes or is upgraded.
    this.#stopRegistry = registry.subscribe(() => this.requestUpdate());
    this.requestUpdate();
    if (!this.#open) return;
    // A dialog that is moved is open still, but nothing keeps what is around it out of use.
    this.#dialog?.removeAttribute('open');
    this.#show();
  }

  /** Shows the session, and starts one if none runs. */
  async launch(): Promise<void> {
    this.#problem = null;
    try {
      if (this.#running) return this.#show();
      if (!(await mayBe(this, new WfSessionStartEvent()))) return;
      this.#asked = true;
      if (this.#opens === 'window') await this.#startAway();
      else await this.#startHere();
    } catch (error) {
      // A session that is in sight says so itself.
      this.#problem = this.#open ? null : (error as SessionError);
      this.dispatchEvent(new WfCommandRefusedEvent('start', error as SessionError));
    } finally {
      this.requestUpdate();
    }
  }

  /** Puts the session out of sight; it goes on. */
  minimise(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#dialog?.close();
    this.requestUpdate();
  }

  protected override update(changed: Map<PropertyKey, unknown>): void {
    const opens = oneOf(this, 'opens', this.opens, OPENS);
    oneOf(this, 'position', this.position, POSITIONS);
    this.#hold(this.#inside);
    const isMoved = opens !== this.#opens && !(this.hasUpdated && this.#running);
    if (isMoved) this.#opens = opens;
    // There is nothing of it in this page then.
    if (isMoved && opens === 'window') this.#open = false;
    setState(this, 'open', this.#open);
    setState(this, 'live', this.#running);
    super.update(changed);
    if (isMoved && this.#open) this.#openDialog();
  }

  protected override render() {
    const {say} = this.#speech;
    return html`
      ${
        this.#open && this.#opens === 'place'
          ? nothing
          : html`
            <button
              type="button"
              class="launch primary ${this.#opens}"
              part="button"
              aria-haspopup=${this.#opens === 'panel' || this.#opens === 'page' ? 'dialog' : nothing}
              aria-expanded=${this.#opens === 'window' ? nothing : String(this.#open)}
              @click=${this.#onClick}
            >
              ${togetherIcon}
              <slot name="label"><span>${say(this.label)}</span></slot>
              ${
                this.#running
                  ? html`<span class="dot" title=${say('The session is open')}></span><span class="visually-hidden">, ${say('session open')}</span>`
                  : nothing
              }
            </button>
          `
      }
      <div class="problem" part="problem" role="status">${this.#problem && reasonOf(this.#problem, say)}</div>
      ${this.#opens === 'window' ? nothing : this.#renderPlace()}
    `;
  }

  #renderPlace() {
    const {say} = this.#speech;
    const session = html`<slot>${this.#asked ? this.#renderSession() : nothing}</slot>`;
    if (this.#opens === 'place') return html`<div class="place" part="panel" ?hidden=${!this.#open}>${session}</div>`;
    return html`
      <dialog class=${this.#opens} part="panel" aria-label=${say(this.label)} @close=${this.#onClose} @keydown=${this.#onKey}>
        <div class="bar" part="bar">
          <span aria-hidden="true">${say(this.label)}</span>
          <button type="button" class="icon" title=${say('Put out of sight')} aria-label=${say('Put out of sight')} @click=${this.minimise}>
            ${minimiseIcon}
          </button>
        </div>
        ${session}
      </dialog>
    `;
  }

  #renderSession() {
    return html`
      <wf-session
        .provider=${this.provider}
        .server=${this.server}
        .space=${this.space}
        .widgetKey=${this.widgetKey}
        .url=${this.url}
        .userName=${this.userName}
        .invitePage=${this.invitePage}
        .settings=${this.settings}
      ></wf-session>
    `;
  }

  /** The session that the page has in it, else its own. */
  get #inside(): SessionHost | null {
    return this.querySelector<SessionHost>('wf-session') ?? this.renderRoot.querySelector<SessionHost>('wf-session');
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  get #running(): boolean {
    return this.#away?.running || !['idle', 'ended', 'failed'].includes(this.#host?.status ?? 'idle');
  }

  async #startHere(): Promise<void> {
    await import('../session/wf-session.ts');
    this.requestUpdate();
    await this.updateComplete;
    this.#show();
    const host = this.#inside as WfSession | null;
    if (!host) return;
    host.consent ||= this.consent;
    // What asks in it was out of sight before.
    if (host.consent || (await mayBe(host, new WfSessionStartEvent()))) await host.start();
  }

  /** Once, however often the button is pressed until the window is there. */
  #startAway(): Promise<void> {
    this.#starting ??= this.#openAway().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  async #openAway(): Promise<void> {
    if (this.consent) await (await import('../consent/ask.ts')).consentTo(this);
    this.#away = await startAway(this, () => this.requestUpdate());
  }

  #show(): void {
    if (this.#away?.running) {
      this.#away.focus();
      return;
    }
    this.#open = true;
    this.#openDialog();
    this.requestUpdate();
  }

  /** With nothing else in use where it is over the page. */
  #openDialog(): void {
    const dialog = this.#dialog;
    if (!dialog) return;
    const isModal = this.#opens === 'page';
    if (dialog.open && dialog.matches(':modal') !== isModal) dialog.close();
    if (dialog.open) return;
    if (isModal) dialog.showModal();
    else dialog.show();
  }

  #hold(host: SessionHost | null): void {
    // One that is not upgraded yet cannot be held.
    const next = this.isConnected && host?.subscribe ? host : null;
    if (next === this.#host) return;
    this.#stop();
    this.#host = next;
    this.#stop = next?.subscribe(() => this.requestUpdate()) ?? (() => {});
  }

  /** In a page of its own the browser does it. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    // What is open in it is closed first.
    const isInside = (target: EventTarget) =>
      target !== event.currentTarget && target instanceof Element && target.matches('dialog, :popover-open');
    if (!event.composedPath().some(isInside)) this.minimise();
  }

  /** Told later: it may be open anew. */
  #onClose(): void {
    if (!this.#dialog?.open) this.minimise();
  }

  #onClick(): void {
    if (this.#open) this.minimise();
    else void this.launch();
  }
}

/**
 * A launcher with what an element says of it in `data-…`, and what else is wished, if it says nothing of that. Of attributes
 * that are not its own it gets none: whoever may write a link may not write a script, nor what is called `onclick`.
 */
export function newLauncher(
  element: Element,
  wishes: Readonly<Record<string, string | null | undefined>> = {},
): WfLauncher {
  const launcher = document.createElement('wf-launcher');
  for (const name of WfLauncher.observedAttributes) {
    const value = element.getAttribute(`data-${name}`) ?? (wishes[name] || null);
    if (value !== null) launcher.setAttribute(name, value);
  }
  return launcher;
}
