import type {Commons} from './commons.ts';
import type {Space} from './space.ts';

/** What the keys begin with under which a page keeps its sessions of a space, to have them when it is loaded anew. */
export function keptPrefix(server: string, spaceId: string): string {
  return `wf-kept:${globalThis.location?.pathname}:${server}:${spaceId}:`;
}

/** Follows that in the keys of what was kept since the page was loaded: that need not be restored. */
export const OWN = `${performance.timeOrigin}:`;

/** Brings back the sessions of a space that an earlier loading of this page kept. */
export async function restoreKept(space: Space, prefix: string, commons: Commons): Promise<void> {
  try {
    if (!sessionStorage.length) return;
  } catch {
    // There is no storage, or it is denied.
    return;
  }
  const {restore} = await import('./later.ts');
  restore(space, prefix, commons);
}
