import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from '../../../src/server/browser/browser.ts';
import type {OpenQuestion} from '../../../src/server/browser/pages.ts';
import {answer, click, openPainted, pagesByPath, startBrowser, startSite} from './harness.ts';

/** Longer than a page takes to come on a machine with much to do. Milliseconds. */
const PATIENCE = 10_000;

/** A page that does something when it is clicked, titled with what that came to. */
const onClick = (script: string) =>
  `<title>-</title><body style="height:100vh"><script>onclick = () => { ${script} };</script>`;

describe('dialogs of a page', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    browser = startBrowser();
    site = await startSite(
      pagesByPath({
        '/alert': onClick(`alert('Sold out'); document.title = 'went on';`),
        '/confirm': onClick(`document.title = 'confirm ' + confirm('Sure?') + ' ' + confirm('Really?');`),
        '/prompt': onClick(`document.title = 'prompt ' + prompt('Name?', 'Ada') + ' ' + prompt('Age?');`),
        '/unsaved': `<title>-</title><body style="height:100vh"><script>
          onbeforeunload = (event) => event.preventDefault(); onclick = () => { document.title = 'touched'; };</script>`,
        '/loop': onClick('for (;;) alert(1);'),
        '/loading': `<title>-</title><script>setTimeout(() => { for (let i = 0;; i++) alert(i) }, 100)</script>`,
        '/other': '<title>other</title>',
        '/patient': onClick(`alert('wait'); document.title = 'waited';`),
        '/keyed': `<title>-</title><input id=field style="position:fixed;inset:0;height:50%">
          <script>onclick = () => { alert('now'); document.title = 'typed ' + document.querySelector('input').value; };
          oninput = ({target}) => { document.title = 'typed ' + target.value; };</script>`,
      }),
    );
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  const open = (path: string, setup = {}) => openPainted(browser, site.url + path, setup);

  it('wait until someone has read them', async () => {
    const {pages, told} = await open('/alert');
    await click(pages, 1, 100, 100);
    await told.until('1 asks alert');
    assert.deepEqual(told.asking.get(1)?.[0]?.question, {kind: 'alert', origin: site.url, message: 'Sold out'});
    assert.ok(!told.lines.includes('1 title went on'));
    answer(pages, told, {accept: true});
    await told.until('1 title went on');
    assert.deepEqual(told.asking.get(1), []);
    await pages.dispose();
  });

  it('give the page what was answered', async () => {
    const {pages, told} = await open('/confirm');
    await click(pages, 1, 100, 100);
    await told.until('1 asks confirm');
    answer(pages, told, {accept: true});
    await told.until('1 asks confirm', told.lines.length - 1);
    answer(pages, told, null);
    await told.until('1 title confirm true false');
    await pages.dispose();
  });

  it('give the page what was typed, and take nothing else', async () => {
    const {pages, told} = await open('/prompt');
    await click(pages, 1, 100, 100);
    await told.until('1 asks prompt');
    const [{id, question}] = told.asking.get(1) as [OpenQuestion];
    assert.deepEqual(question, {kind: 'prompt', origin: site.url, message: 'Name?', value: 'Ada'});
    assert.equal(pages.answer(1, id, {accept: true})?.refused, 'invalid_argument');
    assert.equal(pages.answer(1, id + 1, null)?.refused, 'nothing_to_do');
    const since = told.lines.length;
    answer(pages, told, {value: 'Béa 漢'});
    assert.equal(pages.answer(1, id, null)?.refused, 'nothing_to_do');
    await told.until('1 asks prompt', since);
    answer(pages, told, null);
    await told.until('1 title prompt Béa 漢 null');
    await pages.dispose();
  });

  it('ask before what was not saved is lost', async () => {
    const {pages, told} = await open('/unsaved');
    await click(pages, 1, 100, 100);
    await told.until('1 title touched');
    await pages.navigate(1, `${site.url}/other`);
    await told.until('1 asks leave');
    let since = told.lines.length;
    answer(pages, told, null);
    // It stays, and says so.
    await told.until(`1 relocated ${site.url}/unsaved`, since);
    since = told.lines.length;
    await pages.navigate(1, `${site.url}/other`);
    await told.until('1 asks leave', since);
    answer(pages, told, {accept: true});
    await told.until('1 title other');
    await pages.dispose();
  });

  it('can be left: the page is loaded anew, goes elsewhere or is closed while one is open', async () => {
    const {pages, told} = await open('/loop');
    await click(pages, 1, 100, 100);
    await told.until('1 asks alert');
    let since = told.lines.length;
    await pages.reload(1);
    await told.until(`1 relocated ${site.url}/loop`, since);
    await pages.navigate(1, `${site.url}/loading`);
    await told.until('1 asks alert', since);
    since = told.lines.length;
    await pages.navigate(1, `${site.url}/other`);
    await told.until('1 title other', since);
    assert.deepEqual(told.asking.get(1), []);
    since = told.lines.length;
    await pages.navigate(1, `${site.url}/loading`);
    await told.until('1 asks alert', since);
    await pages.close(1);
    assert.deepEqual(told.asking.get(1), []);
    await pages.open(2, `${site.url}/other`);
    await told.until('2 title other');
    await pages.dispose();
  });

  it('are no more than a person answers: a page that opens them without end is stopped', async () => {
    const {pages, told} = await open('/loop');
    const start = performance.now();
    await click(pages, 1, 100, 100);
    let answered = 0;
    const answering = setInterval(() => {
      const [first] = told.asking.get(1) ?? [];
      if (first?.question.kind !== 'alert') return;
      answered++;
      pages.answer(1, first.id, {accept: true});
    }, 5).unref();
    await told.until(/^1 error The page opened one dialog after the other and was stopped/);
    clearInterval(answering);
    const seconds = (performance.now() - start) / 1_000;
    assert.ok(answered >= 20 && answered <= 20 + seconds / 2, `${answered} in ${seconds} s`);
    assert.deepEqual(told.asking.get(1), []);
    await pages.navigate(1, `${site.url}/other`);
    await told.until('1 title other');
    await pages.dispose();
  });

  it('may wait for longer than a page that says nothing', async () => {
    const {pages, told} = await open('/patient', {patience: PATIENCE});
    await click(pages, 1, 100, 100);
    await told.until('1 asks alert');
    // What tells the time is another page, which is stopped for its silence meanwhile.
    const busy = await openPainted(browser, `${site.url}/alert`, {patience: 2 * PATIENCE});
    await busy.pages.execute(1, 'setTimeout(() => { for (;;); })', 'javascript');
    await busy.told.until(/^1 error The page did not answer/);
    answer(pages, told, {accept: true});
    await told.until('1 title waited');
    await pages.dispose();
    await busy.pages.dispose();
  });

  it('keep what is typed meanwhile from the page', async () => {
    const {pages, told} = await open('/keyed');
    await click(pages, 1, 100, 100);
    await told.until('1 asks alert');
    await pages.input(1, {type: 'text', text: 'lost'});
    answer(pages, told, {accept: true});
    await told.until('1 title typed');
    await pages.execute(1, 'field.focus()', 'javascript');
    await pages.input(1, {type: 'text', text: 'kept'});
    await told.until('1 title typed kept');
    await pages.dispose();
  });
});
