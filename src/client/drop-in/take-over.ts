import type {Space} from '../space.ts';
import type {Webfuse} from '../webfuse.ts';

/** What the vendor's loader snippets put where the script is to be, until it is there. */
interface Stub {
  /** Arguments of the last call, once there was one. */
  readonly q: ArrayLike<unknown>;
  /** Settles the promise that the last call of `initSpace` returned. */
  readonly resolve: (space: Promise<Space>) => void;
}

/** Where pages expect to find things. */
export interface Globals {
  webfuse?: unknown;
  Webfuse?: unknown;
}

const NAMES = ['webfuse', 'Webfuse'] as const;

/**
 * Takes the places that pages look at, and does what they asked of the stubs there. What is there already stays: it
 * hears of the same sessions.
 */
export function takeOver(globals: Globals, own: Webfuse): void {
  const found = NAMES.map((name) => globals[name]);
  const loaded = found.find(isLoaded) ?? own;
  for (const [index, name] of NAMES.entries()) {
    const stub = found[index];
    if (isLoaded(stub)) continue;
    globals[name] = stub ? own : loaded;
    if (isStub(stub)) answer(stub, own);
  }
}

function answer({q, resolve}: Stub, webfuse: Webfuse): void {
  const [widgetKey, spaceId, settings] = Array.from(q) as Parameters<Webfuse['initSpace']>;
  // A promise that is resolved with another one is rejected when that is, so that no failure goes unheard.
  resolve(webfuse.initSpace(widgetKey, spaceId, settings));
}

/** A stub has nothing to listen with. */
function isLoaded(found: unknown): found is Webfuse {
  return typeof (found as Webfuse | undefined)?.on === 'function';
}

function isStub(found: unknown): found is Stub {
  return (found as Stub | undefined)?.q !== undefined;
}
