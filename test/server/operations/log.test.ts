import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import {jsonLog, type LogLevel, readableLog} from '../../../src/server/operations/log.ts';
import {DEMO_SPACE} from '../../../src/server/storage/spaces.ts';
import {restServer} from '../../support/rest-client.ts';
import {serve} from '../../support/test-server.ts';

/** A log that a test reads. */
function heard(level: LogLevel = 'debug') {
  const texts: string[] = [];
  const log = jsonLog(level, {write: (text) => texts.push(text)});
  return {log, texts, lines: () => texts.map((text) => JSON.parse(text))};
}

describe('the log', () => {
  it('has a JSON object a line, with its time, level and what it is about', () => {
    const {log, texts, lines} = heard();
    log.info({session: 'abc', space: 'demo'}, 'A session began.');
    assert.match(texts[0]!, /^\{[^\n]*\}\n$/);
    const [{time, ...line}] = lines();
    assert.ok(Math.abs(Date.parse(time) - Date.now()) < 60_000);
    assert.deepEqual(line, {level: 'info', session: 'abc', space: 'demo', msg: 'A session began.'});
  });

  it('says of an error what went wrong and why, and nothing that hangs on it', () => {
    const {log, texts, lines} = heard();
    const cause = Object.assign(new TypeError('Invalid URL'), {
      code: 'ERR_INVALID_URL',
      input: 'http://secret.example',
    });
    log.error({err: new Error('No address.', {cause})}, 'A call failed.');
    const [{err}] = lines();
    assert.deepEqual([err.type, err.message, err.cause.code], ['Error', 'No address.', 'ERR_INVALID_URL']);
    assert.match(err.stack, /log\.test/);
    assert.doesNotMatch(texts.join(''), /secret/);
  });

  it('reads as sentences for someone who reads along, warnings apart', () => {
    const [said, warned]: [string[], string[]] = [[], []];
    const log = readableLog(
      'info',
      (text) => said.push(text),
      (text) => warned.push(text),
    );
    log.info({session: 'abc', events: 3}, 'A session ended.');
    log.warn({err: new Error('Gone.')}, 'The browser ended.');
    assert.match(said.join('|'), /^\d\d:\d\d:\d\d A session ended\. \(session=abc, events=3\)$/);
    assert.match(warned.join('|'), /^\d\d:\d\d:\d\d warn: The browser ended\.\nError: Gone\.\n +at /);
  });
});

describe('a request', () => {
  async function logged(test: TestContext, path: string) {
    const {log, texts, lines} = heard();
    const {origin} = await serve(test, {log, spaces: [DEMO_SPACE]});
    await fetch(`${origin}${path}`);
    return {texts, line: lines().find(({msg}) => msg === 'Answered.')};
  }

  it('is one line with an id, the route and what came of it', async (test) => {
    const {line} = await logged(test, '/healthz');
    assert.match(line.reqId, /^[\w-]{8}$/);
    assert.deepEqual([line.level, line.method, line.route, line.status], ['debug', 'GET', '/healthz', 200]);
    assert.equal(line.ip, '127.0.0.1');
  });

  for (const path of ['/files/s3cret/a.txt?q=s3cret', '/+demo/?widget_key=s3cret', '/s3cret', '/api/s3cret?s3cret']) {
    it(`leaves no trace of what stands in ${path}`, async (test) => {
      const {texts, line} = await logged(test, path);
      assert.ok(line);
      assert.doesNotMatch(texts.join(''), /s3cret/);
    });
  }
});

describe('a call that failed on the server', () => {
  async function failing(test: TestContext) {
    const {log, lines} = heard('error');
    const settings = {...DEMO_SPACE.settings, code_execution_enabled: true};
    const {connect, pages, ask} = await restServer(test, {log, spaces: [{...DEMO_SPACE, settings}]});
    const ada = await connect();
    const {session_id: session} = await ada.lead();
    await ada.call('open_tab', {url: 'http://shop.localhost/'});
    pages.run = () => Promise.reject(new Error('Broken.'));
    return {
      ada,
      pages,
      ask,
      session,
      about: () => lines().map(({time: _, err, ...line}) => ({...line, err: err.message})),
    };
  }

  const RUN = {code: 's3cret()', type: 'javascript'};
  const LINE = {level: 'error', err: 'Broken.', msg: 'A call failed.'};

  it('is logged with its session, method and id, where a client calls', async (test) => {
    const {ada, session, about} = await failing(test);
    ada.send(JSON.stringify({jsonrpc: '2.0', id: 'x'.repeat(1_000), method: 'execute', params: RUN}));
    assert.equal(await ada.refusal('execute', RUN), 'internal');
    const [first, second] = about();
    assert.deepEqual(first, {...LINE, session, method: 'execute', id: 'x'.repeat(64)});
    assert.deepEqual(second, {...LINE, session, method: 'execute', id: second?.id});
    assert.equal(typeof second?.id, 'number');
  });

  it('is so where a page calls', async (test) => {
    const {pages, session, about} = await failing(test);
    const answered = Promise.withResolvers<string>();
    const caller = {ssid: 1, origin: 'null', kind: 'extension', send: answered.resolve} as const;
    pages.listener.called(caller, '{"jsonrpc": "2.0", "method": "attach_extension"}');
    pages.listener.called(caller, JSON.stringify({jsonrpc: '2.0', id: 7, method: 'execute', params: RUN}));
    assert.match(await answered.promise, /internal/);
    assert.deepEqual(about(), [{...LINE, session, method: 'execute', id: 7}]);
  });

  it('is so with its request, where a program calls over HTTP', async (test) => {
    const {ask, session, about} = await failing(test);
    const {status} = await ask(`POST /api/spaces/demo/sessions/${session}/tabs/1/execute/`, {body: {code: RUN.code}});
    assert.equal(status, 500);
    const [{reqId, ...line} = {reqId: ''}] = about() as {reqId: string}[];
    assert.match(reqId, /^[\w-]{8}$/);
    const route = '/api/spaces/:space_id/sessions/:session_id/tabs/:ssid/execute/';
    assert.deepEqual(line, {...LINE, session, method: 'POST', route});
  });
});
