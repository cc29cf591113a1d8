import assert from 'node:assert/strict';
import type {ServerResponse} from 'node:http';
import {after, before, describe, it} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {decodeFrame, type MaskedText} from '../../../src/protocol/frames.ts';
import {MODIFIER} from '../../../src/protocol/rpc.ts';
import type {Browser} from '../../../src/server/browser/browser.ts';
import type {SessionPages} from '../../../src/server/browser/pages.ts';
import {DEFAULT_VIEWPORT} from '../../../src/server/browser/viewport.ts';
import {sizeOf} from '../../../src/server/browser/whole.ts';
import {click, openPainted, openSession, pagesByPath, press, startBrowser, startSite} from './harness.ts';
import {MASKED_PAGES, PAINTED_BY_OTHERS, PIECES} from './masked-pages.ts';
import {PixelCounter, Recorder} from './masked-pixels.ts';

/** How many pictures of a page are looked at. */
const FRAMES = 90;

/** How many pictures are looked at, at least, of those that show a page. */
const ALL = 500;

/** Pages that are looked at in another way than just as they are. */
const SPECIAL = ['/shown', '/inside', '/typed-in', '/that-stands-still', '/that-opens-another', '/taken-from'];

/** Wider than a page is laid out. */
const isSharp = (frame: Uint8Array) =>
  (sizeOf(Buffer.from(frame).toString('base64'))?.width ?? 0) > DEFAULT_VIEWPORT.width;

/** Texts of one length, of which one takes far more ink than the other. */
const THIN = 'i'.repeat(20);
const THICK = 'W'.repeat(20);

/** Names of fields of a card, as shops write them, and of fields that are something else. */
const OF_CARDS =
  'card_no cardNo card-no ccno cc_no cardnum card_num cc_number ccNumber cardnumber expiry exp_date expDate exp-month ExpYear ' +
  'card_exp cardExpiry card_exp_month cc-exp ccExpYear cvc cvc2 card_cvv csc security_code securityCode';
const OF_OTHERS =
  'account_no accno card_note cardnotes card-expand-1 card_holder discard expires_at coupon_expiry exp_years export experience ' +
  'security_question code zip_code description';

/** Runs in a page: makes a field of each name, or with it as its id, and answers with the names of those that are masked. */
const MASKED_OF = `async (names) => {
  // Until then it is held back.
  while (document.documentElement.style.opacity) await new Promise((resolve) => setTimeout(resolve));
  const fields = names.split(' ').map((name, at) => '<input ' + ['name', 'id'][at % 2] + '="' + name + '">');
  document.body.innerHTML = fields.join('');
  const masked = [...document.querySelectorAll('input')].filter((one) => getComputedStyle(one).filter !== 'none');
  return masked.map((one) => one.name || one.id).join(' ');
}`;

/** A few of a colour can come of compression. */
const SOME = 4;

