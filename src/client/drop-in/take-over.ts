import type {Space} from '../space.ts';
import type {SpaceSettings, Webfuse} from '../webfuse.ts';

/** What the vendor's loader snippets put where the script is to be, until it is there. */
interface Stub {
  /** Arguments of the last call. */
  readonly q?: ArrayLike<unknown>;
  /** Settles the promise that the last call of `initSpace` returned. */
  readonly resolve?: (space: Promise<Space>) => void;
}

/** Where pages expect to find things. */
export interface Globals {
  webfuse?: unknown;
  Webfuse?: unknown;
}

const NAMES = ['webfuse', 'Webfuse'] as const;

/** Takes the places that pages look at, and does what they asked of the stubs there. What is there already stays. */
export function takeOver(globals: Globals, own: Webfuse): void {
  const stubs = NAMES.map((name) => globals[name]).filter((found) => !isLoaded(found)) as (Stub | undefined)[];
  const webfuse = NAMES.map((name) => globals[name]).find(isLoaded) ?? own;
  for (const name of NAMES) if (!isLoaded(globals[name])) globals[name] = webfuse;
  for (const stub of stubs) {
    if (!stub?.q) continue;
    // A promise that is resolved with another one is rejected when that is, so that no failure goes unheard.
    const [widgetKey, spaceId, settings] = Array.from(stub.q);
    const space = webfuse.initSpace(widgetKey as string, spaceId as string, settings as SpaceSettings | undefined);
    stub.resolve?.(space);
  }
}

/** A stub has nothing to listen with. */
function isLoaded(found: unknown): found is Webfuse {
  return typeof (found as Webfuse | undefined)?.on === 'function' && !('q' in (found as object));
}
