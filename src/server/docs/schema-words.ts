import type {Schema} from './openapi.ts';

/** A field of an object: its name, what it is, whether it has to be there, and what it means. */
export type Field = readonly [
  name: string,
  schema: Schema,
  required: boolean | undefined,
  description: string | undefined,
];

/** The fields of an object, also of one in a list of results or in a choice. */
export function fieldsOf(schema: Schema): readonly Field[] {
  const {properties = {}, required = [], anyOf = []} = schema;
  const results = properties['results']?.items;
  const [only, ...others] = anyOf.filter(({type}) => type !== 'null');
  if (only && others.length === 0) return fieldsOf(only);
  const own = Object.entries(results?.properties ? results.properties : properties);
  const needed = results?.properties ? (results.required ?? []) : required;
  return own.map(([name, field]) => [name, field, needed.includes(name), field.description]);
}

/** What a value is, in a few words: `text`, `"a" or "b"`, `a number from 1 to 100`. */
export function typeOf(schema: Schema): string {
  const {type, anyOf, items, properties = {}, title, format, minimum, maximum} = schema;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).join(' or ');
  if (anyOf) return anyOf.map(typeOf).join(' or ');
  if (properties['results']?.items) return `a page of ${typeOf(properties['results'].items)}s`;
  if (type === 'array') return `a list of ${items ? typeOf(items) : 'values'}`;
  if (type === 'integer' || type === 'number') {
    const bounds = [minimum !== undefined && `from ${minimum}`, maximum !== undefined && `to ${maximum}`];
    return ['a', type === 'integer' ? 'whole number' : 'number', ...bounds.filter(Boolean)].join(' ');
  }
  if (type === 'string') return format === 'date-time' ? 'a time' : 'a text';
  if (type === 'boolean') return 'true or false';
  if (type === 'null') return 'null';
  if (type === 'object') return title ? title.toLowerCase() : 'an object';
  return 'any JSON';
}
