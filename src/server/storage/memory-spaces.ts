import type {Sync} from './calls.ts';
import {missing, taken} from './matching.ts';
import type {MemoryTables} from './memory-tables.ts';
import {forgetWebhook} from './memory-webhooks.ts';
import type {KeyStore, SpaceRecord, SpaceStore} from './store.ts';

/** Spaces and keys in memory. */
export function memorySpaces(tables: MemoryTables): Sync<SpaceStore & KeyStore> {
  const {spaces, keys, webhooks} = tables;

  const holdApart = ({id, slug}: SpaceRecord, others: readonly SpaceRecord[]) => {
    for (const name of [id, slug]) {
      if (others.some((other) => other.id === name || other.slug === name)) throw taken('id and slug', name);
    }
  };

  return {
    listSpaces: () => [...spaces.values()],

    addSpace(space) {
      holdApart(space, [...spaces.values()]);
      tables.revision++;
      spaces.set(space.id, space);
    },

    changeSpace(space) {
      if (!spaces.has(space.id)) throw missing('space', space.id);
      holdApart(
        space,
        [...spaces.values()].filter(({id}) => id !== space.id),
      );
      tables.revision++;
      spaces.set(space.id, space);
    },

    removeSpace(id) {
      tables.revision++;
      spaces.delete(id);
      for (const key of [...keys.values()]) if (key.spaceId === id) keys.delete(key.id);
      for (const webhook of [...webhooks.values()]) if (webhook.spaceId === id) forgetWebhook(tables, webhook.id);
    },

    listKeys: () => [...keys.values()],

    addKey(key) {
      if (key.spaceId !== null && !spaces.has(key.spaceId)) throw missing('space', key.spaceId);
      if ([...keys.values()].some(({hash}) => hash === key.hash)) throw taken('key', key.shown);
      tables.revision++;
      const added = {...key, id: tables.newId()};
      keys.set(added.id, added);
      return added;
    },

    revokeKey(id, at) {
      const key = keys.get(id);
      tables.revision++;
      if (key) keys.set(id, {...key, revokedAt: key.revokedAt ?? at});
    },

    touchKeys(used) {
      for (const [id, at] of used) {
        const key = keys.get(id);
        if (key) keys.set(id, {...key, lastUsedAt: at});
      }
    },
  };
}
