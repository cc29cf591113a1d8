import {drawingOf, type Session, type SessionSnapshot, type Tab} from '../../src/client/index.ts';

/** Whether this participant may show where they point in a tab. */
export function mayPoint({status, me, settings}: SessionSnapshot, {controlIndex}: Tab): boolean {
  return status === 'live' && (!settings.hide_cursors || controlIndex === me);
}

/** Whether this participant may draw over a tab, and wants to be able to. */
export function mayDraw(session: Session, state: SessionSnapshot, tab: Tab): boolean {
  const own = drawingOf(session).settings.mode;
  return mayPoint(state, tab) && state.settings.drawing_mode !== 'disabled' && own !== 'disabled';
}
