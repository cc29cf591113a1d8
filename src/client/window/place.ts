import {SessionError} from '../errors.ts';
import type {Target} from '../providers/provider.ts';

/** What the pages of a session may be let to do by the page that shows them in a frame. */
const FEATURES = 'autoplay; camera; clipboard-read; clipboard-write; display-capture; fullscreen; microphone';

/** Below what pages lay over everything, such as a bar of their own with buttons for the session. */
const FULL_PAGE = 'position:fixed;inset:0;z-index:2147483000;inline-size:100%;block-size:100%;border:0;background:#fff';
const FILLING = 'display:block;inline-size:100%;block-size:100%;border:0';

/** Where the window of a session is. */
export interface Place {
  readonly node: HTMLIFrameElement | null;
  /** The window, or null while its frame is not in the page. */
  readonly window: Window | null;
  /** Takes back what was put into the page for it. What the author put there stays. */
  close(): void;
}

/** Shows an address in an iframe of the author's, in an element that gets one, or over the whole page. */
export function openFrame(target: Exclude<Target, null>, url: string): Place {
  const node = target === 'window' || target.localName !== 'iframe' ? newFrame() : (target as HTMLIFrameElement);
  const isOwn = node !== target;
  allow(node);
  node.title ||= 'Shared session';
  node.src = url;
  if (target === 'window') {
    node.style.cssText = FULL_PAGE;
    document.body.append(node);
  } else if (isOwn) {
    node.style.cssText = FILLING;
    target.replaceChildren(node);
  }
  return {
    node,
    get window() {
      return node.contentWindow;
    },
    close: () => target === 'window' && node.remove(),
  };
}

/**
 * Shows an address in a browser tab.
 * @throws {SessionError} `popup_blocked` when the browser does not let this page open one
 */
export function openTab(url: string): Place {
  const tab = window.open(url, '_blank');
  if (tab) return {node: null, window: tab, close: () => tab.close()};
  throw new SessionError(
    'popup_blocked',
    'The browser did not open a tab for the session: call start() as soon as something is clicked.',
  );
}

function newFrame(): HTMLIFrameElement {
  const node = document.createElement('iframe');
  node.className = 'webfuse-window surfly-window';
  return node;
}

/** Has to be there before the address is. */
function allow(node: HTMLIFrameElement): void {
  const given = node.allow.split(';').map((feature) => feature.trim());
  const missing = FEATURES.split('; ').filter((name) => !given.some((feature) => feature.split(' ')[0] === name));
  node.allow = [...given, ...missing].filter(Boolean).join('; ');
}
