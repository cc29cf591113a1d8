import path from 'node:path';
import {type Declaration, elementsOf, fileOf, type Made, type Manifest, NOTE, sentenceOf} from './from-manifest.ts';

const FOLDER = path.join(import.meta.dirname, '../../components/react');

/** The components of React, a file for each tag. */
export function reactComponents(manifest: Manifest): Made[] {
  const elements = elementsOf(manifest);
  const events = new Set(elements.flatMap((element) => element.events?.map(({name}) => name) ?? []));
  const texts = {
    'events.ts': eventsOf([...events].sort()),
    'index.ts': indexOf(elements),
    ...Object.fromEntries(elements.map((element) => [`${fileOf(element)}.ts`, componentOf(element)])),
  };
  return Object.entries(texts).map(([name, text]) => ({file: path.join(FOLDER, name), text: NOTE + text}));
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
  const {name, tagName} = element;
  const file = fileOf(element);
  return `import {${name} as Element} from '../${file}/${file}.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../${file}/wf-${file}.ts';

/** ${sentenceOf(element)} */
export const ${name} = component('${tagName}', Element, EVENTS);
`;
}
