import {ofPage} from '../src/client/index.ts';
import {WfSession} from './session/session.ts';
import {VERSION} from './version.ts';

/** Has the copy of the kit that made the tags of a page say, with what is beside it, that another one came after it. */
export function noteCopy(from: string): void {
  const own = `${VERSION} from ${from}`;
  const isFirst = customElements.get('wf-session') === WfSession;
  const what = isFirst ? own : 'another version';
  const tell = ofPage('copy', () => async (other: string) => (await import('./twice.ts')).tell(what, other));
  if (!isFirst) void tell(own);
}
