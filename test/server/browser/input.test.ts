import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {MODIFIER} from '../../../src/protocol/rpc.ts';
import type {Browser} from '../../../src/server/browser/browser.ts';
import type {SessionPages} from '../../../src/server/browser/pages.ts';
import {
  click,
  insist,
  openPainted,
  openSession,
  pagesByPath,
  painted,
  press,
  startBrowser,
  startSite,
} from './harness.ts';

/** Adds to its title what happens to it. */
const WITNESS = (events: string, tell: string) =>
  `<title>-</title><input autofocus style="position:fixed;inset:0;width:100%;height:50%">
   <script>for (const name of '${events}'.split(' ')) addEventListener(name, (e) => { document.title += ' ' + ${tell}; e.preventDefault(); });</script>`;

/** Adds to its title which finger does what. */
const FINGERS = `<title>-</title><div style="position:fixed;inset:0;touch-action:none;background:teal"></div><script>
  const seen = [];
  for (const name of ['down', 'up', 'cancel']) {
    addEventListener('pointer' + name, ({clientX}) => {
      seen.push(name, clientX);
      document.title = seen.join(' ');
    });
  }
</script>`;

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
        '/hands': `<title>-</title><div draggable="true" style="position:fixed;left:0;top:0;width:200px;height:200px">drag</div>
          <div style="position:fixed;left:400px;top:0;width:200px;height:200px">drop</div>
          <p style="position:fixed;left:0;top:400px;margin:0;font:40px monospace">three words here</p>
          <script>
            const seen = [];
            const note = (...what) => { seen.push(what.join()); document.title = seen.join(' '); };
            ondragstart = ({dataTransfer}) => { dataTransfer.setData('text/plain', 'cargo'); note('dragstart'); };
            ondragover = (event) => event.preventDefault();
            ondrop = (event) => { event.preventDefault(); note('drop', event.dataTransfer.getData('text/plain'), event.clientX); };
            for (const name of ['touchstart', 'touchend', 'touchcancel']) {
              addEventListener(name, ({touches}) => note(name, touches.length));
            }
            ondragend = ({dataTransfer}) => { if (dataTransfer.dropEffect === 'none') note('dragend', 'none'); };
            onclick = ({detail}) => note('click', detail, getSelection());
            onmouseover = ({target}) => note('over', target.localName);
          </script>`,
        '/swiped': `<title>swiped</title><h1>A page</h1><script>
          addEventListener('touchend', () => { document.title = 'lifted'; });
          addEventListener('mousedown', () => { document.title = 'clicked'; });
        </script>`,
        '/two-fields': `<title>-</title><input style="position:fixed;inset:0 auto auto 0;width:100px;height:100px"><script>
          const frame = document.createElement('iframe');
          frame.style = 'position:fixed;left:200px;top:0;width:100px;height:100px;border:0';
          frame.src = 'http://other.example:' + location.port + '/inner-field';
          document.body.append(frame);
          onmessage = ({data}) => { document.title = document.querySelector('input').value + '|' + data; };
        </script>`,
        '/inner-field': `<input style="position:fixed;inset:0;width:100px;height:100px"><script>
          oninput = ({target}) => parent.postMessage(target.value, '*');
        </script>`,
        '/fingers': FINGERS,
        '/more-fingers': FINGERS,
        '/compose': `<title>-</title><input autofocus style="position:fixed;inset:0;width:100%;height:50%">
          <script>
            const seen = [];
            for (const name of ['compositionstart', 'compositionupdate', 'compositionend']) {
              addEventListener(name, ({data}) => seen.push(name.slice(11) + ':' + data));
            }
            oninput = ({isComposing, target}) => { if (!isComposing) document.title = target.value; };
            addEventListener('compositionend', ({target}) => { document.title = target.value + ' ' + seen.splice(0).join(); });
          </script>`,
        '/turned': `<title>-</title><div style="width:9000px;height:9000px"></div><script>
          addEventListener('wheel', (e) => { document.title = [e.deltaX, e.deltaY, e.ctrlKey].join(); e.preventDefault(); }, {passive: false});
        </script>`,
        '/flood': `<title>-</title><script>
          let count = 0;
          onmousemove = ({clientX}) => { document.title = clientX + (++count < 1_000 ? ' after few' : ' after many'); };
        </script>`,
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
    pages.input(1, {type: 'text', text: '漢字'});
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
    pages.input(1, {...mouse, action: 'down', x: 30});
    pages.input(1, {...mouse, action: 'move', x: 35});
    const key = {type: 'key', location: 0, repeat: false, modifiers: 0} as const;
    pages.input(1, {...key, action: 'down', key: 'a', code: 'KeyA', keyCode: 65});
    await pages.release(1);
    await pages.release(1);
    await press(pages, 'b', {code: 'KeyB'});
    const line = await told.until(/ keyup,KeyB/);
    assert.equal(line, '1 title - mouseup,,0,0,35 keyup,KeyA,,, keyup,KeyB,,,');
    await pages.dispose();
  });

  it('scrolls with the wheel', async () => {
    const {pages, told} = await open('/tall');
    pages.input(1, {type: 'wheel', x: 100, y: 100, deltaX: 0, deltaY: 400, modifiers: 0});
    await told.until('1 title 400');
    await pages.dispose();
  });

  it('turns the wheel both ways as precisely as it came, and with Ctrl', async () => {
    const {pages, told} = await open('/turned');
    const wheel = {type: 'wheel', x: 100, y: 100, modifiers: 0} as const;
    pages.input(1, {...wheel, deltaX: -3, deltaY: 1.5});
    await told.until('1 title -3,1.5,false');
    pages.input(1, {...wheel, deltaX: 0, deltaY: -2, modifiers: MODIFIER.ctrl});
    await told.until('1 title 0,-2,true');
    await pages.dispose();
  });

  it('types where was clicked before, also in a frame of another site', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/two-fields`);
    // The page around takes what comes before a frame was painted.
    told.hears = true;
    await insist(told, '1 cursor text', () => void move(pages, 250, 50));
    await insist(told, '1 keyboard text', () => void click(pages, 1, 250, 50));
    // Frames deal with clicks each in its own time, and this waits for all of them.
    await press(pages, 'Shift', {code: 'ShiftLeft', keyCode: 16});
    for (let n = 0; n < 20; n++) {
      void click(pages, 1, 50, 50);
      void press(pages, 'a');
      void click(pages, 1, 250, 50);
      void press(pages, 'b');
    }
    await press(pages, 'z');
    const line = await told.until(/^1 title .*z/);
    assert.equal(line.replace('z', ''), `1 title ${'a'.repeat(20)}|${'b'.repeat(20)}`);
    await pages.dispose();
  });

  it('drags something and drops it elsewhere', async () => {
    const {pages, told} = await open('/hands');
    await move(pages, 100, 100);
    pages.input(1, {...LEFT, action: 'down', x: 100, y: 100, buttons: 1});
    for (const x of [110, 150, 300, 450, 500]) await move(pages, x, 100, 1);
    pages.input(1, {...LEFT, action: 'up', x: 500, y: 100, buttons: 0});
    await told.until(/ dragstart drop,cargo,500/);
    await click(pages, 1, 100, 100);
    await told.until(/ drop,cargo,500 .*click,1,/);
    await pages.dispose();
  });

  it('gives up with Escape what it drags', async () => {
    const {pages, told} = await open('/hands');
    await move(pages, 100, 100);
    pages.input(1, {...LEFT, action: 'down', x: 100, y: 100, buttons: 1});
    for (const x of [110, 500]) await move(pages, x, 100, 1);
    await told.until(/ dragstart/);
    await press(pages, 'Escape', {code: 'Escape', keyCode: 27});
    await told.until(/ dragstart dragend,none/);
    pages.input(1, {...LEFT, action: 'up', x: 500, y: 100, buttons: 0});
    await click(pages, 1, 170, 420);
    await told.until(/ dragend,none (?!.*drop).*click,1,/);
    await pages.dispose();
  });

  it('selects a word with two clicks and a line with three', async () => {
    const {pages, told} = await open('/hands');
    for (const clickCount of [1, 2, 3]) await click(pages, 1, 170, 420, {clickCount});
    await told.until(/ click,1, click,2,words click,3,three words here/);
    await pages.dispose();
  });

  it('hovers', async () => {
    const {pages, told} = await open('/hands');
    await move(pages, 500, 100);
    await told.until(/ over,div$/);
    await move(pages, 50, 420);
    await told.until(/ over,div over,p$/);
    await pages.dispose();
  });

  it('touches with several fingers, taps, pinches and swipes', async () => {
    const {pages, told} = await open('/hands');
    await touch(pages, 'start', [50, 420]);
    await touch(pages, 'end');
    await told.until(/touchstart,1 touchend,0 .*click,1/);
    await touch(pages, 'start', [300, 500]);
    await touch(pages, 'start', [300, 500], [500, 500]);
    for (let way = 0; way < 150; way += 10) await touch(pages, 'move', [300 - way, 500], [500 + way, 500]);
    await touch(pages, 'end', [160, 500]);
    await touch(pages, 'end');
    await told.until(/touchstart,1 touchstart,2 touchend,1 touchend,0/);
    assert.ok(Number(await pages.execute(1, 'visualViewport.scale', 'javascript')) > 1.5);
    await pages.dispose();

    const tall = await open('/tall');
    await touch(tall.pages, 'start', [100, 600]);
    for (let y = 600; y >= 200; y -= 20) await touch(tall.pages, 'move', [100, y]);
    await touch(tall.pages, 'end');
    assert.ok(Number((await tall.told.until(/^1 title \d+$/)).split(' ')[2]) > 100);
    await tall.pages.dispose();
  });

  it('lifts the finger that was lifted, and is touched on the next page after several fingers', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/fingers`);
    const touch = {type: 'touch', modifiers: 0} as const;
    const at = (...fingers: readonly [id: number, x: number][]) => fingers.map(([id, x]) => ({id, x, y: 300}));
    pages.input(1, {...touch, action: 'start', points: at([0, 100])});
    pages.input(1, {...touch, action: 'start', points: at([0, 100], [1, 200])});
    pages.input(1, {...touch, action: 'move', points: at([0, 150], [1, 200])});
    pages.input(1, {...touch, action: 'start', points: at([0, 150], [1, 200], [2, 300])});
    pages.input(1, {...touch, action: 'end', points: at([0, 150], [2, 300])});
    pages.input(1, {...touch, action: 'end', points: at([0, 150])});
    pages.input(1, {...touch, action: 'end', points: []});
    await told.until('1 title down 100 down 200 down 300 up 200 up 300 up 150');
    for (const [url, what] of [
      [`${site.url}/more-fingers`, 'up'],
      [`http://other.example:${site.port}/fingers`, 'cancel'],
      [`${site.url}/more-fingers`, 'up'],
    ] as const) {
      const since = told.lines.length;
      await pages.navigate(1, url);
      await told.until('1 title -', since);
      await painted(pages, 1);
      pages.input(1, {...touch, action: 'start', points: at([0, 400])});
      pages.input(1, {...touch, action: 'start', points: at([0, 400], [1, 500])});
      if (what === 'up') pages.input(1, {...touch, action: 'end', points: []});
      else pages.input(1, {...touch, action: 'cancel', points: []});
      await told.until(new RegExp(`^1 title down 400 down 500 ${what} [45]00 ${what} [45]00$`), since);
    }
    await pages.dispose();
  });

  it('stays on its page, however far a finger swipes across it', async () => {
    const {pages, told} = await open('/hands');
    pages.navigate(1, `${site.url}/swiped`);
    await told.until('1 title swiped');
    await painted(pages, 1);
    const since = told.lines.length;
    await touch(pages, 'start', [100, 300]);
    for (let x = 100; x <= 1_200; x += 50) await touch(pages, 'move', [x, 300]);
    await touch(pages, 'end');
    await told.until('1 title lifted', since);
    await click(pages, 1, 300, 300);
    await told.until(/^1 (title clicked|relocating .*)$/, since);
    assert.ok(told.lines.includes('1 title clicked'), told.lines.slice(since).join());
    await pages.dispose();
  });

  it('composes as an input method does, in Japanese and in Korean', async () => {
    const {pages, told} = await open('/compose');
    await click(pages, 1, 100, 100);
    for (const text of ['k', 'か', 'かん', '漢']) await compose(pages, text);
    pages.input(1, {type: 'text', text: '漢'});
    await told.until('1 title 漢 start:,update:k,update:か,update:かん,update:漢,update:漢,end:漢');
    for (const text of ['ㅎ', '하', '한']) await compose(pages, text);
    pages.input(1, {type: 'text', text: '한'});
    await told.until('1 title 漢한 start:,update:ㅎ,update:하,update:한,update:한,end:한');
    await compose(pages, 'ㄱ');
    await compose(pages, '');
    await told.until('1 title 漢한 start:,update:ㄱ,update:,end:');
    await pages.dispose();
  });

  it('lets go of fingers and of what is composed when it is told to', async () => {
    const {pages, told} = await open('/compose');
    await click(pages, 1, 100, 100);
    await compose(pages, 'ㄱ');
    await pages.release(1);
    await told.until('1 title start:,update:ㄱ,update:,end:');
    await pages.dispose();

    const hands = await open('/hands');
    await touch(hands.pages, 'start', [50, 420]);
    await hands.pages.release(1);
    await hands.told.until(/touchstart,1 touchcancel,0/);
    await hands.pages.dispose();
  });

  it('stays on the page, however far off it is', async () => {
    const {pages, told} = await open('/mouse');
    await click(pages, 1, -5, 100_000, {button: 'right'});
    await told.until(/ contextmenu,0,719,2/);
    await pages.dispose();
  });

  it('gives a page that is flooded the newest place, as often as it can take one', async () => {
    const {pages, told} = await open('/flood');
    for (let x = 0; x <= 5_000; x++) move(pages, x % 1_001, 100);
    await told.until(/^1 title 996 after few$/);
    await pages.dispose();
  });

  it('takes no more than a page that is busy can deal with, and lets go all the same', async () => {
    const {pages, told} = await open('/busy');
    await press(pages, 'Shift', {keyCode: 16, code: 'ShiftLeft'});
    const key = {type: 'key', key: 'a', code: 'KeyA', keyCode: 65, location: 0, repeat: true, modifiers: 0} as const;
    assert.equal(pages.input(1, {...key, action: 'down'}), true);
    await click(pages, 1, 100, 100);
    let taken = 0;
    while (pages.input(1, {type: 'text', text: 'b'})) taken++;
    assert.ok(taken > 900 && taken <= 1_000, `took ${taken}`);
    assert.equal(pages.input(1, {...key, action: 'up'}), true);
    await pages.navigate(1, 'http://shop.localhost/');
    await told.until('1 relocated http://shop.localhost/');
    assert.equal(pages.input(1, {type: 'text', text: 'b'}), true);
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

const LEFT = {type: 'mouse', button: 'left', clickCount: 1, modifiers: 0} as const;

async function move(pages: SessionPages, x: number, y: number, buttons = 0): Promise<void> {
  pages.input(1, {...LEFT, button: 'none', clickCount: 0, action: 'move', x, y, buttons});
}

async function touch(
  pages: SessionPages,
  action: 'start' | 'move' | 'end',
  ...places: [x: number, y: number][]
): Promise<void> {
  const points = places.map(([x, y], id) => ({id, x, y}));
  pages.input(1, {type: 'touch', action, points, modifiers: 0});
}

async function compose(pages: SessionPages, text: string): Promise<void> {
  pages.input(1, {type: 'compose', text, start: text.length, end: text.length});
}