describe('what is private on a page', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  let counter: PixelCounter;
  /** How many pictures show a page and nothing that is private on it. */
  let lookedAt = 0;

  before(async () => {
    browser = startBrowser();
    site = await startSite((request, response) => {
      const {port} = request.socket.address() as {port: number};
      if (request.url === '/loading') return void sendSlowly(response);
      const {pathname, search} = new URL(request.url ?? '', site.url);
      const painted = PAINTED_BY_OTHERS[pathname]?.(search.slice(1));
      if (painted !== undefined) return void pagesByPath({[request.url!]: painted})(request, response);
      const other = ([path, text]: [string, string]) => [path, text.replace('OTHER', `http://other.example:${port}`)];
      pagesByPath(Object.fromEntries(Object.entries(MASKED_PAGES).map(other)))(request, response);
    });
    counter = await PixelCounter.start();
  });

  after(async () => {
    await counter.close();
    await browser.close();
    site.close();
  });

  /** How many pictures of a page show the page, and how many of those what is private on it. */
  async function record(
    path: string,
    act?: (pages: SessionPages, recorder: Recorder) => Promise<void>,
    masked: readonly string[] = ['.secret'],
  ) {
    const {pages} = openSession(browser, {masked});
    await pages.open(1, site.url + path);
    const recorder = new Recorder(pages, 1);
    await act?.(pages, recorder);
    await recorder.until(FRAMES);
    recorder.stop();
    await pages.dispose();
    return look(recorder.frames);
  }

  async function look(frames: readonly Uint8Array[]) {
    const counts = [];
    for (const frame of frames) counts.push(await counter.count(frame));
    const seen = counts.filter(({green}) => green > SOME).length;
    const leaks = counts.filter(({magenta}) => magenta > SOME).length;
    if (leaks === 0) lookedAt += seen;
    return {seen, leaks};
  }

  /** What is told of a page to whoever may know, as soon as it is what is waited for. */
  async function read(path: string, selector: string, wanted: (told: readonly MaskedText[]) => boolean) {
    const {pages} = openSession(browser, {masked: [selector]});
    await pages.open(1, site.url + path);
    const found = Promise.withResolvers<readonly MaskedText[]>();
    const stop = pages.readMasked(1, (message) => {
      const {data} = decodeFrame(Uint8Array.from(message).buffer);
      const told = JSON.parse(new TextDecoder().decode(data)) as readonly MaskedText[];
      if (wanted(told)) found.resolve(told);
    });
    const told = await found.promise;
    stop();
    await pages.dispose();
    return told;
  }

  it('would be found in a picture by its colour', async () => {
    const {leaks} = await record('/shown');
    assert.ok(leaks > FRAMES / 2, `Expected most of ${FRAMES} pictures to show it, got ${leaks}.`);
  });

  const pages = Object.keys(MASKED_PAGES).filter((path) => !SPECIAL.includes(path));
  for (const path of [...pages, '/loading']) {
    it(`is in no picture of a page: ${path.slice(1).replaceAll('-', ' ')}`, async () => {
      const {seen, leaks} = await record(path);
      assert.equal(leaks, 0);
      assert.ok(seen > FRAMES / 2, `Expected most of ${FRAMES} pictures to show the page, got ${seen}.`);
    });
  }

  for (const path of [...pages, '/loading']) {
    it(`would be in those pictures if nothing masked it: ${path.slice(1).replaceAll('-', ' ')}`, async () => {
      // Beside frames, what is in them alone is to be seen.
      const {leaks} = await record(path, undefined, path === '/in-frames' ? ['p:has(~ iframe)'] : []);
      assert.ok(leaks > FRAMES / 2, `Expected most of ${FRAMES} pictures to show it, got ${leaks}.`);
    });
  }

  /** How much of a page is of the colour of what is private, as soon as some of it is. */
  async function inkOf(path: string, masked: readonly string[]): Promise<number> {
    const {pages} = openSession(browser, {masked});
    await pages.open(1, site.url + path);
    const recorder = new Recorder(pages, 1);
    let ink = 0;
    for (let frames = 4; ink === 0; frames++) {
      // The browser does not mark the text that an address names each time that it comes.
      if (frames % 50 === 0) await pages.navigate(1, site.url + path);
      await recorder.until(frames);
      ink = (await counter.count(recorder.frames.at(-1)!)).magenta;
    }
    recorder.stop();
    await pages.dispose();
    return ink;
  }

  for (const path of Object.keys(PAINTED_BY_OTHERS)) {
    it(`shows how long it is and nothing else where it is painted ${path.slice(1).replaceAll('-', ' ')}`, async () => {
      const [thin, thick] = [await inkOf(`${path}?${THIN}`, ['.secret']), await inkOf(`${path}?${THICK}`, ['.secret'])];
      assert.ok(Math.abs(thick - thin) < thick / 20, `Expected as much of both, got ${thin} and ${thick}.`);
    });
  }

  it('is any field of a card by its name or its id, and none that is something else', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/inside`);
    await told.until(`1 relocated ${site.url}/inside`);
    const maskedOf = (names: string) => pages.execute(1, `(${MASKED_OF})(${JSON.stringify(names)})`, 'javascript');
    assert.equal(await maskedOf(OF_CARDS), OF_CARDS);
    assert.equal(await maskedOf(OF_OTHERS), '');
    await pages.dispose();
  });

  it('is held back in the top layer until it is masked, which leaves everything there as its page has said it', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/with-dialogs-from-the-start`);
    assert.equal(await told.until(/then/), '1 title 0 0 0, then 0.9 1 1');
    await pages.dispose();
  });

  it('is in no picture while it is typed', async () => {
    const {seen, leaks} = await record('/typed-in', async (typedIn, recorder) => {
      await recorder.until(10);
      for (const y of [30, 70, 110]) {
        await click(typedIn, 1, 100, y);
        for (const text of '4929123456789') {
          await typedIn.input(1, {type: 'text', text});
          await recorder.until(recorder.frames.length + 1);
        }
      }
    });
    assert.equal(leaks, 0);
    assert.ok(seen > FRAMES / 2);
  });

  it('is in no sharp picture of a page that stands still', async () => {
    const {pages} = openSession(browser, {masked: ['.secret']});
    await pages.open(1, `${site.url}/that-stands-still`);
    pages.resize(1, {...DEFAULT_VIEWPORT, ratio: 2});
    const recorder = new Recorder(pages, 1, {isSharp: true});
    for (let pictures = 1; pictures <= 5; pictures++) {
      await recorder.until(pictures, isSharp);
      await pages.execute(1, 'scrollBy(0, 40)', 'javascript');
    }
    recorder.stop();
    await pages.dispose();
    const {seen, leaks} = await look(recorder.frames.filter(isSharp));
    assert.equal(leaks, 0);
    assert.ok(seen >= 4, `Expected sharp pictures to show the page, got ${seen}.`);
  });

  it('is in no light picture for a line that is slow', async () => {
    const {pages} = openSession(browser, {masked: ['.secret']});
    await pages.open(1, `${site.url}/scrolled`);
    const recorder = new Recorder(pages, 1, {pace: 1000});
    await recorder.until(24);
    recorder.stop();
    await pages.dispose();
    const full = Math.max(...recorder.frames.map(({length}) => length));
    assert.ok(recorder.frames.at(-1)!.length < full * 0.8, 'the last ones are light');
    const {seen, leaks} = await look(recorder.frames);
    assert.equal(leaks, 0);
    assert.ok(seen > 12, `Expected light pictures to show the page, got ${seen}.`);
  });

  it('is in no picture of a page that another one opens', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/that-opens-another`, {masked: ['.secret']});
    told.adopt = () => 2;
    await click(pages, 1, 100, 100);
    await told.until(/^2 relocated .*scrolled/);
    const recorder = new Recorder(pages, 2);
    await recorder.until(FRAMES);
    recorder.stop();
    await pages.dispose();
    const {seen, leaks} = await look(recorder.frames);
    assert.equal(leaks, 0);
    assert.ok(seen > FRAMES / 2, `Expected most of ${FRAMES} pictures to show the page, got ${seen}.`);
  });

  it(`was looked for in vain in more than ${ALL} pictures that show a page`, () => {
    assert.ok(lookedAt > ALL, `Expected more than ${ALL} pictures, got ${lookedAt}.`);
  });

  it('is neither copied, cut nor dragged away, whoever is in control', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/taken-from`, {masked: ['.secret']});
    told.hears = true;
    let count = 0;
    const done = () => pages.execute(1, `done(${++count})`, 'javascript');
    for (const [id, y] of [
      ['written', 60],
      ['typed', 120],
      ['open', 220],
    ] as const) {
      const select = `{
        const one = document.getElementById('${id}');
        document.activeElement.blur();
        one.select ? one.select() : getSelection().selectAllChildren(one);
      }`;
      for (const key of ['c', 'x']) {
        await pages.execute(1, select, 'javascript');
        await press(pages, key, {code: `Key${key.toUpperCase()}`, modifiers: MODIFIER.ctrl});
        await done();
      }
      await pages.execute(1, select, 'javascript');
      const mouse = {type: 'mouse', x: 30, y, button: 'left', clickCount: 1, modifiers: 0} as const;
      pages.input(1, {...mouse, action: 'down', buttons: 1});
      for (const x of [35, 60, 100, 500]) pages.input(1, {...mouse, action: 'move', x, buttons: 1});
      pages.input(1, {...mouse, action: 'up', x: 500, buttons: 0});
      await done();
    }
    await told.until('1 title Dropped open');
    const taken = new Set(told.lines.filter((line) => /copied|Dropped/.test(line)));
    assert.deepEqual([...taken], ['1 copied open', '1 title Dropped open']);
    assert.equal(await pages.execute(1, 'typed.value', 'javascript'), '4929 typed');
    await pages.dispose();
  });

  it('is told to whoever may know, with its place, also from a frame of another site', async () => {
    const masked = await read('/in-frames', '.secret', (told) => {
      return told.some(({text}) => text === '•'.repeat(10)) && told.length > 4;
    });
    const [first] = masked;
    assert.deepEqual([first?.text, first?.x, first?.width], ['4929 1234 5678 secret', 20, 1240]);
    // The first frame stands below, and its own margin is added to its place.
    const dots = masked.find(({text}) => text.startsWith('•'));
    assert.ok(dots && dots.x > 40 && dots.y > 100, JSON.stringify(dots));
    assert.doesNotMatch(JSON.stringify(masked), /abcdefghij/);
  });

  it('is the whole page where a selector is none', async () => {
    const [all] = await read('/shown', 'p:nonsense', (told) => told.length > 0);
    assert.deepEqual([all?.x, all?.y, all?.width], [0, 0, 1280]);
  });
});

async function sendSlowly(response: ServerResponse): Promise<void> {
  response.setHeader('content-type', 'text/html');
  response.write('<!doctype html>');
  for (const piece of PIECES) {
    response.write(piece);
    // The network is slow; nothing waits for this.
    await delay(40);
  }
  response.end();
}
