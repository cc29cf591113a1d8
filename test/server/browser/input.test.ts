import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {type Input, MODIFIER} from '../../../src/protocol/rpc.ts';
import type {Browser} from '../../../src/server/browser/browser.ts';
import type {SessionPages} from '../../../src/server/browser/pages.ts';
import {click, openPainted, openSession, pagesByPath, painted, startBrowser, startSite} from './harness.ts';

const KEYS: Record<string, [code: string, keyCode: number]> = {
  Enter: ['Enter', 13],
  Tab: ['Tab', 9],
  Backspace: ['Backspace', 8],
  ArrowLeft: ['ArrowLeft', 37],
};

/** Adds to its title what happens to it. */
const WITNESS = (events: string, tell: string) =>
  `<title>-</title><input autofocus style="position:fixed;inset:0;width:100%;height:50%">
   <script>for (const name of '${events}'.split(' ')) addEventListener(name, (e) => { document.title += ' ' + ${tell}; e.preventDefault(); });</script>`;

describe('input to a page', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    browser = startBrowser();
    site = await startSite(
      pagesByPath({
        '/field': `<title>-</title><form action="/sent"><input name="q" autofocus style="position:fixed;inset:0;height:50%"></form>`,
        '/keys': WITNESS('keydown', '[e.key, e.code, e.keyCode, e.location, e.ctrlKey, e.shiftKey, e.repeat].join()'),
        '/mouse': WITNESS(
          'contextmenu dblclick auxclick',
          '[e.type, e.clientX, e.clientY, e.button, e.shiftKey].join()',
        ),
        '/held': WITNESS('keyup mouseup', '[e.type, e.code, e.button, e.buttons, e.clientX].join()'),
        '/tall': `<title>-</title><div style="height:9000px"></div>
          <script>addEventListener('scrollend', () => document.title = scrollY)</script>`,
        '/busy': `<title>-</title><script>onmousedown = () => { for (;;); }</script>`,
      }),
    );
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  const open = (path: string) => openPainted(browser, site.url + path);

  it('types, corrects and sends a form', async () => {
    const {pages, told} = await open('/field');
    await click(pages, 1, 100, 100);
    for (const key of ['h', 'e', 'y', 'Backspace', 'ł', 'ArrowLeft', 'L']) await press(pages, key);
    await pages.input(1, {type: 'text', text: '漢字'});
    await press(pages, 'Enter');
    const line = await told.until(/^1 relocating .*\/sent/);
    assert.equal(new URL(line.split(' ')[2] as string).searchParams.get('q'), 'heL漢字ł');
    await pages.dispose();
  });

  it('fills in the order of the shop', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, 'http://shop.localhost/order.html');
    await told.until('1 title Order · Shop');
    await painted(pages, 1);
    await click(pages, 1, 280, 260);
    for (const key of ['A', 'd', 'a', 'Enter']) await press(pages, key);
    assert.match(await told.until(/^1 relocating .*thanks/), /\?name=Ada&email=&/);
    await told.until('1 title Thank you · Shop');
    await pages.dispose();
  });

  it('reaches the page with everything a key has', async () => {
    const {pages, told} = await open('/keys');
    await press(pages, 'a', {keyCode: 65, code: 'KeyA', modifiers: MODIFIER.ctrl | MODIFIER.shift});
    await told.until(/ a,KeyA,65,0,true,true,false$/);
    await press(pages, '5', {keyCode: 101, code: 'Numpad5', location: 3, repeat: true});
    await told.until(/ 5,Numpad5,101,3,false,false,true$/);
    await press(pages, 'Shift', {keyCode: 16, code: 'ShiftRight', location: 2, modifiers: MODIFIER.shift});
    await told.until(/ Shift,ShiftRight,16,2,false,true,false$/);
    await pages.dispose();
  });

  it('types nothing for a shortcut', async () => {
    const {pages, told} = await open('/field');
    await click(pages, 1, 100, 100);
    for (const modifiers of [MODIFIER.ctrl, MODIFIER.meta, MODIFIER.alt]) await press(pages, 'q', {modifiers});
    await press(pages, 'x');
    await press(pages, 'Enter');
    await told.until(`1 relocating ${site.url}/sent?q=x`);
    await pages.dispose();
  });

  it('clicks with each button, once or twice', async () => {
    const {pages, told} = await open('/mouse');
    await click(pages, 1, 30, 40, {button: 'right', modifiers: MODIFIER.shift});
    await told.until(/ contextmenu,30,40,2,true/);
    await click(pages, 1, 50, 60, {clickCount: 2});
    await told.until(/ dblclick,50,60,0,false/);
    await click(pages, 1, 70, 80, {button: 'middle'});
    await told.until(/ auxclick,70,80,1,false/);
    await pages.dispose();
  });

  it('lets go of what is held when it is told to, once', async () => {
    const {pages, told} = await open('/held');
    const mouse = {type: 'mouse', y: 40, button: 'left', buttons: 1, clickCount: 1, modifiers: 0} as const;
    await pages.input(1, {...mouse, action: 'down', x: 30});
    await pages.input(1, {...mouse, action: 'move', x: 35});
    const key = {type: 'key', location: 0, repeat: false, modifiers: 0} as const;
    await pages.input(1, {...key, action: 'down', key: 'a', code: 'KeyA', keyCode: 65});
    await pages.release(1);
    await pages.release(1);
    await press(pages, 'b', {code: 'KeyB'});
    const line = await told.until(/ keyup,KeyB/);
    assert.equal(line, '1 title - mouseup,,0,0,35 keyup,KeyA,,, keyup,KeyB,,,');
    await pages.dispose();
  });

  it('scrolls with the wheel', async () => {
    const {pages, told} = await open('/tall');
    await pages.input(1, {type: 'wheel', x: 100, y: 100, deltaX: 0, deltaY: 400, modifiers: 0});
    await told.until('1 title 400');
    await pages.dispose();
  });

  it('does not wait for a page that is busy', async () => {
    const {pages, told} = await open('/busy');
    await click(pages, 1, 100, 100);
    await press(pages, 'a');
    await pages.navigate(1, 'http://shop.localhost/');
    await told.until('1 relocated http://shop.localhost/');
    await pages.dispose();
  });
});

async function press(
  pages: SessionPages,
  key: string,
  more: Partial<Extract<Input, {type: 'key'}>> = {},
): Promise<void> {
  const [code, keyCode] = KEYS[key] ?? ['', key.toUpperCase().charCodeAt(0)];
  const input = {type: 'key', key, code, keyCode, location: 0, repeat: false, modifiers: 0, ...more} as const;
  await pages.input(1, {...input, action: 'down'});
  await pages.input(1, {...input, action: 'up'});
}
