/** What is said in each file that is made from the manifest. */
export const NOTE = '// Made from the manifest by `npm run manifest`: change that, not this file.\n';

/** What is read of the manifest. */
export interface Manifest {
  readonly modules: readonly {readonly path: string; readonly declarations: readonly Declaration[]}[];
}

/** An element, as far as what is made of it needs. */
export interface Declaration {
  readonly name: string;
  readonly description?: string;
  readonly tagName?: string;
  readonly events?: readonly {readonly name: string}[];
  readonly members?: readonly Member[];
}

interface Member {
  readonly kind: 'field' | 'method';
  readonly name: string;
  readonly description?: string;
  readonly readonly?: boolean;
  readonly type?: {readonly text: string};
}

/** A file that is made: where it is, and what has to stand there. */
export interface Made {
  readonly file: string;
  readonly text: string;
}

/** The elements of the kit. */
export function elementsOf({modules}: Manifest): Declaration[] {
  return modules.flatMap(({declarations}) => declarations).filter(({tagName}) => tagName);
}

/** `wf-tab-bar` is in `tab-bar`. */
export function fileOf({tagName = ''}: Declaration): string {
  return tagName.replace('wf-', '');
}

/** The first sentence of what is said of something. */
export function sentenceOf({description = ''}: {readonly description?: string}): string {
  return description.replaceAll(/\s+/g, ' ').replace(/\. .*$/, '.');
}
