import {type Drawing, type DrawingSettings, drawingOf} from './drawing.ts';
import {SessionError} from './errors.ts';
import type {Session} from './session.ts';
import {unsupported} from './unsupported.ts';

const MODES: readonly unknown[] = ['temporary', 'permanent', 'disabled'];

/** Does what `session.toggleDrawing()` says. */
export async function toggleDrawing(session: Session): Promise<void> {
  (await drawingIn(session)).toggle();
}

/**
 * Does what `session.setDrawingSettings()` says.
 * @throws {SessionError} `invalid_argument` when that is no mode or no colour
 */
export async function setDrawingSettings(session: Session, settings: DrawingSettings): Promise<void> {
  const drawing = await drawingIn(session);
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    throw wrong('settings', '{mode, color}', settings);
  }
  const {mode, color} = settings;
  if (mode !== undefined && !MODES.includes(mode)) throw wrong('mode', MODES.join(', '), mode);
  // Where there is no CSS, nobody draws.
  const isColor = typeof color === 'string' && globalThis.CSS?.supports('color', color) !== false;
  if (color !== undefined && !isColor) throw wrong('color', 'a colour of CSS', color);
  drawing.settings = {...drawing.settings, ...settings};
  drawing.toggle(drawing.on && drawing.settings.mode !== 'disabled');
}

/** @throws {SessionError} `unsupported` where there are no pictures to draw over */
async function drawingIn(session: Session): Promise<Drawing> {
  // Rejects where the session is not started, or over.
  await session.getTabs();
  return session.shows === 'pictures' ? drawingOf(session) : unsupported('something to draw over');
}

function wrong(name: string, expected: string, got: unknown): SessionError {
  return new SessionError('invalid_argument', `Expected ${name} to be ${expected}; got "${String(got).slice(0, 64)}".`);
}
