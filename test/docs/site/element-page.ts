import {code, table} from '../markdown.ts';
import type {Example} from './example.ts';
import {type FindLink, fromMarkdown} from './from-markdown.ts';
import type {ElementManifest, Member, Told} from './manifest.ts';
import {asHtml, type ManualPage} from './page.ts';

/** The page of an element: what it is, an example that runs, and all that a page can use of it. */
export function elementPage(
  element: ElementManifest,
  example: Example,
  accessibility: string,
  findLink: FindLink,
): ManualPage {
  const {tagName: tag, description} = element;
  const [about = ''] = description.split('\n\n');
  const parts = [
    section('Properties and attributes', ['Property', 'Attribute', 'Is', 'Default', 'What it is'], settingsOf(element)),
    section('Events', ['Event', 'Class', 'What it is'], (element.events ?? []).map(eventRow)),
    section('Slots', ['Slot', 'What it is'], (element.slots ?? []).map(slotRow)),
    section('Parts', ['Part', 'What it is'], (element.cssParts ?? []).map(row)),
    section('Custom properties', ['Property', 'Default', 'What it is'], (element.cssProperties ?? []).map(propertyRow)),
    section('States', ['State', 'What it is'], (element.cssStates ?? []).map(stateRow)),
    section('Methods', ['Method', 'Returns', 'What it is'], methodsOf(element)),
    `## Accessibility\n\n${accessibility}`,
  ];
  const html = [
    fromMarkdown(`# \`<${tag}>\`\n\n${description}`),
    exampleOf(tag, example),
    fromMarkdown(['## All of it', importOf(tag), ...parts.filter(Boolean)].join('\n\n'), findLink),
  ];
  return {file: `elements/${tag}.html`, title: `<${tag}>`, about: about.replaceAll(/\s+/g, ' '), html: html.join('\n')};
}

function exampleOf(tag: string, {note, code: text}: Example): string {
  return `<h2 id="example">Try it</h2>
${fromMarkdown(note)}<iframe class="example" title="${tag}, running" src="../examples/${tag}.html" loading="lazy"></iframe>
<pre><code class="language-html">${asHtml(text)}</code></pre>`;
}

function importOf(tag: string): string {
  return `The script of the kit brings it along. With a bundler, \`import 'webfuse-elements/${tag.slice(3)}/${tag}.js'\` brings it alone.`;
}

function section(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length > 0 ? `## ${title}\n\n${table(heads, rows)}` : '';
}

function settingsOf({members = []}: ElementManifest): string[][] {
  return members
    .filter(({kind}) => kind === 'field')
    .map(({name, attribute, type, default: value, description = '', readonly}) => [
      code(name),
      attribute ? code(attribute) : '',
      `${code(type?.text ?? 'unknown')}${readonly ? ', to read' : ''}`,
      value ? code(value) : '',
      description,
    ]);
}

function methodsOf({members = []}: ElementManifest): string[][] {
  return members
    .filter(({kind}) => kind === 'method')
    .map(({name, parameters = [], return: returns, description = ''}: Member) => [
      code(`${name}(${parameters.map((each) => (each.optional ? `${each.name}?` : each.name)).join(', ')})`),
      returns?.type ? code(returns.type.text) : '',
      description,
    ]);
}

function row({name, description = ''}: Told): string[] {
  return [code(name), description];
}

function eventRow({name, type, description = ''}: Told): string[] {
  return [code(name), type ? code(type.text) : '', description];
}

function slotRow({name, description = ''}: Told): string[] {
  return [name ? code(name) : 'what stands in it', description];
}

function propertyRow({name, default: value, description = ''}: Told): string[] {
  return [code(name), value ? code(value) : '', description];
}

function stateRow({name, description = ''}: Told): string[] {
  return [code(`:state(${name})`), description];
}
