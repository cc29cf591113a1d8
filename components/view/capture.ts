import type {ReactiveController} from 'lit';
import type {Input, Ssid, Tab} from '../../src/client/index.ts';
import {activeTab, mayUse} from '../shared/people.ts';
import type {SessionController} from '../shared/session-controller.ts';
import {type Point, toTab} from './geometry.ts';
import {Keys} from './keys.ts';
import {Mouse} from './mouse.ts';
import type {Picture} from './picture.ts';
import type {WfView} from './view.ts';

/**
 * Mouse and keyboard of whoever is in control, from the click or Enter that captures them to the Escape and Tab that
 * lets them go.
 */
export class Capture implements ReactiveController {
  #view: WfView;
  #session: SessionController;
  #picture: Picture;
  #mouse = new Mouse(
    (input) => this.#send(input),
    (event) => this.#pointOf(event),
  );
  #keys = new Keys((input) => this.#send(input));
  #held = false;
  /** The tab that held keys and buttons belong to. */
  #ssid: Ssid | null = null;

  constructor(view: WfView, session: SessionController, picture: Picture) {
    this.#view = view;
    this.#session = session;
    this.#picture = picture;
    view.addController(this);
  }

  /** Whether mouse and keyboard go to the remote page. */
  get held(): boolean {
    return this.#held;
  }

  /** Whether the next Tab leaves the remote page. */
  get leaving(): boolean {
    return this.#keys.leaving;
  }

  /** Whether this participant may click and type. */
  get allowed(): boolean {
    const {open} = this.#session;
    return mayUse(open, this.#tab);
  }

  hostUpdate(): void {
    const ssid = this.#tab?.ssid ?? null;
    if (!this.allowed) this.release();
    else if (ssid !== this.#ssid) this.#lift();
    this.#ssid = ssid;
  }

  /** Lets mouse and keyboard go, and with them all that is still held down. */
  release = () => {
    if (!this.#held) return;
    this.#lift();
    this.#held = false;
    this.#stage?.removeEventListener('wheel', this.#onWheel);
    this.#view.requestUpdate();
  };

  onKeyDown = (event: KeyboardEvent) => {
    if (this.#held) {
      if (this.#keys.down(event)) this.release();
      else this.#view.requestUpdate();
    } else if (event.key === 'Enter' && this.allowed) {
      event.preventDefault();
      this.#take();
    }
  };

  onKeyUp = (event: KeyboardEvent) => {
    this.#keys.up(event);
  };

  onInput = (event: Event) => {
    if ((event as InputEvent).isComposing) return;
    const stage = event.target as HTMLTextAreaElement;
    if (this.#held && stage.value) this.#send({type: 'text', text: stage.value});
    stage.value = '';
  };

  onPointerDown = (event: PointerEvent) => {
    // A drag that leaves the view goes on.
    if (event.pointerType !== 'touch') (event.target as Element).setPointerCapture(event.pointerId);
  };

  onPointerMove = (event: PointerEvent) => {
    if (!this.#held) return;
    if (event.pointerType === 'touch') this.#mouse.drag(event);
    else this.#mouse.move(event);
  };

  onMouseDown = (event: MouseEvent) => {
    event.preventDefault();
    this.#take();
    this.#stage?.focus();
    if (this.#held) this.#mouse.down(event);
  };

  onMouseUp = (event: MouseEvent) => {
    this.#mouse.up(event);
  };

  onContextMenu = (event: Event) => {
    if (this.#held) event.preventDefault();
  };

  get #tab(): Tab | null {
    return activeTab(this.#session.open);
  }

  get #stage(): HTMLTextAreaElement | null {
    return this.#view.renderRoot.querySelector('textarea');
  }

  #take(): void {
    if (this.#held || !this.allowed || !this.#picture.size) return;
    this.#held = true;
    const stage = this.#stage!;
    // At once, or the focus that follows brings up no on-screen keyboard.
    stage.readOnly = false;
    stage.addEventListener('wheel', this.#onWheel, {passive: false});
    this.#view.requestUpdate();
  }

  #lift(): void {
    this.#keys.lift();
    this.#mouse.lift();
  }

  #pointOf({clientX: x, clientY: y}: MouseEvent): Point {
    const box = (this.#stage ?? this.#view).getBoundingClientRect();
    return toTab({x, y}, box, this.#picture.size ?? {width: 1, height: 1});
  }

  #send(input: Input): void {
    const {session, open} = this.#session;
    const tab = open?.tabs.find(({ssid}) => ssid === this.#ssid);
    // Keys are let go after control went to someone else, too: those stay here.
    if (tab && tab.controlIndex === open?.me) void this.#session.told('input', session?.input(tab.ssid, input));
  }

  #onWheel = (event: WheelEvent) => {
    event.preventDefault();
    if (this.#picture.size) this.#mouse.wheel(event, this.#picture.size);
  };
}
