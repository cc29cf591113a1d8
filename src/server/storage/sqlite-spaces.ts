import type {DatabaseSync, SQLInputValue} from 'node:sqlite';
import type {Sync} from './calls.ts';
import {missing, taken} from './matching.ts';
import {readJson} from './sqlite-errors.ts';
import type {SpaceRecord, SpaceStore} from './store.ts';

interface SpaceRow extends Omit<SpaceRecord, 'origins' | 'shared' | 'extensions' | 'settings' | 'managed'> {
  readonly origins: string;
  readonly shared: number;
  readonly extensions: string;
  readonly settings: string;
  readonly managed: number;
}

/** Spaces in the database. */
export function sqliteSpaces(db: DatabaseSync): Sync<SpaceStore> {
  const list = db.prepare(
    `SELECT id, slug, name, origins, type, shared, access_control AS accessControl, magic_secret AS magicSecret,
       extensions, settings, managed, created_at AS createdAt
     FROM spaces ORDER BY key`,
  );
  const findOther = db.prepare(`SELECT 1 FROM spaces WHERE (id = ?1 OR slug = ?1) AND id IS NOT ?2`);
  const add = db.prepare(
    `INSERT INTO spaces (slug, name, origins, type, shared, access_control, magic_secret, extensions, settings,
       managed, created_at, id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const change = db.prepare(
    `UPDATE spaces SET slug = ?, name = ?, origins = ?, type = ?, shared = ?, access_control = ?, magic_secret = ?,
       extensions = ?, settings = ?, managed = ?, created_at = ?
     WHERE id = ?`,
  );
  const remove = db.prepare(`DELETE FROM spaces WHERE id = ?`);

  /** @param self - id of the space that may have these names already, or null */
  const holdApart = ({id, slug}: SpaceRecord, self: string | null) => {
    for (const name of [id, slug]) if (findOther.get(name, self)) throw taken('id and slug', name);
  };

  return {
    listSpaces: () =>
      (list.all() as unknown as SpaceRow[]).map((row) => ({
        ...row,
        origins: readJson(row.origins, `the origins of space ${row.id}`),
        shared: row.shared === 1,
        extensions: readJson(row.extensions, `the extensions of space ${row.id}`),
        settings: readJson(row.settings, `the settings of space ${row.id}`),
        managed: row.managed === 1,
      })),

    addSpace(space) {
      holdApart(space, null);
      add.run(...valuesOf(space));
    },

    changeSpace(space) {
      holdApart(space, space.id);
      if (change.run(...valuesOf(space)).changes === 0) throw missing('space', space.id);
    },

    removeSpace(id) {
      remove.run(id);
    },
  };
}

function valuesOf(space: SpaceRecord): SQLInputValue[] {
  const {id, slug, name, origins, type, shared, accessControl, magicSecret, extensions, settings} = space;
  const texts = [slug, name, JSON.stringify(origins), type];
  const lists = [JSON.stringify(extensions), JSON.stringify(settings)];
  return [...texts, Number(shared), accessControl, magicSecret, ...lists, Number(space.managed), space.createdAt, id];
}
