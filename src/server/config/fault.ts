import type {TSchema} from 'typebox';
import {Value} from 'typebox/value';

/** A schema, as far as it is looked into here. */
interface Node {
  readonly title?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

/** What is wrong with a value, as one sentence that says where, what was expected and what came, or null. */
export function faultIn(schema: TSchema, value: unknown): string | null {
  const [fault] = Value.Errors(schema, value);
  if (!fault) return null;
  const path = fault.instancePath.split('/').slice(1);
  if (fault.keyword === 'boolean') return unknownKey(schema as Node, path);
  if (fault.keyword === 'required') {
    const [missing = ''] = (fault.params as {requiredProperties: readonly string[]}).requiredProperties;
    const place = [...path, missing];
    return `Expected ${nameOf(place)}, ${expectation(nodeAt(schema as Node, place))}; it is missing.`;
  }
  const whole = within(schema as Node, path);
  const node = nodeAt(schema as Node, whole);
  return `Expected ${nameOf(whole)} to be ${expectation(node)}, got ${shown(valueAt(value, whole), node)}.`;
}

function unknownKey(schema: Node, path: readonly string[]): string {
  const known = Object.keys(nodeAt(schema, path.slice(0, -1))?.properties ?? {});
  return `There is no ${nameOf(path)} in a config: expected one of ${known.join(', ')}.`;
}

/** As far into a value as the schema has a word for what is there: a choice is one thing, whatever was given. */
function within(schema: Node, path: readonly string[]): readonly string[] {
  let length = path.length;
  while (length > 0 && !nodeAt(schema, path.slice(0, length))) length--;
  return path.slice(0, length);
}

function nodeAt(schema: Node, path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((node, key) => node?.properties?.[key] ?? node?.items, schema);
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);
}

function expectation(node: Node | undefined): string {
  const choices = node?.enum && `, one of ${node.enum.join(', ')}`;
  return `${node?.title ?? 'an object'}${choices ?? ''}`;
}

/** As it is written in JavaScript: `spaces[0].slug`. */
function nameOf(path: readonly string[]): string {
  const name = path.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`)).join('');
  return name.replace(/^\./, '') || 'the config';
}

/** What came. A text where an object is expected may be a secret that was written where it does not belong. */
function shown(value: unknown, node: Node | undefined): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string' && node?.properties) return 'a text';
  return typeof value === 'object' && value !== null ? 'an object' : JSON.stringify(value).slice(0, 100);
}
