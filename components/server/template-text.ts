import {nothing, type TemplateResult} from 'lit';

/** A directive in a template, which says what stands in its place. */
interface Directive {
  readonly _$litDirective$: new (part: object) => {render(...values: readonly unknown[]): unknown};
  readonly values: readonly unknown[];
}

/** Where a value of a template stands, by what is written before it. */
const ATTRIBUTE = /\s([.@?]?)([\w:-]+)=(["']?)([^"'<>]*)$/;

/** Kinds of places of directives, as lit numbers them. */
const ATTRIBUTE_PART = 1;
const CHILD = 2;

const IN_TAG = /<[a-z][^<>]*$/i;

/** What lit would put into a page for a template, as text. Listeners and properties are left out: text has none. */
export function templateText(value: unknown): string {
  if (value === nothing || value === null || value === undefined) return '';
  if (isTemplate(value)) return textOf(value);
  if (isDirective(value)) return templateText(resolved(value, CHILD));
  if (typeof value === 'object' && Symbol.iterator in value)
    return [...(value as Iterable<unknown>)].map(templateText).join('');
  return escaped(String(value));
}

function textOf({strings, values}: TemplateResult): string {
  let text = '';
  /** The quotation mark that ends an attribute that was left out, and what stands before it. */
  let skipped: string | null = null;
  for (const [index, string] of strings.entries()) {
    text += skipped === null ? string : string.slice(string.indexOf(skipped) + skipped.length);
    if (index === values.length) break;
    skipped = null;
    const value = values[index];
    if (!IN_TAG.test(text)) {
      text += templateText(value);
      continue;
    }
    const attribute = ATTRIBUTE.exec(text);
    // A directive that does something with the element.
    if (!attribute) continue;
    const given = isDirective(value) ? resolved(value, ATTRIBUTE_PART) : value;
    const [whole, kind = '', name = '', quote = '', before = ''] = attribute;
    if (kind === '' && given !== nothing) {
      text += quote ? escaped(String(given ?? '')) : `"${escaped(String(given ?? ''))}"`;
      continue;
    }
    text = text.slice(0, -whole.length) + (kind === '?' && given ? ` ${name}` : '');
    skipped = quote && before === '' ? quote : '';
  }
  return text;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** @param type - the kind of place it stands in, as lit numbers them */
function resolved({_$litDirective$: Class, values}: Directive, type: number): unknown {
  return new Class({type}).render(...values);
}

function isTemplate(value: unknown): value is TemplateResult {
  return typeof value === 'object' && value !== null && '_$litType$' in value;
}

function isDirective(value: unknown): value is Directive {
  return typeof value === 'object' && value !== null && '_$litDirective$' in value;
}
