import path from 'node:path';
import {type Declaration, elementsOf, fileOf, type Made, type Manifest, NOTE, sentenceOf} from './from-manifest.ts';

const FOLDER = path.join(import.meta.dirname, '../../components/angular');

/** What an element is given of what a template says: an attribute is a text, also where a property is none. */
const GIVEN: Readonly<Record<string, string>> = {boolean: "value === '' || value", number: 'Number(value)'};

/** The directives of Angular, a file for each tag. */
export function angularDirectives(manifest: Manifest): Made[] {
  const elements = elementsOf(manifest);
  const texts = {
    'index.ts': indexOf(elements),
    ...Object.fromEntries(elements.map((element) => [`${fileOf(element)}.ts`, directiveOf(element)])),
  };
  return Object.entries(texts).map(([name, text]) => ({file: path.join(FOLDER, name), text: NOTE + text}));
}

function indexOf(elements: readonly Declaration[]): string {
  const all = elements.map((element) => ({name: nameOf(element), from: `'./${fileOf(element)}.ts'`}));
  all.sort((one, other) => (one.from < other.from ? -1 : 1));
  return `${all.map(({name, from}) => `import {${name}} from ${from};\n`).join('')}
export {
${all.map(({name}) => `  ${name},\n`).join('')}};

/** Every tag, for the \`imports\` of a component: what its template does not use is not taken along. */
export const WEBFUSE_ELEMENTS = [
${all.map(({name}) => `  ${name},\n`).join('')}] as const;
`;
}

function nameOf({name}: Declaration): string {
  return `${name}Directive`;
}

function directiveOf(element: Declaration): string {
  const {tagName, members = []} = element;
  const inputs = members
    .filter(({kind, readonly}) => kind === 'field' && !readonly)
    .map(
      (member) => `
  /** ${sentenceOf(member)} */
  @Input() set ${member.name}(value: Inputs<'${tagName}'>['${member.name}']) {
    this.element.${member.name} = ${GIVEN[member.type?.text ?? ''] ?? 'value'};
  }
`,
    );
  return `import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** ${sentenceOf(element)} */
@Directive({selector: '${tagName}'})
export class ${nameOf(element)} extends TagDirective<'${tagName}'> implements Inputs<'${tagName}'> {${inputs.join('')}}
`;
}
