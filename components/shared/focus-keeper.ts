import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Says where the focus goes. `nearest` is what is left around the element that lost it. */
type FindHeir = (nearest: Element | null) => HTMLElement | null | undefined;

/**
 * Keeps the focus in a control when the element that has it goes, is hidden or disabled: it would fall to the page, and whoever
 * uses the keyboard would begin from the top. An heir is best where another Enter does no harm. As long as there is
 * none that takes it, it is waited for, unless the focus is taken somewhere else meanwhile.
 */
export class FocusKeeper implements ReactiveController {
  #control: ReactiveControllerHost & HTMLElement;
  #findHeir: FindHeir;
  #focused: Element | null = null;
  #around: Element[] = [];
  #waits = false;
  #coming: MutationObserver | undefined;

  constructor(control: ReactiveControllerHost & HTMLElement, findHeir: FindHeir) {
    this.#control = control;
    this.#findHeir = findHeir;
    control.addController(this);
  }

  hostUpdate(): void {
    this.#focused = this.#control.shadowRoot?.activeElement ?? null;
    // It is still about where it was lost.
    if (this.#waits && !this.#focused) return;
    this.#around = [];
    for (let element = this.#focused?.parentElement; element; element = element.parentElement) {
      this.#around.push(element);
    }
  }

  hostUpdated(): void {
    const {activeElement, body} = document;
    if (this.#focused && (!this.#focused.checkVisibility() || this.#focused.matches(':disabled'))) this.#waits = true;
    else if (activeElement && activeElement !== body) this.#waits = false;
    if (this.#waits) this.#pass();
  }

  hostDisconnected(): void {
    this.#waits = false;
  }

  #pass(): void {
    const heir = this.#findHeir(this.#around.find((element) => element.isConnected) ?? null);
    if (!heir) return;
    // What holds other things takes the focus for this once, and no more when it is left.
    if (heir.tabIndex < 0 && !heir.shadowRoot) {
      heir.tabIndex = -1;
      heir.addEventListener('blur', () => heir.removeAttribute('tabindex'), {once: true});
    }
    heir.focus();
    this.#waits = !heir.matches(':focus');
    // An element of the kit may have nothing yet that takes the focus.
    this.#coming?.disconnect();
    if (!this.#waits || !heir.shadowRoot) return;
    this.#coming = new MutationObserver(() => {
      if (this.#waits && document.activeElement === document.body) this.#pass();
    });
    this.#coming.observe(heir.shadowRoot, {childList: true});
  }
}
