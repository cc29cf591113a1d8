import fc from 'fast-check';

/** A JSON Schema, as far as values are made for it here. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** Something that is nested so deep. */
function deep(depth: number): unknown {
  let value: unknown = {};
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : {in: value};
  return value;
}

/** Names that every object has, and what else programs trip over. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  '',
  'length',
  '0',
  '$ref',
];

const TEXTS = [
  ...NAMES,
  '\0',
  '\ud800',
  '\udc00x',
  '\u202e\u2028',
  '../../etc/passwd',
  '%00',
  "'; DROP TABLE sessions; --",
  '=1+1',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'http://[::1]:1/',
  'x'.repeat(20_000),
  '💥'.repeat(2_000),
  'NaN',
  '-1',
  '9'.repeat(400),
];

const own = (name: string, value: unknown) => JSON.parse(`{${JSON.stringify(name)}: ${JSON.stringify(value)}}`);

/** Any JSON, and most of all what hurts. */
export const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    -0,
    1e308,
    2 ** 53,
    -(2 ** 31),
    2 ** 32,
    [],
    {},
    [[]],
    [null],
  ),
  fc.constantFrom(...TEXTS),
  fc.string({unit: 'binary', maxLength: 50}),
  fc.constantFrom(...NAMES).map((name) => own(name, {polluted: true})),
  fc.constantFrom(20, 70, 500, 3_000).map(deep),
  fc.constant(Array(2_000).fill(0)),
  fc.constant(Object.fromEntries(Array.from({length: 500}, (_, index) => [`k${index}`, index]))),
  fc.json({maxDepth: 4, stringUnit: 'binary'}).map((text) => JSON.parse(text)),
);

/** Plain values that fit a schema in each of its ways, with what is known to be there. */
export function fitting(schema: Schema, known: Readonly<Record<string, unknown>>, name = ''): fc.Arbitrary<unknown> {
  if (name in known) return fc.constant(known[name]);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((way) => fitting(way, known)));
  if (schema.type === 'object' || schema.properties) {
    const entries = Object.entries(schema.properties ?? {});
    return fc.record(Object.fromEntries(entries.map(([key, inner]) => [key, fitting(inner, known, key)])));
  }
  if (schema.type === 'array') return schema.items ? fc.tuple(fitting(schema.items, known)) : fc.constant([]);
  if (schema.type === 'integer' || schema.type === 'number') return fc.constant(schema.minimum ?? 1);
  if (schema.type === 'boolean') return fc.boolean();
  return fc.constant(schema.type === 'null' ? null : 'text');
}

/** Objects that are near what a schema wants: some values nasty, some left out, some that nobody asked for. */
export function nearly(schema: Schema, known: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((way) => nearly(way, known)));
  const kept = Object.entries(schema.properties ?? {}).map(([name, inner]) =>
    fc.oneof(
      {weight: 4, arbitrary: named(name, fitting(inner, known, name))},
      {weight: 1, arbitrary: named(name, inner.anyOf || inner.properties ? nearly(inner, known) : nasty)},
      {weight: 1, arbitrary: named(name, nasty)},
      {weight: 1, arbitrary: fc.constant([])},
    ),
  );
  const extra = fc.oneof(
    {weight: 4, arbitrary: fc.constant([])},
    {weight: 1, arbitrary: fc.tuple(fc.tuple(fc.constantFrom(...NAMES), nasty))},
  );
  return fc.oneof(
    {weight: 6, arbitrary: fc.tuple(...kept, extra).map((parts) => Object.fromEntries(parts.flat()))},
    {weight: 1, arbitrary: nasty},
  );
}

/** A field of that name, in a list of its own. */
function named(name: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<[string, unknown][]> {
  return value.map((each) => [[name, each]]);
}

/** A part of an address, as it stands there. */
export const nastyPart: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '%00',
    '%zz',
    '%ED%A0%80',
    '%2F..%2F',
    '%',
    'x'.repeat(300),
    '*',
    '%F0%9F%92%A5',
    '-1',
    '0',
  ),
  fc.constantFrom(...TEXTS).map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 2_000) || '_'),
  fc.string({unit: 'binary', minLength: 1, maxLength: 20}).map((text) => encodeURIComponent(text.toWellFormed())),
);

/** What is there to be called about, in the session of a test. */
export const known = {
  ssid: 1,
  to: 1,
  client_index: 1,
  url: 'http://shop.localhost/',
  type: 'javascript',
  target_origin: '*',
  user_data: {name: 'Ada'},
};

/** None that the client of the test uses itself. */
const ids = fc.constantFrom<unknown>('x', '', null, true, -1, 1.5, 1e308, {}, [1]);

/** Whatever is no call at all. */
export const noCall = fc.oneof(
  nasty.map((value) => JSON.stringify(value)),
  fc.tuple(ids, nasty, nasty).map(([id, method, params]) => JSON.stringify({jsonrpc: '2.0', id, method, params})),
  fc.string({unit: 'binary', maxLength: 200}),
  fc.uint8Array({maxLength: 200}),
  fc.constantFrom(
    '{"jsonrpc":"2.0","id":"x","method":"ping","params":null}',
    '{"jsonrpc":"2.0","id":1e999,"method":"ping"}',
    '{"jsonrpc":"2.0","id":"x","id":2,"method":"ping"}',
    '{"jsonrpc":"2.0","id":"\\ud800","method":"\\ud800"}',
    '{"__proto__":{"jsonrpc":"2.0"},"id":"x","method":"ping"}',
    '{"jsonrpc":"2.0","id":"x","method":"__proto__"}',
    '{"jsonrpc":"2.0","id":"x","method":"constructor"}',
    `{"jsonrpc":"2.0","id":"x","method":"ping","params":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  ),
);
