import {readFile} from 'node:fs/promises';
import path from 'node:path';
import type {PagesSetup} from './browser/pages.ts';

/** Where pages expect the drop-in, by its name of today and the older one. */
const SCRIPTS = ['webfuse.js', 'surfly.js'];

/** Names of this machine for itself, one as good as the other. */
const LOOPBACK = ['127.0.0.1', 'localhost'];

/**
 * What pages in a session are given: the drop-in, at each address of the server, in the form that it has inside.
 *
 * @param kit - folder of the built scripts
 */
export function setUpPages(kit: string, origins: readonly string[]): PagesSetup {
  const urls = origins.flatMap(namesOf).flatMap((origin) => SCRIPTS.map((script) => `${origin}/${script}`));
  let source: Promise<string> | undefined;
  return {
    dropIn: {urls, source: () => (source ??= readFile(path.join(kit, 'webfuse-inside.js'), 'utf8'))},
  };
}

function namesOf(address: string): string[] {
  const {protocol, hostname, host, port} = new URL(address);
  if (!LOOPBACK.includes(hostname)) return [`${protocol}//${host}`];
  return LOOPBACK.map((name) => `${protocol}//${name}${port && `:${port}`}`);
}
