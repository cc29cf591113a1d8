import assert from 'node:assert/strict';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {playInternet} from '../support/internet.ts';
import {type Site, serve} from '../support/site.ts';
import {SHOP, Stage} from '../support/stage.ts';
import {placeInShop, type Visitor} from '../support/visitor.ts';

/** A page that says in its title what it has received, newest last. */
const WITNESS = `<!doctype html><title>-</title><meta charset="utf-8"><style>
  * { box-sizing: border-box; margin: 0; }
  body > * { position: fixed; width: 400px; height: 300px; font: 30px monospace; }
</style>
<textarea style="left:0;top:0">words to copy</textarea>
<p style="left:450px;top:0;cursor:grab" draggable="true">cargo</p>
<p style="left:850px;top:0">hold</p>
<p style="left:0;top:350px;cursor:crosshair">touch</p>
<script>
  const seen = [];
  const note = (...what) => { seen.push(what.join()); document.title = seen.slice(-6).join(' '); };
  const field = document.querySelector('textarea');
  ondragstart = ({dataTransfer}) => { dataTransfer.setData('text/plain', 'cargo'); };
  ondragover = (event) => event.preventDefault();
  ondrop = (event) => { event.preventDefault(); note('dropped', event.dataTransfer.files[0]?.name ?? event.dataTransfer.getData('text/plain')); };
  for (const name of ['touchstart', 'touchend']) addEventListener(name, ({touches}) => note(name, touches.length));
  addEventListener('compositionend', ({data}) => note('composed', data));
  field.oninput = ({inputType, isComposing}) => { if (!isComposing) note('field', field.value); };
  onmouseup = ({button, detail}) => note('up', button, detail);
  onkeyup = ({key}) => note('keyup', key);
  onkeydown = ({key, ctrlKey}) => { if (ctrlKey && key.length === 1) note('ctrl', key); };
  onmouseover = ({target}) => note('over', target.style.cursor || target.localName);
  onwheel = ({deltaX, deltaY}) => note('wheel', deltaX, deltaY);
</script>`;

const FIELD = {x: 200, y: 200};
const CARGO = {x: 650, y: 150};
const HOLD = {x: 1050, y: 150};
const GROUND = {x: 200, y: 500};

