import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, '../../components/react');

const NOTE = '// Made from the manifest by `npm run manifest`: change that, not this file.';

/** What is read of the manifest. */
export interface Manifest {
  readonly modules: readonly {readonly path: string; readonly declarations: readonly Declaration[]}[];
}

interface Declaration {
  readonly name: string;
  readonly description?: string;
  readonly tagName?: string;
  readonly events?: readonly {readonly name: string}[];
}

/** The components of React, a file for each tag: where it is, and what has to stand there. */
export function reactComponents({modules}: Manifest): {file: string; text: string}[] {
  const elements = modules.flatMap(({declarations}) => declarations).filter(({tagName}) => tagName);
  const events = new Set(elements.flatMap((element) => element.events?.map(({name}) => name) ?? []));
  const texts = {
    'events.ts': eventsOf([...events].sort()),
    'index.ts': indexOf(elements),
    ...Object.fromEntries(elements.map((element) => [`${fileOf(element)}.ts`, componentOf(element)])),
  };
  return Object.entries(texts).map(([name, text]) => ({file: path.join(FOLDER, name), text: `${NOTE}\n${text}`}));
}

/** `wf-tab-bar` is in `tab-bar`. */
function fileOf({tagName = ''}: Declaration): string {
  return tagName.replace('wf-', '');
}

function indexOf(elements: readonly Declaration[]): string {
  const lines = elements.map((element) => `export {${element.name}} from './${fileOf(element)}.ts';\n`);
  return lines.sort().join('');
}

/** `wf-tab-close` is `onWfTabClose`. */
function listener(event: string): string {
  return `on-${event}`.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function eventsOf(names: readonly string[]): string {
  return `import type {CamelListeners} from '../frameworks/elements.ts';

/** What the kit fires, by the name of its listener. Events bubble, so every component takes them all. */
export const EVENTS: Readonly<Record<keyof CamelListeners, string>> = {
${names.map((name) => `  ${listener(name)}: '${name}',\n`).join('')}};
`;
}

function componentOf(element: Declaration): string {
  const {name, tagName, description = ''} = element;
  const file = fileOf(element);
  return `import {${name} as Element} from '../${file}/${file}.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../${file}/wf-${file}.ts';

/** ${description.replaceAll(/\s+/g, ' ').replace(/\. .*$/, '.')} */
export const ${name} = component('${tagName}', Element, EVENTS);
`;
}
