import type {ReactiveController} from 'lit';
import type {Session} from '../../src/client/index.ts';
import type {SessionController} from '../shared/session-controller.ts';
import type {WfView} from './view.ts';

/** Has the session show its tabs in the view, where they are pages that this window loads itself. */
export class Pages implements ReactiveController {
  #view: WfView;
  #controller: SessionController;
  #session: Session | null = null;
  #stop = () => {};

  constructor(view: WfView, controller: SessionController) {
    this.#view = view;
    this.#controller = controller;
    view.addController(this);
  }

  /** Whether the tabs are pages, and no pictures. */
  get shown(): boolean {
    return this.#controller.session?.shows === 'pages';
  }

  hostUpdated(): void {
    this.#show(this.shown && this.#view.isConnected ? this.#controller.session : null);
  }

  hostDisconnected(): void {
    this.#show(null);
  }

  #show(session: Session | null): void {
    if (session === this.#session) return;
    this.#stop();
    this.#session = session;
    const place = this.#view.renderRoot.querySelector('.pages');
    this.#stop = session && place ? session.show(place) : () => {};
  }
}