describe('the hands of whoever is in control', {timeout: 240_000}, () => {
  const stage = Stage.inGroup({}, {internet: playInternet()});
  let site: Site;
  let address: string;

  before(async () => {
    site = await serve((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(WITNESS);
    });
    address = `http://hands.example:${site.port}/`;
  });

  after(() => site?.close());

  /** Ada is in control of the page that says what it has received, and uses it. */
  async function atWork(): Promise<Visitor> {
    const ada = await stage.hasHost();
    const shop = await ada.pictureAfter(null);
    await ada.goTo(address);
    await ada.isAt(address);
    await ada.isTitled(/^-$/);
    await ada.pictureAfter(shop);
    await use(ada);
    return ada;
  }

  it('drag, touch, compose, paste and copy', async () => {
    const ada = await atWork();
    const {mouse, touchscreen, keyboard} = ada.page;

    const [cargo, hold] = [await ada.onScreen(CARGO), await ada.onScreen(HOLD)];
    await mouse.move(cargo.x, cargo.y);
    await hasCursor(ada, 'grab');
    await mouse.down();
    await mouse.move(hold.x, hold.y, {steps: 8});
    await mouse.up();
    await ada.isTitled(/ dropped,cargo/);

    const ground = await ada.onScreen(GROUND);
    await touchscreen.tap(ground.x, ground.y);
    await ada.isTitled(/ touchstart,1 touchend,0 /);

    await ada.clickRemote(FIELD);
    const method = await ada.page.createCDPSession();
    for (const steps of [
      ['に', '日本'],
      ['ㅎ', '하', '한'],
    ]) {
      for (const text of steps)
        await method.send('Input.imeSetComposition', {text, selectionStart: text.length, selectionEnd: text.length});
      const composed = steps.at(-1)!;
      await method.send('Input.insertText', {text: composed});
      await ada.isTitled(new RegExp(` composed,${composed}`));
    }

    await ada.page.evaluate(() => navigator.clipboard.writeText('from here'));
    await withCtrl(ada, 'a');
    await withCtrl(ada, 'v');
    await keyboard.press('!');
    await ada.isTitled(/ field,from here!/);

    await withCtrl(ada, 'a');
    await withCtrl(ada, 'x');
    await ada.isTitled(/ field, /);
    await hasCopied(ada, 'from here!');
  });

  it('click with each button, twice and thrice', async () => {
    const ada = await atWork();
    const {mouse} = ada.page;
    const ground = await ada.onScreen(GROUND);
    await mouse.click(ground.x, ground.y, {count: 3});
    await ada.isTitled(/ up,0,1 up,0,2 up,0,3$/);
    await mouse.click(ground.x, ground.y, {button: 'middle'});
    await ada.isTitled(/ up,1,1$/);
    await mouse.click(ground.x, ground.y, {button: 'right'});
    await ada.isTitled(/ up,2,1$/);
    await ada.sees('Page', 'menu');
  });

  it('hover, and turn a wheel either way and by fractions', async () => {
    const ada = await atWork();
    const {mouse} = ada.page;
    for (const [place, cursor] of [
      [CARGO, 'grab'],
      [GROUND, 'crosshair'],
    ] as const) {
      const {x, y} = await ada.onScreen(place);
      await mouse.move(x, y);
      await ada.isTitled(new RegExp(` over,${cursor}$`));
    }
    for (const [deltaX, deltaY] of [
      [0, 120],
      [-40, 0],
      [12.5, -7.25],
    ] as const) {
      await mouse.wheel({deltaX, deltaY});
      await ada.isTitled(new RegExp(` wheel,${deltaX},${deltaY}$`));
    }
  });

  it('go back and forward in the remote tab by the buttons that do so, and stay on their own page', async () => {
    const ada = await atWork();
    const {mouse} = ada.page;
    const {x, y} = await ada.onScreen(GROUND);
    await mouse.click(x, y, {button: 'back'});
    await ada.isAt(SHOP);
    await ada.pictureAfter(null);
    await mouse.click(x, y, {button: 'forward'});
    await ada.isAt(address);
    assert.equal(ada.page.url(), `${stage.server.origin}/`);
    await ada.inState('live');
  });

  it('type what a layout picks, and press the shortcuts of the page and those of its browser', async () => {
    const ada = await atWork();
    await ada.clickRemote(FIELD);
    await withCtrl(ada, 'a');
    const device = await ada.page.createCDPSession();
    const press = async (key: string, code: string, windowsVirtualKeyCode: number, text?: string) => {
      for (const type of [text ? 'keyDown' : 'rawKeyDown', 'keyUp'] as const)
        await device.send('Input.dispatchKeyEvent', {type, key, code, windowsVirtualKeyCode, ...(text && {text})});
    };
    await press('@', 'KeyQ', 81, '@');
    await press('Dead', 'BracketLeft', 219);
    await press('ê', 'KeyE', 69, 'ê');
    await ada.isTitled(/ field,@ê keyup,ê$/);
    await withCtrl(ada, 'b');
    await ada.isTitled(/ ctrl,b keyup,b keyup,Control$/);
    await ada.page.keyboard.press('F5');
    await ada.isTitled(/^-$/);
    assert.equal(ada.page.url(), `${stage.server.origin}/`);
  });

  it('drop a file onto the page', async () => {
    const ada = await atWork();
    const hold = await ada.onScreen(HOLD);
    const device = await ada.page.createCDPSession();
    const data = {items: [], files: [path.resolve('demo/shop/files/care-guide.txt')], dragOperationsMask: 1};
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await device.send('Input.dispatchDragEvent', {type, ...hold, data});
    await ada.isTitled(/ dropped,care-guide.txt/);
  });

  it('tap and write on a phone, with the keyboard that it has on its screen', async () => {
    const ada = await stage.visit();
    await ada.page.setViewport({width: 390, height: 844, isMobile: true, hasTouch: true, deviceScaleFactor: 2});
    await ada.page.reload();
    await ada.inState('live');
    await ada.goTo(address);
    await ada.isTitled(/^-$/);
    const field = await ada.onScreen(FIELD);
    await ada.reads('Click or press Enter to use the page');
    await ada.page.touchscreen.tap(field.x, field.y);
    const stageOf = await ada.page.waitForSelector('wf-session >>> wf-view >>> textarea');
    await ada.page.waitForFunction((element) => (element as HTMLTextAreaElement).inputMode === 'text', {}, stageOf);
    await ada.page.keyboard.sendCharacter('hei');
    await ada.isTitled(/ field,.*hei$/);
  });

  it('let go when their line is lost with a key and a button held down', async () => {
    const ada = await atWork();
    const bob = await stage.joins(ada);
    const {mouse, keyboard} = ada.page;
    const ground = await ada.onScreen(GROUND);
    await mouse.move(ground.x, ground.y);
    await hasCursor(ada, 'crosshair');
    await mouse.down();
    await keyboard.down('k');
    await ada.page.close();
    await bob.isTitled(/ up,0,1 keyup,k/);
  });

  it('open what a link opens in a tab of its own, which whoever had control uses and its owner owns', async () => {
    const ada = await stage.hasHost();
    const bob = await stage.joins(ada);
    await bob.press('Ask for control');
    await ada.press('Accept: Guest 2 asks for control');
    await bob.reads('Click or press Enter to use the page');
    const about = `${SHOP}about.html`;
    await bob.goTo(about);
    for (const one of [ada, bob]) await one.isAt(about);
    const before = await bob.pictureAfter(null);
    await bob.clickRemote(await placeInShop(stage.driver, 'about.html', 'a[target=_blank]'));
    for (const one of [ada, bob]) {
      await one.hasTabs(2);
      await one.isAt(about);
      const {tabs, activeSsid} = await one.state();
      assert.deepEqual(
        tabs.map(({leaderIndex, controlIndex}) => [leaderIndex, controlIndex]),
        [
          [0, 1],
          [0, 1],
        ],
      );
      assert.equal(activeSsid, tabs[1]?.ssid);
    }
    // It is the same page as in the first tab, until it is used.
    await bob.clickRemote(await placeInShop(stage.driver, 'about.html', 'a[href*=plant]'));
    for (const one of [ada, bob]) await one.isAt(`${SHOP}product.html?id=plant`);
    await bob.pictureAfter(before);
    await ada.seesTheSameAs(bob);
    assert.equal((await ada.state()).tabs[0]?.url, about);
  });

  it('are those of whoever is given control, who alone has what is copied and sees the pointer', async () => {
    const ada = await atWork();
    const bob = await stage.joins(ada);
    await bob.press('Ask for control');
    await ada.press('Accept: Guest 2 asks for control');
    await bob.reads('Click or press Enter to use the page');
    await ada.page.evaluate(() => navigator.clipboard.writeText('untouched'));
    for (const {page} of [ada, bob]) {
      await page.evaluate(() => {
        Object.assign(globalThis, {copied: []});
        navigator.clipboard.writeText = async (text) =>
          void (globalThis as unknown as {copied: string[]}).copied.push(text);
      });
    }
    await bob.clickRemote(FIELD);
    await hasCursor(bob, 'text');
    await withCtrl(bob, 'a');
    await withCtrl(bob, 'c');
    await bob.page.waitForFunction(() =>
      (globalThis as unknown as {copied: string[]}).copied.includes('words to copy'),
    );
    assert.deepEqual(await ada.page.evaluate(() => (globalThis as unknown as {copied: string[]}).copied), []);
  });
});

/** Clicks on the page where nothing is, and waits until it has heard of that. */
async function use(visitor: Visitor): Promise<void> {
  await visitor.reads('Click or press Enter to use the page');
  await visitor.clickRemote({x: 640, y: 700});
  await visitor.isTitled(/ up,0,1/);
}

async function hasCursor({page}: Visitor, cursor: string): Promise<void> {
  const stage = await page.waitForSelector('wf-session >>> wf-view >>> textarea');
  await page.waitForFunction((element, wanted) => (element as HTMLElement).style.cursor === wanted, {}, stage, cursor);
}

async function withCtrl({page: {keyboard}}: Visitor, key: 'a' | 'b' | 'c' | 'v' | 'x'): Promise<void> {
  await keyboard.down('Control');
  await keyboard.press(key);
  await keyboard.up('Control');
}

async function hasCopied({page}: Visitor, text: string): Promise<void> {
  await page.browserContext().overridePermissions(new URL(page.url()).origin, ['clipboard-read']);
  await page.waitForFunction(async (wanted) => (await navigator.clipboard.readText()) === wanted, {}, text);
}
