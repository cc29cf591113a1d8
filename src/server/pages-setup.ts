import {readFile} from 'node:fs/promises';
import path from 'node:path';
import type {PagesSetup} from './browser/pages.ts';

/** Where pages expect the drop-in, by its name of today and the older one. */
const SCRIPTS = ['webfuse.js', 'surfly.js'];

/**
 * What pages in a session are given: the drop-in, at each address of the server, in the form that it has inside.
 *
 * @param kit - folder of the built scripts
 */
export function setUpPages(kit: string, origins: readonly string[]): PagesSetup {
  const urls = origins.flatMap((origin) => SCRIPTS.map((script) => `${origin}/${script}`));
  let source: Promise<string> | undefined;
  return {
    dropIn: {urls, source: () => (source ??= readFile(path.join(kit, 'webfuse-inside.js'), 'utf8'))},
  };
}
