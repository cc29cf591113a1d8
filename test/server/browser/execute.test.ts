import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from '../../../src/server/browser/browser.ts';
import type {SessionPages} from '../../../src/server/browser/pages.ts';
import {openSession, pagesByPath, startBrowser, startSite, type Told} from './harness.ts';

describe('code that is run in a page', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  let pages: SessionPages;
  let told: Told;

  before(async () => {
    browser = startBrowser();
    site = await startSite((request, response) => {
      response.setHeader('content-security-policy', "default-src 'none'; script-src 'nonce-1'");
      pagesByPath({
        '/': `<title>Page</title><script nonce="1">window.mine = 41</script>`,
        '/next': '<title>Next</title>',
      })(request, response);
    });
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  const open = async (path: string) => {
    ({pages, told} = openSession(browser));
    await pages.open(1, site.url + path);
    await told.until(/1 title (Page|Next)/);
  };
  const run = (code: string) => pages.execute(1, code, 'javascript');

  it('gives its result as JSON, from the world of the page, whatever its policy', async () => {
    await open('/next');
    for (const [code, result] of [
      ['1 + 1', 2],
      ['({a: [1, {b: null}], c: undefined})', {a: [1, {b: null}]}],
      ['"text"', 'text'],
      ['const text = "text"; text', 'text'],
      ['undefined', null],
      ['() => 1', null],
      ['NaN', null],
      ['-0', 0],
      ['12n', '12'],
      ['document.body', {}],
      ['new Date(0)', '1970-01-01T00:00:00.000Z'],
      ['new Promise((resolve) => setTimeout(resolve, 20, {later: true}))', {later: true}],
    ] as const) {
      assert.deepEqual(await run(code), result, code);
    }
    await pages.dispose();
  });

  it('sees what the page made', async () => {
    await open('/');
    assert.equal(await run('mine + 1'), 42);
    await pages.dispose();
  });

  it('says what went wrong', async () => {
    await open('/next');
    for (const [code, error] of [
      ['throw new TypeError("no such thing")', {code: 'execution_failed', message: 'TypeError: no such thing'}],
      ['Promise.reject(new Error("later"))', {code: 'execution_failed', message: 'Error: later'}],
      ['throw "a word"', {code: 'execution_failed', message: '"a word"'}],
      ['1 +', {code: 'execution_failed', message: 'SyntaxError: Unexpected end of input'}],
      ['const a = {}; a.a = a; a', {code: 'execution_failed', message: /circular/}],
      ['"x".repeat(100_000)', {code: 'too_large', message: /at most 65536 characters, got 100002/}],
      ['"\\u0001".repeat(100_000)', {code: 'too_large', message: /at most 65536 characters, got 600002/}],
      ['[..."x".repeat(100_000)]', {code: 'too_large', message: /at most 65536 characters/}],
    ] as const) {
      await assert.rejects(run(code), {name: 'ExecutionError', ...error}, code);
    }
    await pages.dispose();
  });

  it('has only its length brought here when it gives too much', async () => {
    await open('/next');
    // No message as long as that is taken from the browser.
    await assert.rejects(run('"x".repeat(70_000_000)'), {code: 'too_large'});
    await pages.dispose();
  });

  it('may be run again, with names of its own', async () => {
    await open('/next');
    for (const result of [1, 2]) assert.equal(await run(`const result = ${result}; result`), result);
    assert.equal(await run('var kept = 3; kept'), 3);
    assert.equal(await run('kept'), 3);
    await pages.dispose();
  });

  it('is stopped when it takes too long, or when its page goes', async () => {
    await open('/next');
    const late = {name: 'ExecutionError', code: 'timeout', message: 'Expected the code to end within 5 s.'};
    await assert.rejects(run('for (;;);'), late);
    await assert.rejects(run('new Promise(() => {})'), late);
    assert.equal(await run('1'), 1);
    const leaving = run('location.href = "/"; new Promise(() => {})');
    await assert.rejects(leaving, {code: 'execution_failed', message: /^The page went away/});
    const hanging = run('for (;;);');
    await pages.close(1);
    await assert.rejects(hanging, {code: 'execution_failed', message: /^The page went away/});
    await pages.dispose();
  });

  it('adds styles until another page is there', async () => {
    await open('/next');
    // A page that has just come is empty for a moment.
    const colour = `new Promise((done) => {
      const look = () => document.body ? done(getComputedStyle(document.documentElement).color) : setTimeout(look);
      look();
    })`;
    const before = await run(colour);
    assert.equal(await pages.execute(1, ':root { color: rgb(1, 2, 3) }', 'css'), null);
    assert.equal(await run(colour), 'rgb(1, 2, 3)');
    const since = told.lines.length;
    await pages.reload(1);
    await told.until(`1 relocated ${site.url}/next`, since);
    assert.equal(await run(colour), before);
    await pages.dispose();
  });

  it('needs a tab', async () => {
    await open('/next');
    await assert.rejects(pages.execute(2, '1', 'javascript'), /Expected the id of an open tab, got 2/);
    await pages.dispose();
  });
});
