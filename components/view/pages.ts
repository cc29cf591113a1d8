import type {ReactiveController} from 'lit';
import type {Session, Shows} from '../../src/client/index.ts';
import type {SessionController} from '../shared/session-controller.ts';
import type {WfView} from './view.ts';

/** Has the session show its tabs in the view, where they are no pictures that the view paints. */
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

  /** How the tabs come to be seen. */
  get kind(): Shows {
    return this.#controller.session?.shows ?? 'pictures';
  }

  hostUpdated(): void {
    this.#show(this.kind !== 'pictures' && this.#view.isConnected ? this.#controller.session : null);
  }

  hostDisconnected(): void {
    this.#show(null);
  }

  #show(session: Session | null): void {
    if (session === this.#session) return;
    this.#stop();
    this.#session = session;
    const place = this.kind === 'window' ? this.#view : this.#view.renderRoot.querySelector('.pages');
    this.#stop = session && place ? session.show(place) : () => {};
  }
}
