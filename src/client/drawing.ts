import {SessionError} from './errors.ts';
import type {Session} from './session.ts';
import {unsupported} from './unsupported.ts';

/** How someone draws over pages: by the vendor's names. */
export interface DrawingSettings {
  /** What is drawn fades, or stays until another page is there; or this participant does not draw. */
  readonly mode?: 'temporary' | 'permanent' | 'disabled';
  /** Any colour of CSS. */
  readonly color?: string;
}

const MODES: readonly unknown[] = ['temporary', 'permanent', 'disabled'];

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

  /**
   * Draws like that from now on.
   * @throws {SessionError} `invalid_argument` when that is no mode or no colour
   */
  set(settings: DrawingSettings): void {
    if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
      throw wrong('settings', '{mode, color}', settings);
    }
    const {mode, color} = settings;
    if (mode !== undefined && !MODES.includes(mode)) throw wrong('mode', MODES.join(', '), mode);
    // Where there is no CSS, nobody draws.
    const isColor = typeof color === 'string' && globalThis.CSS?.supports('color', color) !== false;
    if (color !== undefined && !isColor) throw wrong('color', 'a colour of CSS', color);
    this.settings = {...this.settings, ...settings};
    this.toggle(this.on && this.settings.mode !== 'disabled');
  }

  /** Calls back with each change. Returns the way to stop. */
  subscribe(callback: () => void): () => void {
    this.#changes.addEventListener('change', callback);
    return () => this.#changes.removeEventListener('change', callback);
  }
}

function wrong(name: string, expected: string, got: unknown): SessionError {
  return new SessionError('invalid_argument', `Expected ${name} to be ${expected}; got "${String(got).slice(0, 64)}".`);
}

/** A session has one, whoever asks for it first. */
const drawings = new WeakMap<object, Drawing>();

/** How this client draws over the pages of a session. */
export function drawingOf(session: object): Drawing {
  const drawing = drawings.get(session) ?? new Drawing();
  drawings.set(session, drawing);
  return drawing;
}

/** Does what `session.toggleDrawing()` says. */
export async function toggleDrawing(session: Session): Promise<void> {
  (await drawingIn(session)).toggle();
}

/** Does what `session.setDrawingSettings()` says. */
export async function setDrawingSettings(session: Session, settings: DrawingSettings): Promise<void> {
  (await drawingIn(session)).set(settings);
}

/** @throws {SessionError} `unsupported` where there are no pictures to draw over */
async function drawingIn(session: Session): Promise<Drawing> {
  // Rejects where the session is not started, or over.
  await session.getTabs();
  return session.shows === 'pictures' ? drawingOf(session) : unsupported('something to draw over');
}
