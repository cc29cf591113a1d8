import assert from 'node:assert/strict';
import {request} from 'node:http';
import {connect} from 'node:net';
import {text} from 'node:stream/consumers';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {fitting, nasty, nastyPart, nearly, type Schema} from './nasty.ts';
import {CK, watchedServer} from './watched-server.ts';

interface Operation {
  readonly parameters?: readonly {readonly name: string; readonly in: 'path' | 'query'; readonly schema: Schema}[];
  readonly requestBody?: {readonly content: Readonly<Record<string, {readonly schema: Schema}>>};
}

/** A call over HTTP, byte by byte as it is sent. */
interface Call {
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: Buffer | null;
}

/** How many calls of each route are tried. */
const RUNS = 20;

/** What is served besides what the document tells of. */
const UNTOLD = [
  'GET /s{id}',
  'GET /files/{id}/{name}',
  'GET /+{slug}',
  'GET /+{slug}/embed',
  'GET /{name}',
  'GET /docs',
  'PUT /api/socket',
];

/** Sends a call, and tells what came. */
function send(origin: string, method: string, {path, headers, body}: Call): Promise<{status: number; body: string}> {
  const {promise, resolve, reject} = Promise.withResolvers<{status: number; body: string}>();
  const {hostname, port} = new URL(origin);
  const sent = request({
    hostname,
    port,
    method,
    path,
    headers: ['host', `${hostname}:${port}`, ...headers],
    timeout: 10_000,
  });
  sent.once('response', async (response) => resolve({status: response.statusCode ?? 0, body: await text(response)}));
  sent.once('timeout', () => sent.destroy(new Error(`No answer came to ${method} ${path.slice(0, 200)}.`)));
  sent.once('error', reject);
  sent.end(body ?? undefined);
  return promise;
}

/** @param right - with which the route opens */
const keyHeaders = (right: string) =>
  fc.oneof(
    {weight: 6, arbitrary: fc.constant(['authorization', right])},
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        [],
        ['authorization', ''],
        ['authorization', 'Token'],
        ['authorization', `Token ck_${'x'.repeat(4_000)}`],
        ['authorization', 'Basic Og=='],
        ['authorization', `Token ${CK}`, 'authorization', 'Token rk_another'],
        ['authorization', `Bearer ${CK}`, 'origin', 'null'],
        ['origin', 'https://evil.example', 'origin', 'https://other.example'],
      ),
    },
  );

const typeHeaders = fc.oneof(
  {weight: 6, arbitrary: fc.constant(['content-type', 'application/json'])},
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ['content-type', 'text/plain'],
      ['content-type', 'application/json; charset=utf-16'],
      ['content-type', 'application/json', 'content-encoding', 'gzip'],
      ['content-type', 'multipart/form-data; boundary=x'],
      ['content-type', 'application/x-www-form-urlencoded'],
      ['content-type', ';;;'],
      ['content-type', 'application/json', 'content-type', 'text/html'],
    ),
  },
);

const bytes = fc.oneof(
  fc
    .constantFrom(
      '{',
      '[[[',
      '{"a":1}}',
      '"',
      'null',
      '',
      '\u0000',
      '{"__proto__":{"polluted":true}}',
      `${'['.repeat(50_000)}`,
    )
    .map((junk) => Buffer.from(junk)),
  fc.constant(Buffer.from('{"name":"x"}', 'utf16le')),
  fc.constant(Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])),
  fc.constant(Buffer.alloc(300_000, 0x20)),
  fc.uint8Array({maxLength: 100}).map((array) => Buffer.from(array)),
);

