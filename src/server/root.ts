import path from 'node:path';

/** The project's root, from `src/server` and from `dist/server` alike. */
export const ROOT = path.join(import.meta.dirname, '../..');
