import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Whether an element can be seen: it is on the screen, and its page is not behind others. */
export class Sight implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #observer = new IntersectionObserver((entries) => {
    this.#onScreen = entries.at(-1)!.isIntersecting;
    this.#host.requestUpdate();
  });
  /** As long as it is not known, it is thought to be. */
  #onScreen = true;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get isSeen(): boolean {
    return this.#onScreen && this.#host.ownerDocument.visibilityState !== 'hidden';
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
    this.#host.ownerDocument.addEventListener('visibilitychange', this.#onVisibility);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#onScreen = true;
    this.#host.ownerDocument.removeEventListener('visibilitychange', this.#onVisibility);
  }

  #onVisibility = () => this.#host.requestUpdate();
}
