import type {InsideWebfuse} from './inside-webfuse.ts';

/** A page that comes back from having been put by is unknown to the server until it asks for the script once more. */
export function knockAgain(window: Window, webfuse: InsideWebfuse): void {
  const {document} = window;
  const own = document.currentScript as HTMLScriptElement | null;
  // A module does not know what brought it.
  if (!own) return;
  window.addEventListener('pageshow', ({persisted}) => {
    if (!persisted) return;
    const script = document.createElement('script');
    script.nonce = own.nonce;
    script.src = own.src;
    script.onload = () => {
      script.remove();
      // Where it fails, whoever asks for something next hears of it.
      webfuse.resume().catch(() => {});
    };
    document.head.append(script);
  });
}
