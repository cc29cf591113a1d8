import {type Store, StoreError} from './store.ts';

/** What whoever runs a server does about what is damaged. */
export const DAMAGED = 'is damaged: put a backup in its place, or move it away to begin with an empty one.';

/** Why what is kept in a place cannot be used, with what was found first. */
export function damaged(place: string, found: string): StoreError {
  return new StoreError(`${place} ${DAMAGED} (${found.replaceAll(/\s+/g, ' ')})`);
}

/**
 * What was sealed before it was kept.
 * @param what - what it is, and of whom
 * @throws {StoreError} when it does not open
 */
export async function opened<Content>(
  {place}: Pick<Store, 'place'>,
  what: string,
  opening: Promise<Content>,
): Promise<Content> {
  try {
    return await opening;
  } catch (cause) {
    const asSealed = 'start the server with the secret that it was sealed with';
    const advice = `${asSealed}; if that is the one it has, ${place} is damaged: put a backup in its place.`;
    throw new StoreError(`The ${what} does not open: ${advice}`, {cause});
  }
}
