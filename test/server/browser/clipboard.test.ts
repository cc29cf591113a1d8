import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {MODIFIER} from '../../../src/protocol/rpc.ts';
import type {Browser} from '../../../src/server/browser/browser.ts';
import {click, openPainted, openSession, pagesByPath, painted, press, startBrowser, startSite} from './harness.ts';

const FIELD = 'style="position:fixed;inset:0;width:100%;height:50%"';

describe('the clipboard of the browser', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    browser = startBrowser();
    site = await startSite(
      pagesByPath({
        '/secret': `<title>-</title><input autofocus value="secret" ${FIELD}>
          <script>document.oncopy = () => { document.title = 'Copied'; }; oninput = ({target}) => { document.title = target.value; };</script>`,
        '/field': `<title>-</title><input autofocus ${FIELD}>
          <script>
            const seen = new Set();
            let count = 0;
            onkeydown = () => { count++; };
            const pressed = async (wanted) => { while (count < wanted) await new Promise(requestAnimationFrame); };
            document.onpaste = ({clipboardData}) => seen.add('pasted ' + clipboardData.getData('text/plain'));
            const report = () => [...seen, document.querySelector('input').value.replaceAll('x', '')].join();
          </script>`,
      }),
    );
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  /** A session that copied something, as text and by selecting it. */
  async function copied(): Promise<ReturnType<typeof openSession>> {
    const session = await openPainted(browser, `${site.url}/secret`);
    await click(session.pages, 1, 100, 100);
    await press(session.pages, 'a', {code: 'KeyA', modifiers: MODIFIER.ctrl});
    await press(session.pages, 'c', {code: 'KeyC', modifiers: MODIFIER.ctrl});
    await session.told.until('1 title Copied');
    return session;
  }

  it('is pasted into no other session by any key', async () => {
    const first = await copied();
    const {pages} = await openPainted(browser, `${site.url}/field`);
    await click(pages, 1, 100, 100);
    // Whatever a client calls its keys. Tab is left out, which leaves the field.
    const codes = Array.from({length: 256}, (_, code) => code).filter((code) => code !== 9);
    for (const [index, keyCode] of codes.entries()) {
      for (let modifiers = 0; modifiers < 16; modifiers++) pages.input(1, {...KEY, keyCode, modifiers});
      // A page is handed no more than it can deal with.
      await pages.execute(1, `pressed(${(index + 1) * 16})`, 'javascript');
    }
    assert.equal(await pages.execute(1, 'report()', 'javascript'), '');
    await Promise.all([first.pages.dispose(), pages.dispose()]);
  });

  it('is pasted into no other session by the middle button', async () => {
    const first = await copied();
    const {pages} = await openPainted(browser, `${site.url}/field`);
    await click(pages, 1, 100, 100, {button: 'middle'});
    await press(pages, 'x');
    await pages.execute(1, 'pressed(1)', 'javascript');
    assert.equal(await pages.execute(1, 'report()', 'javascript'), '');
    await Promise.all([first.pages.dispose(), pages.dispose()]);
  });

  it('has one of its own in place of it, for a session that shares none with its people', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/secret`, {clipboard: {text: ''}});
    told.hears = true;
    await click(pages, 1, 100, 100);
    for (const key of ['a', 'c']) {
      await press(pages, key, {code: `Key${key.toUpperCase()}`, modifiers: MODIFIER.ctrl});
    }
    await told.until('1 copied secret');
    await press(pages, 'ArrowRight', {code: 'ArrowRight', keyCode: 39});
    await press(pages, 'v', {code: 'KeyV', modifiers: MODIFIER.ctrl});
    await press(pages, '!');
    await told.until('1 title secretsecret!');
    await pages.dispose();
  });

  it('is not read by a script of another session', async () => {
    const first = await copied();
    const {pages, told} = openSession(browser);
    await pages.open(1, 'http://shop.localhost/');
    await told.until('1 title Shop');
    await painted(pages, 1);
    await click(pages, 1, 5, 5);
    const read = 'navigator.clipboard.readText().catch(({name}) => name)';
    assert.equal(await pages.execute(1, read, 'javascript'), 'NotAllowedError');
    assert.equal(await pages.execute(1, 'document.execCommand("paste")', 'javascript'), false);
    await Promise.all([first.pages.dispose(), pages.dispose()]);
  });
});

const KEY = {type: 'key', action: 'down', key: 'x', code: '', location: 0, repeat: false} as const;
