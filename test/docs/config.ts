import {configSchema} from '../../src/server/config/schema.ts';
import {code, page, table} from './markdown.ts';

/** A schema, as far as it is looked into here. */
interface Node {
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

/** The schema for editors: in the file, what has a default may be left out. */
export function editorSchema(): string {
  const schema = {$schema: 'https://json-schema.org/draft/2020-12/schema', ...(relaxed(configSchema) as object)};
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function relaxed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relaxed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, relaxed(inner)] as const);
  const {required, properties, ...rest} = Object.fromEntries(entries) as Node & Record<string, unknown>;
  if (!properties || !required) return Object.fromEntries(entries);
  const needed = required.filter((key) => properties[key]?.default === undefined);
  return {...rest, ...(needed.length > 0 && {required: needed}), properties};
}

/** How secrets of a part are made. */
const MADE: Readonly<Record<string, string>> = {
  keys: '`echo "rk_$(openssl rand -hex 32)"` makes one for a space, with `ck_` one for the whole server.',
  webhooks: '`echo "whsec_$(openssl rand -base64 32)"` makes a secret.',
};

/** All that a config file may say. */
export function configPage(): string {
  const {properties, required = []} = configSchema as unknown as Node & {properties: Record<string, Node>};
  const {spaces, keys, webhooks, ...plain} = properties;
  const parts = {spaces, keys, webhooks};
  return page(
    'The config file',
    `Production runs with \`node dist/server/main.js --config config.json\`; \`--check\` looks at the file, at
the secrets that it names, \`WEBFUSE_SECRET\` and the browser, and starts nothing: give it the same environment. The
file is JSON. What it does not know, or what is of the wrong type, is refused in one line, and nothing starts.
Paths are relative to the file. With [\`"$schema": "config.schema.json"\`](config.schema.json), the path of that
file, editors know all of this. What has no default and is not required may be left out.`,
    table(['setting', 'is', 'default', ''], rowsOf({properties: plain, required})),
    ...Object.entries(parts).flatMap(([name, part]) => [
      `## ${name}`,
      part?.description ?? '',
      table(['setting', 'is', 'default', ''], rowsOf(part?.items ?? {})),
      ...(MADE[name] ? [MADE[name]] : []),
    ]),
  );
}

function rowsOf({properties = {}, required = []}: Node, before = ''): string[][] {
  return Object.entries(properties).flatMap(([key, node]) => {
    const name = `${before}${key}`;
    if (node.properties && !node.title) return rowsOf(node, `${name}.`);
    return [
      [code(name), kindOf(node), defaultOf(node, required.includes(key)), node.description ?? ''],
      ...within(node, name),
    ];
  });
}

/** What an object with a title of its own consists of is told by that title, where it is a secret. */
function within(node: Node, name: string): string[][] {
  return node.properties && !node.properties['env'] ? rowsOf(node, `${name}.`) : [];
}

function kindOf({title = '', enum: choices}: Node): string {
  return choices ? choices.map(code).join(', ') : title.replace(/\{[^}]*\}|"[^"]*"/g, code);
}

function defaultOf({default: value}: Node, isRequired: boolean): string {
  if (value !== undefined) return code(JSON.stringify(value));
  return isRequired ? 'required' : '';
}
