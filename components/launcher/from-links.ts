import {newLauncher, type WfLauncher} from './launcher.ts';
import './wf-launcher.ts';

/** What says on a link that it opens its session in the page. */
const MARK = 'data-wf-launch';

/** The link of a space, such as `https://sessions.example.com/+shop/`. */
const SPACE_LINK = /^(.*)\/\+([\w-]+)\/?$/;

const launchers = new WeakMap<Element, WfLauncher>();

/**
 * Has links to a space open it in the page, for places where neither tags nor scripts can be written: all that
 * `<wf-launcher>` needs is in the address, or in `data-…` attributes of the link, which win. Without the kit, without a
 * widget key, and in another tab, such a link leads where it leads.
 */
function onClick(event: MouseEvent): void {
  const link = event.composedPath().find((target) => target instanceof Element && target.matches(`a[${MARK}]`));
  const {defaultPrevented, button, ctrlKey, metaKey, shiftKey, altKey} = event;
  if (!link || defaultPrevented || button || ctrlKey || metaKey || shiftKey || altKey) return;
  const launcher = launchers.get(link as Element) ?? launcherFor(link as HTMLAnchorElement);
  if (!launcher) return;
  event.preventDefault();
  void launcher.launch();
}

function launcherFor(link: HTMLAnchorElement): WfLauncher | null {
  const {origin, pathname, searchParams} = new URL(link.href, location.href);
  const [, path, space = ''] = SPACE_LINK.exec(pathname) ?? [];
  const launcher = newLauncher(link, {
    server: space && origin + path,
    space,
    'widget-key': searchParams.get('widget_key'),
    url: searchParams.get('url'),
    label: link.textContent?.trim(),
  });
  const {label, widgetKey, provider} = launcher;
  if (!widgetKey && provider !== 'local') {
    reportError(new Error(`Expected widget_key in the address of the link "${label}", or data-widget-key.`));
    return null;
  }
  launchers.set(link, launcher);
  if (launcher.opens === 'place') link.after(launcher);
  else document.body.append(launcher);
  return launcher;
}

document.addEventListener('click', onClick);
