import {note} from './shared/complain.ts';
import {registry} from './shared/session-registry.ts';

let isTold = false;

/** Says once, in the console and in the first session of the page, that there are two copies of the kit. */
export function tell(first: string, other: string): void {
  if (isTold) return;
  isTold = true;
  const wrong = `webfuse-elements is here twice. The tags are those of ${first}, not of ${other}: leave one out.`;
  // biome-ignore lint/suspicious/noConsole: authors look there, and a page may have no session
  console.warn(wrong);
  const show = () => {
    // In a launcher, or in a shadow root of the page's own, it is found once it has made itself known.
    const session = document.querySelector('wf-session') ?? (registry.only as HTMLElement | null);
    if (session) note(session, 'copy', wrong);
  };
  // A script in the head comes before what stands below it.
  registry.subscribe(show);
  show();
}
