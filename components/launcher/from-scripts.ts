import {newLauncher} from './new-launcher.ts';

/** What says on a script tag that it brings a launcher along. */
const MARK = 'data-wf-launcher';

/**
 * Puts the launchers into the page that script tags ask for, for places where nothing else can be written:
 * `data-widget-key="…"` on the script is `widget-key="…"` on the launcher.
 */
export function addLaunchers(): void {
  if (!document.body) {
    document.addEventListener('DOMContentLoaded', addLaunchers, {once: true});
    return;
  }
  for (const script of document.querySelectorAll(`script[${MARK}]`)) {
    const launcher = newLauncher(script);
    // Not again, when another copy of the kit comes.
    script.removeAttribute(MARK);
    document.body.append(launcher);
  }
}
