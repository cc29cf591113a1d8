import {Session} from '../session.ts';
import {ExtensionProvider} from './extension-provider.ts';
import {extensionSession} from './extension-session.ts';
import {onLine} from './world-line.ts';

/** What an extension does where. */
export interface Plan {
  readonly scripts: readonly {
    /** Sources of regular expressions for addresses. */
    readonly matches: readonly string[];
    readonly excludes: readonly string[];
    readonly runAt: 'document_start' | 'document_end' | 'document_idle';
  }[];
  readonly env: Readonly<Record<string, string>>;
}

/** Under which names content scripts look for the session. */
const NAMES = ['webfuseSession', 'virtualSession'];

/** Runs the content scripts that are meant for this document, each with the session at hand. Frames are left alone. */
export function run({scripts, env}: Plan, codes: readonly (() => void)[]): void {
  const [address = ''] = location.href.split('#');
  const matches = (source: string) => new RegExp(source).test(address);
  const meant = scripts.map((script) => script.matches.some(matches) && !script.excludes.some(matches));
  if (window !== window.top || !meant.includes(true) || 'webfuseLine' in globalThis) return;

  const provider = new ExtensionProvider();
  const session = new Session(provider);
  onLine((transport) => provider.use(transport));
  const started = session.start(null);
  // Where it fails, each command says so.
  started.catch(() => {});
  offer(extensionSession(session, started, env));
  for (const [index, code] of codes.entries()) {
    const {runAt} = scripts[index] as Plan['scripts'][number];
    if (meant[index]) schedule(runAt, code);
  }
}

function offer(session: object): void {
  const globals = globalThis as {browser?: object; chrome?: object};
  for (const name of ['browser', 'chrome'] as const) {
    globals[name] ??= {};
    const own = globals[name];
    for (const key of NAMES) Object.defineProperty(own, key, {value: session, configurable: true, writable: true});
  }
}

/** Runs a script when it is time; at the start of the document that is before the page's own scripts. */
function schedule(when: Plan['scripts'][number]['runAt'], code: () => void): void {
  const runGuarded = () => {
    try {
      code();
    } catch (error) {
      reportError(error);
    }
  };
  if (when === 'document_start') onRoot(runGuarded);
  else {
    const parsed = when === 'document_idle' ? () => setTimeout(runGuarded) : runGuarded;
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', parsed);
    else parsed();
  }
}

/** Calls back as soon as there is an element, as browsers do it: this may run before there is any. */
function onRoot(callback: () => void): void {
  if (document.documentElement) return void callback();
  const observer = new MutationObserver(() => {
    observer.disconnect();
    callback();
  });
  observer.observe(document, {childList: true});
}
