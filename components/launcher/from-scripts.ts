import {newLauncher} from './launcher.ts';
import './wf-launcher.ts';

/** What says that a launcher is wanted: on a script tag, or on any other element where those lose what is on them. */
const MARK = 'data-wf-launcher';

/**
 * Puts the launchers into the page that script tags and others ask for, for places where little else can be written:
 * `data-widget-key="…"` there is `widget-key="…"` on the launcher.
 */
export function addLaunchers(): void {
  if (!document.body) {
    document.addEventListener('DOMContentLoaded', addLaunchers, {once: true});
    return;
  }
  for (const element of document.querySelectorAll(`[${MARK}]`)) {
    const launcher = newLauncher(element);
    // Not again, when another copy of the kit comes.
    element.removeAttribute(MARK);
    document.body.append(launcher);
  }
}
