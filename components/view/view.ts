import {html, LitElement, nothing, type PropertyValues} from 'lit';
import {property} from 'lit/decorators.js';
import type {Input, SessionSnapshot, Ssid, Tab} from '../../src/client/index.ts';
import {WfControlRequestEvent, WfReloadEvent, WfSessionStartEvent} from '../events.ts';
import {pointerIcon} from '../shared/icons.ts';
import {activeTab, nameFor} from '../shared/people.ts';
import {SessionController} from '../shared/session-controller.ts';
import shared from '../shared/styles.ts';
import {type Cue, cueFor} from './cue.ts';
import {type Point, toTab} from './geometry.ts';
import {Keys} from './keys.ts';
import {Mouse} from './mouse.ts';
import {Picture} from './picture.ts';
import styles from './view.styles.ts';

/**
 * The remote page that everyone sees; mouse and keyboard go to it when this participant is in control.
 *
 * Focusing it captures nothing. A click or Enter does, and from then on every key goes to the page, except that after
 * Escape (sent too) the next Tab or Shift+Tab leaves. While nothing is captured, wheel and touch scroll around it.
 *
 * @fires {WfControlRequestEvent} wf-control-request - "Ask for control" was pressed. Cancelable.
 * @fires {WfReloadEvent} wf-reload - "Try again" was pressed for a page that could not be loaded. Cancelable.
 * @fires {WfSessionStartEvent} wf-session-start - A start button was pressed. Cancelable.
 * @fires {WfCommandRefusedEvent} wf-command-refused - The session refused one of these, or input.
 * @csspart canvas - The picture.
 * @csspart cue - What is said while there is no picture, or none that is current.
 * @csspart badge - Who is in control, and how to use the page and leave it.
 * @cssstate in-control - This participant may click and type.
 * @cssstate captured - Mouse and keyboard go to the remote page.
 * @cssprop [--wf-view-aspect-ratio=16 / 9] - Shape of the view when nothing else gives it a height.
 * @cssprop [--wf-view-background] - What is around the picture.
 */
export class WfView extends LitElement {
  static override styles = [shared, styles];
  static override shadowRootOptions = {...LitElement.shadowRootOptions, delegatesFocus: true};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @property() for = '';

