import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import {jsonLog, type LogLevel, readableLog} from '../../../src/server/operations/log.ts';
import {DEMO_SPACE} from '../../../src/server/storage/spaces.ts';
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
