import {html, nothing} from 'lit';
import type {Tab} from '../../src/client/index.ts';
import {missing} from '../shared/missing.ts';
import {titleOf} from '../shared/people.ts';
import type {SessionController} from '../shared/session-controller.ts';
import {Capture} from './capture.ts';
import {Fitting} from './fit.ts';
import {Picture} from './picture.ts';
import type {WfView} from './view.ts';

/** What a view is made of where its session shows pictures of pages: the picture, what uses it, and what is over it. */
export class Pictures {
  readonly #view: WfView;
  readonly #session: SessionController;
  readonly #picture: Picture;
  readonly #capture: Capture;

  constructor(view: WfView, session: SessionController) {
    this.#view = view;
    this.#session = session;
    this.#picture = new Picture(view, session, (aside) => this.#capture.hear(aside));
    this.#capture = new Capture(view, session, this.#picture);
    new Fitting(view, session);
    // Neither is needed before there is a picture.
    void import('../prompts/wf-prompts.ts').catch(missing(view, 'wf-prompts'));
    void import('../pointers/wf-pointers.ts').catch(missing(view, 'wf-pointers'));
  }

  /** Whether there is a picture of the tab that everyone sees. */
  get visible(): boolean {
    return this.#picture.size !== null;
  }

  /** Whether mouse and keyboard go to the remote page. */
  get captured(): boolean {
    return this.#capture.held;
  }

  /** Lets mouse and keyboard go. */
  release(): void {
    this.#capture.release();
  }

  /** The picture of a tab with what takes focus and input; `over` lies over what someone else uses. */
  render(tab: Tab | null, over: unknown) {
    return html`
      <canvas part="canvas" class=${this.visible ? '' : 'blank'} aria-hidden="true" @contextrestored=${this.#picture.restored}></canvas>
      ${tab ? this.#renderStage(tab) : nothing}
      ${tab && this.#capture.allowed ? this.#renderHint() : over}
      <wf-pointers for=${this.#view.for} .size=${this.#picture.size}><slot name="over"></slot></wf-pointers>
    `;
  }

  /** What the page asks; it comes before all else. Two would both answer, and both send what is dropped. */
  renderPrompts() {
    const own = this.#view.querySelector(':scope > [slot=prompts]');
    const parts = 'prompt, waiting, sending, refused';
    return html`
      <slot name="prompts" @slotchange=${() => this.#view.requestUpdate()}></slot>
      ${own ? nothing : html`<wf-prompts for=${this.#view.for} exportparts=${parts}></wf-prompts>`}
    `;
  }

  /** What takes focus and input. A text field, since input methods and on-screen keyboards write only into one. */
  #renderStage(tab: Tab) {
    const capture = this.#capture;
    return html`
      <textarea
        class=${capture.held ? 'captured' : ''}
        aria-label="${titleOf(tab, this.#session.say)}, ${tab.url}"
        aria-describedby=${capture.allowed && !capture.ready ? nothing : 'hint'}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        ?readonly=${!capture.held}
        @keydown=${capture.onKeyDown}
        @blur=${capture.release}
        @pointerdown=${capture.onPointerDown}
        @mousedown=${capture.onMouseDown}
      ></textarea>
    `;
  }

  #renderHint() {
    const {held, leaving, ready} = this.#capture;
    if (!ready) return nothing;
    const captured = leaving ? 'Now press Tab to leave the page' : 'Press Esc, then Tab to leave the page';
    const text = this.#session.say(held ? captured : 'Click or press Enter to use the page');
    return html`<div class="badge hint ${leaving ? 'leaving' : ''}" part="badge" id="hint">${text}</div>`;
  }
}
