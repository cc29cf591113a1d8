import {html, LitElement, nothing, svg} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {
  type Aside,
  type ClientIndex,
  drawingOf,
  type PointerPlace,
  type Pointing,
  type Session,
  type SessionSnapshot,
  type Tab,
} from '../../src/client/index.ts';
import {WfHighlighterTakeEvent} from '../questions.ts';
import {hueOf} from '../shared/avatar.ts';
import {pencilIcon} from '../shared/icons.ts';
import {mayBe} from '../shared/may-be.ts';
import {mayDraw, mayPoint} from '../shared/may-draw.ts';
import {activeTab, isHidden, nameFor} from '../shared/people.ts';
import {SessionController} from '../shared/session-controller.ts';
import {setState} from '../shared/set-state.ts';
import shared from '../shared/styles.ts';
import {Hand} from './hand.ts';
import {hexOf} from './hex.ts';
import {Lines} from './lines.ts';
import styles from './pointers.styles.ts';

/** Of a page, in CSS pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** Share of the page's width and height from which on a name stands on the other side of its pointer. */
const EDGE = 0.85;

/**
 * Where the others point in the page that this participant sees, with their names, and what people draw over it with the
 * highlighter. It lies over the page, and `<wf-view>` brings one along. Where this participant points is told to the
 * others, unless the session hides that.
 *
 * The highlighter draws while it is held down, and is put away with its button or Escape.
 *
 * @fires {WfHighlighterTakeEvent} wf-highlighter-take - The highlighter was taken up. Cancelable.
 * @fires {WfCommandRefusedEvent} wf-command-refused - The session refused a line.
 * @slot - What else lies over the page, below the others' pointers.
 * @csspart pointer - Each pointer.
 * @csspart name - Whose it is.
 * @csspart highlighter - The button that takes the highlighter up and puts it away.
 * @cssstate drawing - This participant has the highlighter in hand.
 * @cssprop [--wf-pointers-opacity=0.5] - How much lines cover.
 */
export class WfPointers extends LitElement {
  static override styles = [shared, styles];
  static override properties = {for: {}, label: {}, size: {attribute: false}};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  /** What a screen reader calls the button of the highlighter. */
  label = 'Highlighter';

  /** Size of the page in the picture that it lies over, in its CSS pixels; while it is null, the session is asked. */
  size: Size | null = null;

  #session = new SessionController(this);
  #lines = new Lines(this);
  #hand = new Hand((pointing) => this.#say(pointing));
  #pointers = new Map<ClientIndex, PointerPlace>();
  #asked: Size = {width: 1280, height: 720};
  /** Of what the pointers and lines are. */
  #shown: {readonly session: Session; readonly ssid: number; readonly url: string} | null = null;
  #stop = () => {};
  #stopDrawing = () => {};
  #view: HTMLElement | null = null;
  #over = false;

  override connectedCallback(): void {
    super.connectedCallback();
    // In a shadow root of its own it lies over what that belongs to.
    this.#view = this.parentElement ?? ((this.getRootNode() as ShadowRoot).host as HTMLElement);
    this.#view.addEventListener('pointermove', this.#onMove);
    this.#view.addEventListener('pointerleave', this.#onLeave);
    this.#view.addEventListener('keydown', this.#onKeyDown);
  }

  override disconnectedCallback(): void {
    this.#view?.removeEventListener('pointermove', this.#onMove);
    this.#view?.removeEventListener('pointerleave', this.#onLeave);
    this.#view?.removeEventListener('keydown', this.#onKeyDown);
    this.#watch(null);
    super.disconnectedCallback();
  }

  protected override render() {
    const {open: state, session} = this.#session;
    const tab = this.#tab;
    setState(this, 'drawing', this.#draws);
    if (!state || !tab) return nothing;
    const {width, height} = this.#size;
    return html`
      <div
        class="stage ${this.#draws ? 'draws' : ''}"
        .style=${`--_ratio: ${width / height}`}
        @pointerdown=${this.#onDown}
        @pointermove=${this.#onDraw}
      >
        <svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">
          ${repeat(
            this.#lines.all,
            ({key}) => key,
            ({
              color,
              points,
              fades,
            }) => svg`<polyline class=${fades ? 'fades' : ''} points=${points.join(' ')} stroke=${color}
              stroke-width=${state.settings.drawing_width}></polyline>`,
          )}
        </svg>
        ${repeat(
          this.#pointers,
          ([by]) => by,
          ([by, at]) => this.#renderPointer(state, by, at),
        )}
        <slot></slot>
      </div>
      ${session && mayDraw(session, state, tab) ? this.#renderHighlighter() : nothing}
    `;
  }

  #renderPointer(state: SessionSnapshot, by: ClientIndex, {x, y}: PointerPlace) {
    const [left, top] = [x / this.#size.width, y / this.#size.height];
    const side = `${left > EDGE ? 'before' : ''} ${top > EDGE ? 'above' : ''}`;
    return html`
      <div
        class="pointer ${side}"
        part="pointer"
        .style=${`--_hue: ${hueOf(by)}; left: ${left * 100}%; top: ${top * 100}%`}
        aria-hidden="true"
      >
        <svg viewBox="0 0 16 20" width="16" height="20"><path d="M1 1v14.5l4-3.6 2.6 6 2.6-1.1-2.6-5.9 5.4-.5z" /></svg>
        <span part="name" dir="auto">${nameFor(state, by, this.#session.say)}</span>
      </div>
    `;
  }

  /** Not on the way of those who go by keyboard: a hand that points is needed for what it does. */
  #renderHighlighter() {
    const on = this.#draws;
    return html`
      <button
        type="button"
        class="icon ${this.#over || on ? 'near' : ''}"
        part="highlighter"
        tabindex="-1"
        title=${this.#session.say(this.label)}
        aria-label=${this.#session.say(this.label)}
        aria-pressed=${on ? 'true' : 'false'}
        @click=${this.#onToggle}
      >
        ${pencilIcon}
      </button>
    `;
  }

