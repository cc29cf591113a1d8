import type {ReactiveController} from 'lit';
import type {Aside, Input, Ssid, Tab} from '../../src/client/index.ts';
import {missing} from '../shared/missing.ts';
import {activeTab, mayUse} from '../shared/people.ts';
import type {SessionController} from '../shared/session-controller.ts';
import type {Hands} from './hands.ts';
import type {Picture} from './picture.ts';
import type {WfView} from './view.ts';

/**
 * Whether mouse, keyboard and fingers go to the remote page: from the click or Enter that captures them to the Escape and
 * Tab that lets them go. What they then do is loaded by those who are in control.
 */
export class Capture implements ReactiveController {
  #view: WfView;
  #session: SessionController;
  #picture: Picture;
  #hands: Hands | null = null;
  /** What was said before they were there. */
  #early = new Map<string, Aside>();
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
    return this.#hands?.leaving ?? false;
  }

  /** Whether what it takes to click and type is here. */
  get ready(): boolean {
    return this.#hands !== null;
  }

  /** Whether this participant may click and type. */
  get allowed(): boolean {
    return mayUse(this.#session.open, this.#tab);
  }

  hostUpdate(): void {
    const ssid = this.#tab?.ssid ?? null;
    // With the next change it is tried again.
    if (this.allowed && this.#picture.size) void this.#load();
    if (!this.allowed) this.release();
    else if (ssid !== this.#ssid) this.#hands?.lift();
    this.#ssid = ssid;
  }

  /** Takes what is said of the tab to the one in control. */
  hear = (aside: Aside) => {
    if (this.#hands) this.#hands.hear(aside);
    else this.#early.set(aside.kind, aside);
  };

  /** Lets mouse and keyboard go, and with them all that is still held down. */
  release = () => {
    if (!this.#held) return;
    this.#held = false;
    this.#hands?.letGo();
    this.#view.requestUpdate();
  };

  onKeyDown = (event: KeyboardEvent) => {
    if (this.#held || event.key !== 'Enter' || !this.allowed) return;
    event.preventDefault();
    this.#take();
  };

  onPointerDown = (event: PointerEvent) => {
    // A drag that leaves the view goes on.
    if (event.pointerType !== 'touch') (event.target as Element).setPointerCapture(event.pointerId);
  };

  onMouseDown = (event: MouseEvent) => {
    event.preventDefault();
    this.#take();
    this.#stage?.focus();
    if (this.#held) this.#hands?.press(event);
  };

  get #tab(): Tab | null {
    return activeTab(this.#session.open);
  }

  get #stage(): HTMLTextAreaElement | null {
    return this.#view.renderRoot.querySelector('textarea');
  }

  async #load(): Promise<void> {
    if (this.#hands) return;
    const Loaded = (await import('./hands.ts').catch(missing(this.#view, 'hands')))?.Hands;
    if (this.#hands || !Loaded) return;
    this.#hands = new Loaded({
      send: (input) => this.#send(input),
      leave: this.release,
      changed: () => this.#view.requestUpdate(),
      browse: (command) => void this.#session.attempt(command),
      sizeOf: () => this.#picture.size ?? {width: 1, height: 1},
      sharesClipboard: () => this.#session.state?.settings.clipboard_enabled ?? false,
    });
    for (const aside of this.#early.values()) this.#hands.hear(aside);
    this.#view.requestUpdate();
  }

  #take(): void {
    if (this.#held || !this.allowed || !this.#picture.size || !this.#hands) return;
    this.#held = true;
    this.#hands.take(this.#stage!);
    this.#view.requestUpdate();
  }

  #send(input: Input): void {
    const {session, open} = this.#session;
    const tab = open?.tabs.find(({ssid}) => ssid === this.#ssid);
    // Keys are let go after control went to someone else, too: those stay here.
    if (tab && tab.controlIndex === open?.me) void this.#session.told('input', session?.input(tab.ssid, input));
  }
}