/** Calls of a route that are near what it takes. */
function callsOf(
  template: string,
  operation: Operation,
  known: Readonly<Record<string, unknown>>,
  key: string,
): fc.Arbitrary<Call> {
  const {parameters = [], requestBody} = operation;
  const part = (name: string) =>
    name in known
      ? fc.oneof({weight: 3, arbitrary: fc.constant(String(known[name]))}, {weight: 2, arbitrary: nastyPart})
      : nastyPart;
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const path = fc
    .tuple(...names.map(part))
    .map((parts) => parts.reduce((filled, value, index) => filled.replace(`{${names[index]}}`, () => value), template));
  const field = fc.constantFrom('page', 'format', '__proto__', 'a[]', '', ...parameters.map(({name}) => name));
  const query = fc
    .array(fc.tuple(field, fc.oneof(nastyPart, fc.constantFrom('1', 'true', 'csv'))), {maxLength: 3})
    .map((pairs) => (pairs.length ? `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}` : ''));
  const schema = requestBody?.content['application/json']?.schema ?? {};
  const json = nearly(schema, known).map((value) => Buffer.from(JSON.stringify(value)));
  const body = requestBody ? fc.oneof({weight: 4, arbitrary: json}, {weight: 1, arbitrary: bytes}) : fc.constant(null);
  return fc.tuple(path, query, keyHeaders(key), typeHeaders, body).map(([at, search, keys, types, sent]) => ({
    path: at + search,
    headers: [...keys, ...(sent ? types : ['content-length', '0'])],
    body: sent,
  }));
}

describe('bad calls over HTTP', () => {
  it('of every route are answered with 4xx and a name, and change nothing', async (test) => {
    const first = await watchedServer(test);
    const {paths} = (await (await fetch(`${first.origin}/docs/openapi.json`)).json()) as {
      paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    };
    const told = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
    );
    assert.ok(told.length > 20);
    for (const [route, operation] of [...told, ...UNTOLD.map((route) => [route, {}] as const)]) {
      await test.test(route, async (test) => {
        // A server of its own, since some of what is tried is right, and some of that ends what is there.
        const {origin, known, session, state, expectSound} = await watchedServer(
          test,
          route.includes('/company/') ? 'company' : 'spaces/demo',
        );
        const [method = '', template = ''] = route.split(' ');
        const key = template.startsWith('/api/sessions/') ? `Bearer ${session.seat_token}` : `Token ${CK}`;
        let before = await state();
        await fc.assert(
          fc.asyncProperty(callsOf(template, operation, known, key), async (call) => {
            const {status, body} = await send(origin, method, call);
            assert.ok(status < 500, `${status} ${body}`);
            const now = await state();
            if (status >= 400) {
              assert.equal(now, before);
              const {detail, code} = JSON.parse(body);
              assert.match(code, /^[a-z_]+$/);
              assert.match(detail, /./);
            }
            before = now;
          }),
          {numRuns: RUNS},
        );
        await expectSound();
      });
    }
  });

  const RAW = [
    'GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n',
    'BREW /api/spaces/ HTTP/1.1\r\nHost: x\r\n\r\n',
    'POST /api/pin HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef',
    'POST /api/pin HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    'POST /api/pin HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nzz\r\n',
    'POST /api/pin HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    'GET / HTTP/1.1\r\nHost: x\r\nBad Name: 1\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: x\r\nX: \u0000\r\n\r\n',
    'GET /api/socket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    'GET /healthz HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n',
    'GET /api/socket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 99\r\n\r\n',
    '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001',
    '\r\n\r\n\r\n',
  ];

  it('that are no HTTP are answered with 4xx, or hung up on', async (test) => {
    const {origin, state, expectSound} = await watchedServer(test);
    const before = await state();
    const {hostname, port} = new URL(origin);
    for (const raw of RAW) {
      const socket = connect(Number(port), hostname);
      socket.end(raw, 'latin1');
      const answer = await text(socket).catch(() => '');
      assert.match(answer, /^(HTTP\/1\.1 ([1234]\d\d) |$)/, JSON.stringify(raw.slice(0, 80)));
    }
    assert.equal(await state(), before);
    await expectSound();
  });

  it('make values that fit a schema only where they are meant to', () => {
    const way = {type: 'object', properties: {a: {type: 'integer', minimum: 3}, b: {enum: ['x', 'y']}}};
    const seen = fc.sample(fitting({anyOf: [way, {type: 'null'}]}, {}), 200).map((value) => JSON.stringify(value));
    assert.deepEqual([...new Set(seen)].sort(), ['null', '{"a":3,"b":"x"}', '{"a":3,"b":"y"}']);
    fc.assert(
      fc.property(nasty, (value) => JSON.stringify(value) !== undefined),
      {numRuns: 100},
    );
  });
});
