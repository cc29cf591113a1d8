import {OPEN, type Opening, READY} from './handshake.ts';

/** How long to wait for the page that opened this window, in milliseconds: it may be gone when this is loaded again. */
const PATIENCE = 5_000;

/** What the page that opened this window answered. */
export interface Opened {
  readonly opening: Opening;
  readonly port: MessagePort;
  /** Origin of that page; nobody else is listened to. */
  readonly origin: string;
}

/** The page around this one, or the one that opened it; null when there is none. */
export function findOpener(): Window | null {
  if (window.parent !== window) return window.parent;
  return window.opener as Window | null;
}

/** Waits for what the page says that opened this window. Null when none did, or when it is silent. */
export function waitForOpening(): Promise<Opened | null> {
  const opener = findOpener();
  if (!opener) return Promise.resolve(null);
  return new Promise((resolve) => {
    const settle = (opened: Opened | null) => {
      removeEventListener('message', onMessage);
      clearTimeout(timer);
      resolve(opened);
    };
    const onMessage = ({data, source, origin, ports: [port]}: MessageEvent) => {
      if (source !== opener || data?.type !== OPEN || !port) return;
      settle({opening: data, port, origin});
    };
    const timer = setTimeout(() => settle(null), PATIENCE);
    addEventListener('message', onMessage);
    // Whoever hears this learns no more than that a window is there, so it may be anyone.
    opener.postMessage({type: READY}, '*');
  });
}
