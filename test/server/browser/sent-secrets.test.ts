import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import type {CDPSession} from 'puppeteer-core';
import type {Browser} from '../../../src/server/browser/browser.ts';
import {Masking} from '../../../src/server/browser/masking.ts';
import {openPainted, openSession, pagesByPath, press, startBrowser, startSite} from './harness.ts';

const FIELDS = `<input name="q" value="shoes"><input name="pin" type="password" value="4711">
  <input class="secret" name="card" value="4929 1234"><input name="getAttribute"><button>send</button>`;
const FORM = `<title>-</title><form action="/found">${FIELDS}</form>`;

const CLICK = `document.querySelector('button').click()`;

/** What a form stands in, and what sends it. */
const WAYS: Readonly<Record<string, readonly [page: string, send: string]>> = {
  'is sent by its button': [FORM, CLICK],
  'is sent by a script': [FORM, `HTMLFormElement.prototype.submit.call(document.forms[0])`],
  'is in a shadow tree': [
    `<title>-</title><div></div><script>
      var root = document.querySelector('div').attachShadow({mode: 'closed'});
      root.innerHTML = '${FORM.replaceAll('\n', '')}';
    </script>`,
    `root.querySelector('button').click()`,
  ],
  'is on a page that was written anew': [
    `<script>onload = () => {
      document.open();
      document.write('${FORM.replaceAll('\n', '')}');
      document.close();
    }</script>`,
    CLICK,
  ],
};

describe('an address that a form makes', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    browser = startBrowser();
    site = await startSite((request, response) => {
      const [path = ''] = (request.url ?? '').split('?');
      const page = WAYS[decodeURIComponent(path.slice(1))]?.[0] ?? '<title>found</title><a href="?pin=1&q=2">again</a>';
      pagesByPath({[request.url ?? '']: page})(request, response);
    });
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  for (const [way, [, send]] of Object.entries(WAYS)) {
    it(`is told without what was typed into masked fields where the form ${way}`, async () => {
      const {pages, told} = openSession(browser, {masked: ['.secret']});
      await pages.open(1, `${site.url}/${encodeURIComponent(way)}`);
      await told.until('1 title -');
      await pages.execute(1, send, 'javascript');
      await told.until(`1 relocated ${site.url}/found?q=shoes&pin=***&card=***&getAttribute=`);
      await told.until('1 title found');
      await pages.execute(1, `document.querySelector('a').click()`, 'javascript');
      await told.until(`1 relocated ${site.url}/found?pin=***&q=2`);
      assert.doesNotMatch(told.lines.join('\n'), /4711|4929/);
      await pages.dispose();
    });
  }

  it('is told like that of a tab that it opens, too', async () => {
    const url = `${site.url}/${encodeURIComponent('is sent by its button')}`;
    const {pages, told} = await openPainted(browser, url, {masked: ['.secret']});
    told.adopt = () => 2;
    await pages.execute(1, `document.forms[0].target = '_blank'; document.forms[0].q.focus()`, 'javascript');
    await press(pages, 'Enter');
    await told.until(`2 relocated ${site.url}/found?q=shoes&pin=***&card=***&getAttribute=`);
    assert.doesNotMatch(told.lines.join('\n'), /4711|4929/);
    await pages.dispose();
  });
});

describe('what a page says of masked fields', () => {
  it('is believed as far as it is a list of names, or of texts', async (test) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'webfuse-sent-'));
    test.after(() => rm(folder, {recursive: true}));
    const root = Object.assign(new EventEmitter(), {send: async () => ({id: 'a'})});
    const masking = await Masking.load(root as unknown as CDPSession, folder);
    const sent: (readonly string[])[] = [];
    const typed: (string | undefined)[][] = [];
    const drawn: number[] = [];
    await masking.tell(root as unknown as CDPSession, [], {
      onUnanswered() {},
      onSent: (names) => sent.push(names),
      onTyped: (...texts) => typed.push(texts),
      onDrawn: (drawer) => drawn.push(drawer),
    });
    for (const said of ['{', 'null', '{"a": 1}', `["${'a'.repeat(100_000)}"]`, '["pin", 1, null]']) {
      root.emit('Runtime.bindingCalled', {payload: masking.name + said});
    }
    assert.deepEqual(sent, [[], [], [], [], ['pin']]);
    for (const said of ['{', 'null', '[]', '[1]', `["${'a'.repeat(5_000)}"]`, '["4711",null]', '["4711","471"]']) {
      root.emit('Runtime.bindingCalled', {payload: `${masking.name}-typed${said}`});
    }
    assert.deepEqual(typed, [
      ['4711', undefined],
      ['4711', '471'],
    ]);
    for (const said of ['', '-1', '1.5', '1e3', '12345678901', 'NaN', '42']) {
      root.emit('Runtime.bindingCalled', {payload: `${masking.name}-drawn${said}`});
    }
    assert.deepEqual(drawn, [42]);
  });
});
