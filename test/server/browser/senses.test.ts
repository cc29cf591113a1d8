import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {MODIFIER} from '../../../src/protocol/rpc.ts';
import type {Browser} from '../../../src/server/browser/browser.ts';
import type {SessionPages} from '../../../src/server/browser/pages.ts';
import {click, insist, openPainted, openSession, painted, press, startBrowser, startSite} from './harness.ts';

const at = (left: number, more = '') => `style="position:fixed;top:0;left:${left}px;width:100px;height:100px;${more}"`;

/** Fields, each of them 100 pixels wide, and what came of pasting. */
const FIELDS = `
  <a href="#" ${at(0)}>link</a>
  <p ${at(100, 'cursor:url(x.png) 2 2, grab')}>grab</p>
  <p ${at(200, 'margin:0;font:90px monospace')}>txt</p>
  <div ${at(300)}></div>
  <input ${at(400)} value="one two">
  <div contenteditable ${at(500)}>rich</div>
  <input type="password" value="hidden" ${at(600)}>
  <input type="number" ${at(700)}>
  <p tabindex="0" id="own" ${at(800)}>own</p>
  <p tabindex="0" ${at(900)} onpaste="document.title = 'took ' + event.clipboardData.getData('text/plain'); event.preventDefault()">takes</p>
  <script>
    oninput = ({target, inputType}) => { document.title = inputType + ' ' + (target.value ?? target.textContent); };
    document.oncopy = (event) => {
      if (document.activeElement.id !== 'own') return;
      event.clipboardData.setData('text/plain', 'its own');
      event.preventDefault();
    };
  </script>`;

describe('what a tab says to whoever uses it', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    browser = startBrowser();
    site = await startSite((request, response) => {
      const other = `http://other.example:${site.port}/fields`;
      const pages: Record<string, string> = {
        '/fields': FIELDS,
        '/busy': '<script>onmousemove = () => { for (;;); }</script>',
        '/framed': '<iframe src="/fields" style="position:fixed;inset:0;width:100%;height:100%;border:0"></iframe>',
        '/framed-elsewhere': `<iframe src="${other}" style="position:fixed;inset:0;width:100%;height:100%;border:0"></iframe>`,
        '/rewritten': `<script>
          onload = () => { document.open(); document.write(\`<title>-</title>${FIELDS.replaceAll('</script>', '<\\/script>')}\`); document.close(); };
        </script>`,
      };
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><title>-</title>${pages[request.url ?? ''] ?? ''}`);
    });
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  /** A tab that is painted, and heard of. */
  async function open(path: string): ReturnType<typeof openPainted> {
    const session = await openPainted(browser, site.url + path);
    session.told.hears = true;
    return session;
  }

  for (const [where, path] of [
    ['in a page', '/fields'],
    ['in a frame', '/framed'],
    ['in a frame of another site', '/framed-elsewhere'],
    ['in a page that wrote itself anew', '/rewritten'],
  ] as const) {
    it(`says how the pointer looks and which keyboard is needed ${where}`, async () => {
      const {pages, told} = await open(path);
      for (const [x, cursor] of [
        [50, 'pointer'],
        [150, 'grab'],
        [230, 'text'],
        [350, 'default'],
        [450, 'text'],
      ] as const) {
        await insist(told, `1 cursor ${cursor}`, () => void pages.input(1, {...MOVE, x, y: 50}));
      }
      for (const [x, mode] of [
        [450, 'text'],
        [350, 'none'],
        [750, 'decimal'],
      ] as const) {
        await insist(told, `1 keyboard ${mode}`, () => void click(pages, 1, x, 50));
      }
      await pages.dispose();
    });

    it(`copies and pastes ${where}`, async () => {
      const {pages, told} = await open(path);
      // A click that comes before a frame was painted hits the page around it, and may take the focus away later.
      await insist(told, '1 cursor text', () => void pages.input(1, {...MOVE, x: 450, y: 50}));
      await insist(told, '1 keyboard text', () => void click(pages, 1, 450, 50));
      await select(pages, 'c');
      await told.until('1 copied one two');
      await select(pages, 'x');
      await told.until('1 copied one two', told.lines.indexOf('1 copied one two') + 1);
      pages.input(1, {type: 'paste', text: 'from elsewhere'});
      await press(pages, '!');
      if (where === 'in a page') await told.until('1 title insertText from elsewhere!');
      // Not all of the page, which has a password in it: nothing is copied that is masked.
      await click(pages, 1, 850, 50, {clickCount: 2});
      await press(pages, 'c', {code: 'KeyC', modifiers: MODIFIER.ctrl});
      await told.until('1 copied its own');
      await pages.dispose();
    });
  }

  it('pastes into rich text, and where the page takes it itself', async () => {
    const {pages, told} = await open('/fields');
    await click(pages, 1, 550, 50);
    await press(pages, 'a', {code: 'KeyA', modifiers: MODIFIER.ctrl});
    pages.input(1, {type: 'paste', text: 'poor'});
    await told.until('1 title insertText poor');
    await click(pages, 1, 950, 50);
    pages.input(1, {type: 'paste', text: 'a gift'});
    await told.until('1 title took a gift');
    await pages.dispose();
  });

  it('tells what a script of the page copies when it is clicked', async () => {
    const {pages, told} = openSession(browser);
    told.hears = true;
    await pages.open(1, 'http://shop.localhost/');
    await told.until('1 title Shop');
    await painted(pages, 1);
    const item = 'new ClipboardItem({"text/plain": new Blob(["as item"], {type: "text/plain"})})';
    for (const [copying, text] of [
      ['writeText("by script")', 'by script'],
      [`write([${item}])`, 'as item'],
    ] as const) {
      await pages.execute(1, `onclick = () => navigator.clipboard.${copying}; 0`, 'javascript');
      await click(pages, 1, 5, 5);
      await told.until(`1 copied ${text}`);
    }
    await pages.dispose();
  });

  it('does not copy a password', async () => {
    const {pages, told} = await open('/fields');
    await click(pages, 1, 650, 50);
    await select(pages, 'c');
    await click(pages, 1, 450, 50);
    await select(pages, 'c');
    await told.until('1 copied one two');
    assert.deepEqual(
      told.lines.filter((line) => line.startsWith('1 copied')),
      ['1 copied one two'],
    );
    await pages.dispose();
  });

  it('goes on with the pointer when a page that was busy with it is left', async () => {
    const {pages, told} = await open('/busy');
    for (const x of [10, 20, 30]) pages.input(1, {...MOVE, x, y: 50});
    // Of another site, since one of the same shares the process that is busy.
    const elsewhere = `http://other.example:${site.port}/fields`;
    await pages.navigate(1, elsewhere);
    await told.until(`1 relocated ${elsewhere}`);
    await insist(told, '1 cursor pointer', () => void pages.input(1, {...MOVE, x: 50, y: 50}));
    await pages.dispose();
  });

  it('says it again when someone else takes over', async () => {
    const {pages, told} = await open('/fields');
    pages.input(1, {...MOVE, x: 50, y: 50});
    await told.until('1 cursor pointer');
    const since = told.lines.length;
    await pages.release(1);
    await told.until('1 cursor pointer', since);
    await pages.dispose();
  });
});

const MOVE = {type: 'mouse', action: 'move', button: 'none', buttons: 0, clickCount: 0, modifiers: 0} as const;

/** Selects all, and copies or cuts it. */
async function select(pages: SessionPages, key: 'c' | 'x'): Promise<void> {
  for (const each of ['a', key]) await press(pages, each, {code: `Key${each.toUpperCase()}`, modifiers: MODIFIER.ctrl});
}
