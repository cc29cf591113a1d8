import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';

const ROOT = path.join(import.meta.dirname, '../../..');

/** Something of an element that pages can use, such as a part or an event. */
export interface Told {
  readonly name: string;
  readonly description?: string;
  readonly default?: string;
  readonly type?: {readonly text: string};
  /** Of an attribute: the property that goes with it. */
  readonly fieldName?: string;
}

/** A property or a method. */
export interface Member extends Told {
  readonly kind: 'field' | 'method';
  readonly attribute?: string;
  readonly readonly?: boolean;
  readonly parameters?: readonly (Told & {readonly optional?: boolean})[];
  readonly return?: {readonly type?: {readonly text: string}};
}

/** An element as the manifest has it. */
export interface ElementManifest {
  readonly tagName: string;
  readonly description: string;
  readonly members?: readonly Member[];
  readonly attributes?: readonly Told[];
  readonly events?: readonly Told[];
  readonly slots?: readonly Told[];
  readonly cssParts?: readonly Told[];
  readonly cssProperties?: readonly Told[];
  readonly cssStates?: readonly Told[];
}

/** All elements, in the order of their tags, from a manifest that is made now. */
export async function readManifest(): Promise<readonly ElementManifest[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'manual-'));
  try {
    const analyzer = path.join(ROOT, 'node_modules/.bin/cem');
    await promisify(execFile)(analyzer, ['analyze', '--outdir', path.relative(ROOT, folder)], {cwd: ROOT});
    const {modules} = JSON.parse(await readFile(path.join(folder, 'custom-elements.json'), 'utf8')) as {
      modules: {declarations: ElementManifest[]}[];
    };
    return modules
      .flatMap(({declarations}) => declarations)
      .filter(({tagName}) => tagName)
      .sort((one, other) => one.tagName.localeCompare(other.tagName, 'en'));
  } finally {
    await rm(folder, {recursive: true});
  }
}