  #session = new SessionController(this);
  #picture = new Picture(this, this.#session);
  #mouse = new Mouse(
    (input) => this.#send(input),
    (event) => this.#pointOf(event),
  );
  #keys = new Keys((input) => this.#send(input));
  #internals = this.attachInternals();
  #captured = false;
  /** The tab that held keys and buttons belong to. */
  #ssid: Ssid | null = null;

  override disconnectedCallback(): void {
    this.#release();
    super.disconnectedCallback();
  }

  protected override update(changed: PropertyValues<this>): void {
    const ssid = this.#tab?.ssid ?? null;
    if (!this.#inControl) this.#release();
    else if (ssid !== this.#ssid) this.#lift();
    this.#ssid = ssid;
    this.#setState('in-control', this.#inControl);
    super.update(changed);
  }

  protected override render() {
    const tab = this.#tab;
    const cue = cueFor(this.#session.host, this.#picture.size !== null);
    return html`
      <canvas part="canvas" class=${this.#picture.size ? '' : 'blank'} aria-hidden="true"></canvas>
      ${tab ? this.#renderStage(tab, this.#session.open!) : nothing}
      <div class="cue ${this.#picture.size && !tab?.error ? 'over' : ''}" part="cue" role="status">${cue ? this.#renderCue(cue) : nothing}</div>
    `;
  }

  /** What takes focus and input. A text field, since input methods and on-screen keyboards write only into one. */
  #renderStage(tab: Tab, state: SessionSnapshot) {
    return html`
      <textarea
        class=${this.#captured ? 'captured' : ''}
        aria-label="${tab.title || 'Remote page'}, ${tab.url}"
        aria-describedby="hint"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        ?readonly=${!this.#captured}
        @keydown=${this.#onKeyDown}
        @keyup=${this.#onKeyUp}
        @input=${this.#onInput}
        @compositionend=${this.#onInput}
        @blur=${this.#release}
        @pointerdown=${this.#onPointerDown}
        @pointermove=${this.#onPointerMove}
        @mousedown=${this.#onMouseDown}
        @mouseup=${this.#onMouseUp}
        @contextmenu=${this.#onContextMenu}
      ></textarea>
      ${this.#inControl ? this.#renderHint() : this.#renderBadge(tab, state)}
    `;
  }

  #renderHint() {
    const text = this.#captured ? 'Press Esc, then Tab to leave the page' : 'Click or press Enter to use the page';
    return html`<div class="badge hint" part="badge" id="hint">${text}</div>`;
  }

  #renderBadge(tab: Tab, state: SessionSnapshot) {
    const asked = state.controlRequests.some((request) => request.clientIndex === state.me);
    return html`
      <div class="badge" part="badge">
        ${pointerIcon}
        <span id="hint">${nameFor(state, tab.controlIndex)} ${tab.controlIndex === state.me ? 'are' : 'is'} in control</span>
        ${
          tab.leaderIndex === state.me
            ? nothing
            : html`
              <button type="button" ?disabled=${asked || state.status !== 'live'} @click=${this.#onRequest}>
                ${asked ? 'Asked for control' : 'Ask for control'}
              </button>
            `
        }
      </div>
    `;
  }

  #renderCue({title, text, busy, action}: Cue) {
    return html`
      ${busy ? html`<span class="spinner"></span>` : nothing}
      <strong>${title}</strong>
      ${text ? html`<p>${text}</p>` : nothing}
      ${
        action
          ? html`<button type="button" class="primary" @click=${() => this.#onAction(action.command)}>${action.label}</button>`
          : nothing
      }
    `;
  }

  get #tab(): Tab | null {
    return activeTab(this.#session.open);
  }

  get #inControl(): boolean {
    const state = this.#session.open;
    return state?.status === 'live' && this.#tab?.controlIndex === state.me;
  }

  get #stage(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  #pointOf({clientX: x, clientY: y}: MouseEvent): Point {
    const box = (this.#stage ?? this).getBoundingClientRect();
    return toTab({x, y}, box, this.#picture.size ?? {width: 1, height: 1});
  }

  #send(input: Input): void {
    const {session, open} = this.#session;
    const tab = open?.tabs.find(({ssid}) => ssid === this.#ssid);
    // Keys are let go after control went to someone else, too: those stay here.
    if (tab && tab.controlIndex === open?.me) void this.#session.told('input', session?.input(tab.ssid, input));
  }

  #capture(): void {
    if (this.#captured || !this.#inControl || !this.#picture.size) return;
    this.#captured = true;
    this.#setState('captured', true);
    const stage = this.#stage!;
    // At once, or the focus that follows brings up no on-screen keyboard.
    stage.readOnly = false;
    stage.addEventListener('wheel', this.#onWheel, {passive: false});
    this.requestUpdate();
  }

  #release(): void {
    if (!this.#captured) return;
    this.#lift();
    this.#captured = false;
    this.#setState('captured', false);
    this.#stage?.removeEventListener('wheel', this.#onWheel);
    this.requestUpdate();
  }

  #lift(): void {
    this.#keys.lift();
    this.#mouse.lift();
  }

  #setState(name: string, on: boolean): void {
    if (on) this.#internals.states.add(name);
    else this.#internals.states.delete(name);
  }

  #onAction(command: 'start' | 'reload'): void {
    if (command === 'start') void this.#session.ask(new WfSessionStartEvent(), 'start');
    else if (this.#ssid !== null) void this.#session.ask(new WfReloadEvent(this.#ssid), 'reload', this.#ssid);
  }

  #onRequest(): void {
    void this.#session.ask(new WfControlRequestEvent(), 'requestTabControl');
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (this.#captured) {
      if (this.#keys.down(event)) this.#release();
    } else if (event.key === 'Enter' && this.#inControl) {
      event.preventDefault();
      this.#capture();
    }
  }

  #onKeyUp(event: KeyboardEvent): void {
    this.#keys.up(event);
  }

  #onInput(event: Event): void {
    if ((event as InputEvent).isComposing) return;
    const stage = event.target as HTMLTextAreaElement;
    if (this.#captured && stage.value) this.#send({type: 'text', text: stage.value});
    stage.value = '';
  }

  #onPointerDown(event: PointerEvent): void {
    // A drag that leaves the view goes on.
    if (event.pointerType !== 'touch') (event.target as Element).setPointerCapture(event.pointerId);
  }

  #onPointerMove(event: PointerEvent): void {
    if (!this.#captured) return;
    if (event.pointerType === 'touch') this.#mouse.drag(event);
    else this.#mouse.move(event);
  }

  #onMouseDown(event: MouseEvent): void {
    event.preventDefault();
    this.#capture();
    this.#stage?.focus();
    if (this.#captured) this.#mouse.down(event);
  }

  #onMouseUp(event: MouseEvent): void {
    this.#mouse.up(event);
  }

  #onContextMenu(event: Event): void {
    if (this.#captured) event.preventDefault();
  }

  #onWheel = (event: WheelEvent) => {
    event.preventDefault();
    if (this.#picture.size) this.#mouse.wheel(event, this.#picture.size);
  };
}
