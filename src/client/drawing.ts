import {ofPage} from './of-page.ts';

/** How someone draws over pages: by the vendor's names. */
export interface DrawingSettings {
  /** What is drawn fades, or stays until another page is there; or this participant does not draw. */
  readonly mode?: 'temporary' | 'permanent' | 'disabled';
  /** Any colour of CSS. */
  readonly color?: string;
}

/** Whether someone draws over the pages of a session at the moment, and how. */
export class Drawing {
  /** Whether the pointer draws. */
  on = false;
  settings: DrawingSettings = {};
  readonly #changes = new EventTarget();

  /** Takes the highlighter up, or puts it down. */
  toggle(on = !this.on): void {
    this.on = on;
    this.#changes.dispatchEvent(new Event('change'));
  }

  /** Calls back with each change. Returns the way to stop. */
  subscribe(callback: () => void): () => void {
    this.#changes.addEventListener('change', callback);
    return () => this.#changes.removeEventListener('change', callback);
  }
}

/** A session has one, whoever asks for it first, and whichever copy of the kit that is in. */
const drawings = ofPage('drawings', () => new WeakMap<object, Drawing>());

/** How this client draws over the pages of a session. */
export function drawingOf(session: object): Drawing {
  const drawing = drawings.get(session) ?? new Drawing();
  drawings.set(session, drawing);
  return drawing;
}
