import {ChannelTransport} from './channel.ts';
import {InsideWebfuse} from './inside-webfuse.ts';
import {olderGlobal} from './surfly.ts';

/** The server puts another name here for each document. */
const CHANNEL = '__webfuse_channel__';

/** Tells another copy of this script in the same document that one is there. */
const INSIDE = Symbol.for('webfuse-elements.inside');

/** What a loader puts at the global's place until the script is there: the last call of `initSpace`, and who waits for it. */
interface Stub {
  readonly q?: ArrayLike<unknown>;
  readonly resolve?: (space: unknown) => void;
}

const globals = globalThis as {webfuse?: Stub; Webfuse?: Stub; Surfly?: unknown; [INSIDE]?: InsideWebfuse};

if (!globals[INSIDE] && globalThis.document) {
  const webfuse = new InsideWebfuse(() => new ChannelTransport(CHANNEL));
  const stubs = new Set([globals.webfuse, globals.Webfuse]);
  Object.assign(globals, {webfuse, Webfuse: webfuse, Surfly: olderGlobal(webfuse), [INSIDE]: webfuse});
  for (const stub of stubs) {
    // A promise that is resolved with one that rejects rejects as well.
    if (stub?.q && stub.resolve) stub.resolve(webfuse.initSpace(...(Array.from(stub.q) as [string, string])));
  }
  knockAgain(webfuse, document.currentScript as HTMLScriptElement | null);
}

/** A page that comes back from having been put by is unknown to the server until it asks for the script once more. */
function knockAgain(webfuse: InsideWebfuse, own: HTMLScriptElement | null): void {
  addEventListener('pageshow', ({persisted}) => {
    if (!persisted || !own) return;
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
