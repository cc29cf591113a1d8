import type {ReactiveController} from 'lit';
import type {Session} from '../../src/client/index.ts';
import {activeTab} from '../shared/people.ts';
import type {SessionController} from '../shared/session-controller.ts';
import type {WfView} from './view.ts';

/** A window that is being resized is done when it has kept its size for so long. Milliseconds. */
const PAUSE = 150;

/** Tells the session how this participant sees it: how much room there is for a page, and on what screen. */
export class Fitting implements ReactiveController {
  readonly #view: WfView;
  readonly #controller: SessionController;
  readonly #observer = new ResizeObserver(() => this.#resized());
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** To whom what was told. */
  #session: Session | null = null;
  #told = '';

  constructor(view: WfView, controller: SessionController) {
    this.#view = view;
    this.#controller = controller;
    view.addController(this);
    this.#tell();
  }

  hostConnected(): void {
    this.#observer.observe(this.#view);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    clearTimeout(this.#timer);
  }

  hostUpdated(): void {
    this.#tell();
  }

  #resized(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), PAUSE);
  }

  #tell(): void {
    const {session, open} = this.#controller;
    const tab = activeTab(open);
    if (session !== this.#session || open?.status !== 'live') this.#told = '';
    this.#session = session;
    const {clientWidth: width, clientHeight: height} = this.#view;
    if (session?.shows !== 'pictures' || open?.status !== 'live' || !tab || !width || !height) return;
    const touch = matchMedia('(pointer: coarse) and (hover: none)').matches;
    const fit = {type: 'fit', width, height, ratio: devicePixelRatio, touch} as const;
    const told = JSON.stringify(fit);
    if (told === this.#told) return;
    this.#told = told;
    // A server that takes none of it shows pages as large as it likes.
    session.input(tab.ssid, fit).catch(() => {});
  }
}
