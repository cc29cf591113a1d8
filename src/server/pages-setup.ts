import {readFile} from 'node:fs/promises';
import path from 'node:path';
import type {DropIn} from './browser/drop-in.ts';
import {type Extension, loadExtension} from './extensions/load.ts';
import type {Space} from './storage/spaces.ts';

/** Where pages expect the drop-in, by its name of today and the older one. */
const SCRIPTS = ['webfuse.js', 'surfly.js'];

/**
 * The drop-in for pages in a session, at each address of the server.
 *
 * @param kit - folder of the built scripts
 */
export function dropInFor(kit: string, origins: readonly string[]): DropIn {
  const urls = origins.flatMap((origin) => SCRIPTS.map((script) => `${origin}/${script}`));
  let source: Promise<string> | undefined;
  return {urls, source: () => (source ??= readFile(path.join(kit, 'webfuse-inside.js'), 'utf8'))};
}

/**
 * The extensions of each space that has some, by its id.
 *
 * @throws {ManifestError} when one of them is not as it should be
 */
export async function loadExtensions(
  kit: string,
  spaces: readonly Space[],
): Promise<ReadonlyMap<string, readonly Extension[]>> {
  const having = spaces.filter(({extensions}) => extensions.length);
  if (!having.length) return new Map();
  const runtime = await readFile(path.join(kit, 'webfuse-extension.js'), 'utf8');
  const load = async (space: Space) => {
    const loaded = space.extensions.map((folder) => loadExtension(folder, runtime));
    return [space.id, await Promise.all(loaded)] as const;
  };
  return new Map(await Promise.all(having.map(load)));
}