  protected override updated(): void {
    // Of those who went away meanwhile nothing is told later.
    if (this.#session.open?.status !== 'live') this.#pointers.clear();
    this.#watch(this.#tab);
  }

  /** The tab whose picture is seen, or null. */
  get #tab(): Tab | null {
    const {open: state, session} = this.#session;
    const tab = activeTab(state);
    return state && tab && session?.shows === 'pictures' && !isHidden(state, tab) ? tab : null;
  }

  get #draws(): boolean {
    const {session, open: state} = this.#session;
    const tab = this.#tab;
    return !!(session && state && tab && drawingOf(session).on && mayDraw(session, state, tab));
  }

  #watch(tab: Tab | null): void {
    const {session} = this.#session;
    const {ssid, url} = tab ?? {};
    const shown = this.#shown;
    if (shown?.session === session && shown?.ssid === ssid && shown?.url === url) return;
    if (shown && shown.ssid === ssid && shown.session === session) {
      // What was drawn was about another page.
      this.#lines.clear();
      this.#shown = {...shown, url: url as string};
      return;
    }
    this.#stop();
    this.#stopDrawing();
    this.#pointers.clear();
    this.#lines.clear();
    this.#shown = session && tab ? {session, ssid: tab.ssid, url: tab.url} : null;
    this.#stop = () => {};
    this.#stopDrawing = () => {};
    if (!session || !tab) return;
    // The picture itself is painted by the view.
    this.#stop = session.watch(tab.ssid, null, this.#hear);
    // Fails only when the tab is gone already.
    session.getScreenSize(tab.ssid).then(this.#sized, () => {});
    this.#stopDrawing = drawingOf(session).subscribe(() => this.requestUpdate());
    this.requestUpdate();
  }

  get #size(): Size {
    return this.size ?? this.#asked;
  }

  #sized = (size: Size): void => {
    this.#asked = size;
    this.requestUpdate();
  };

  #hear = (aside: Aside): void => {
    const {open: state} = this.#session;
    if (aside.kind !== 'pointing' || !state) return;
    for (const {by, at} of aside.pointers) {
      if (at) this.#pointers.set(by, at);
      else this.#pointers.delete(by);
    }
    for (const stroke of aside.strokes) this.#lines.add(stroke, state.settings.drawing_timeout);
    this.requestUpdate();
  };

  #say(pointing: Pointing): Promise<unknown> | undefined {
    const {open: state, session} = this.#session;
    const tab = this.#tab;
    if (!state || !tab || !mayPoint(state, tab)) return undefined;
    const answer = session?.input(tab.ssid, pointing);
    // Where someone points is over before anyone could read why it was refused.
    return pointing.type === 'draw' ? this.#session.told('input', answer) : answer;
  }

  /** Where in the page that is, or null when it is beside it. */
  #placeOf({clientX, clientY}: MouseEvent): PointerPlace | null {
    const box = this.renderRoot.querySelector('.stage')?.getBoundingClientRect();
    if (!box?.width) return null;
    const x = Math.round(((clientX - box.left) / box.width) * this.#size.width);
    const y = Math.round(((clientY - box.top) / box.height) * this.#size.height);
    return x < 0 || y < 0 || x >= this.#size.width || y >= this.#size.height ? null : {x, y};
  }

  #setOver(over: boolean): void {
    if (over === this.#over) return;
    this.#over = over;
    this.requestUpdate();
  }

  #onMove = (event: PointerEvent): void => {
    const at = this.#placeOf(event);
    // While the page is used, the button would be in its way.
    this.#setOver(at !== null && !this.#view?.matches(':state(captured)'));
    this.#hand.point(at);
  };

  #onLeave = (): void => {
    this.#setOver(false);
    this.#hand.point(null);
  };

  #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#draws) return;
    event.preventDefault();
    this.#onToggle();
  };

  #onToggle(): void {
    const {session} = this.#session;
    if (!session) return;
    // To put it away nobody is asked.
    const may = this.#draws || mayBe(this, new WfHighlighterTakeEvent());
    const toggle = (agreed: boolean) => agreed && drawingOf(session).toggle();
    if (may instanceof Promise) void this.#session.told('toggleDrawing', may.then(toggle));
    else toggle(may);
  }

  #onDown(event: PointerEvent): void {
    if (!this.#draws || event.button !== 0) return;
    event.preventDefault();
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#hand.begin();
    this.#draw(event);
  }

  #onDraw(event: PointerEvent): void {
    if (this.#draws && (event.currentTarget as Element).hasPointerCapture(event.pointerId)) this.#draw(event);
  }

  #draw(event: PointerEvent): void {
    const at = this.#placeOf(event);
    const {session, open: state} = this.#session;
    if (!at || !session || state?.me == null) return;
    const {mode = state.settings.drawing_mode, color = state.settings.drawing_color} = drawingOf(session).settings;
    const chosen = color === 'default' ? `hsl(${hueOf(state.me)} 95% 50%)` : color;
    const look = {color: hexOf(chosen), stays: mode === 'permanent'};
    const points = [at.x, at.y];
    const line = this.#hand.draw(points, look);
    this.#lines.add({by: state.me, line, points, ...look}, state.settings.drawing_timeout);
  }
}
