import {ofPage} from '../src/client/index.ts';
import {WfSession} from './session/session.ts';
import {VERSION} from './version.ts';

/** The copy of the kit that made the tags of a page. */
interface Copy {
  readonly what: string;
  /** Whether the console knows that another one came after it. */
  told?: boolean;
}

/** Says in the console, once for a page, that a copy of the kit comes after another one, which made the tags. */
export function noteCopy(from: string): void {
  const own = `${VERSION} from ${from}`;
  const isFirst = customElements.get('wf-session') === WfSession;
  const first = ofPage<Copy>('copy', () => ({what: isFirst ? own : 'another version'}));
  if (isFirst || first.told) return;
  first.told = true;
  // biome-ignore lint/suspicious/noConsole: authors look there, and there is no element that it is about
  console.warn(`webfuse-elements is here twice. The tags are those of ${first.what}, not of ${own}: leave one out.`);
}
