import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {ChatLog} from '../shared/chat-log.ts';

/** So many messages are shown at first, and so many more at a time. */
const PAGE = 25;

/** How near to the end is at the end, in pixels: nobody scrolls exactly. */
const NEAR = 8;

/**
 * Which messages are shown. At the end they are the newest; whoever reads back keeps those that they look at, and gets more
 * in either direction when they ask for them.
 */
export class Place implements ReactiveController {
  #chat: ReactiveControllerHost & HTMLElement;
  #log: ChatLog | null = null;
  #from = 0;
  #to = 0;
  #atEnd = true;
  /** How high everything was before more was put under it. */
  #height = 0;

  constructor(chat: ReactiveControllerHost & HTMLElement) {
    this.#chat = chat;
    chat.addController(this);
  }

  /** Whether the newest message is seen. */
  get atEnd(): boolean {
    return this.#atEnd;
  }

  /** Whether there are older messages than those that are shown. */
  get hasEarlier(): boolean {
    return this.#log !== null && this.#from > this.#log.first;
  }

  /** What is shown of a log. */
  shown(log: ChatLog | null) {
    if (log !== this.#log) this.#atEnd = true;
    this.#log = log;
    if (!log) return [];
    if (this.#atEnd) [this.#from, this.#to] = [Math.max(log.first, log.next - PAGE), log.next];
    return log.between(this.#from, this.#to);
  }

  /** Shows older messages as well. */
  showEarlier(): void {
    // What is at the end stays at the end no longer, however short the list is.
    this.#atEnd = false;
    this.#from = Math.max(this.#log?.first ?? 0, this.#from - PAGE);
    this.#chat.requestUpdate();
  }

  /** Goes to the newest message. */
  toEnd(): void {
    this.#atEnd = true;
    if (this.#scroller) this.#scroller.scrollTop = 0;
    this.#chat.requestUpdate();
  }

  /** Someone scrolled. */
  scrolled(): void {
    const {scrollTop = 0, scrollHeight = 0} = this.#scroller ?? {};
    // It is laid out from its end, which is at 0, and stays there by itself when something is added.
    const isLow = scrollTop > -NEAR;
    const {next = 0} = this.#log ?? {};
    if (isLow && this.#to < next) {
      this.#height = scrollHeight;
      this.#to = Math.min(next, this.#to + PAGE);
    } else if (isLow === this.#atEnd) return;
    else this.#atEnd = isLow;
    this.#chat.requestUpdate();
  }

  hostUpdated(): void {
    if (!this.#height || !this.#scroller) return;
    this.#scroller.scrollTop -= this.#scroller.scrollHeight - this.#height;
    this.#height = 0;
  }

  get #scroller(): HTMLElement | null {
    return this.#chat.shadowRoot?.querySelector<HTMLElement>('.scroller') ?? null;
  }
}
