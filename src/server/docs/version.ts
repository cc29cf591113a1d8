import {readFileSync} from 'node:fs';
import path from 'node:path';
import {ROOT} from '../root.ts';

/** The version of this package. */
export function readVersion(): string {
  return (JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {version: string}).version;
}
