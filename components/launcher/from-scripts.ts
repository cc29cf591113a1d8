import {newLauncher, type WfLauncher} from './launcher.ts';
import './wf-launcher.ts';

/** What says that a launcher is wanted: on a script tag, or on any other element where those lose what is on them. */
const MARK = 'data-wf-launcher';

/** What the console was told already. */
const told = new Set<string>();

/**
 * Puts the launchers into the page that script tags and others ask for, for places where little else can be written:
 * `data-widget-key="…"` there is `widget-key="…"` on the launcher.
 */
function addLaunchers(): void {
  for (const element of document.querySelectorAll(`[${MARK}]`)) {
    const launcher = newLauncher(element);
    // Not again, when another copy of the kit comes.
    element.removeAttribute(MARK);
    if (isHere(launcher)) tell(launcher);
    else document.body.append(launcher);
  }
}

/** Whether there is one like it. A site may have its snippet twice, and one button would lie on the other. */
function isHere({space, widgetKey, position}: WfLauncher): boolean {
  return [...document.querySelectorAll('wf-launcher')].some(
    (other) => other.space === space && other.widgetKey === widgetKey && other.position === position,
  );
}

function tell({space}: WfLauncher): void {
  const message = `<wf-launcher>: One of the space "${space}" is here already; ${MARK} adds no other in its place.`;
  // biome-ignore lint/suspicious/noConsole: authors look there, and nothing else shows it
  if (!told.has(message)) console.warn(message);
  told.add(message);
}

/** From now on: a module that is loaded already runs no more, however often a script tag asks for it. */
function watch(): void {
  addLaunchers();
  new MutationObserver(addLaunchers).observe(document, {childList: true, subtree: true});
}

if (document.body) watch();
else document.addEventListener('DOMContentLoaded', watch, {once: true});
