import assert from 'node:assert/strict';
import {once} from 'node:events';
import {after, before, describe, it} from 'node:test';
import {decodeFrame, type MaskedText} from '../../../src/protocol/frames.ts';
import type {Browser} from '../../../src/server/browser/browser.ts';
import type {SessionPages} from '../../../src/server/browser/pages.ts';
import {DEFAULT_VIEWPORT} from '../../../src/server/browser/viewport.ts';
import {openPainted, openSession, pagesByPath, startBrowser, startSite} from './harness.ts';

const PHONE = {...DEFAULT_VIEWPORT, width: 390, height: 700, mobile: true};

/** Made for a desk: on a phone it is seen from afar. */
const WIDE = `<title>-</title><meta name="viewport" content="width=975"><body style="margin:0;height:3000px">
  <select aria-label="Size" style="position:absolute;left:300px;top:600px;width:200px;height:50px"><option>Small<option>Large</select>
  <p class="secret" style="position:absolute;left:500px;top:250px;width:400px;height:50px;margin:0;font-size:20px">4929</p>
  <iframe src="/inner" style="position:absolute;left:100px;top:1000px;width:500px;height:300px;border:0"></iframe>`;

const INNER = `<body style="margin:0"><p class="secret" style="position:absolute;left:50px;top:100px;width:200px;height:50px;margin:0">1234</p>`;

/** What is masked on a page, as whoever may know is told. */
class Masked extends EventTarget {
  texts: readonly MaskedText[] = [];
  readonly stop: () => void;

  constructor(pages: SessionPages) {
    super();
    this.stop = pages.readMasked(1, (message) => {
      const {data} = decodeFrame(Uint8Array.from(message).buffer);
      this.texts = JSON.parse(new TextDecoder().decode(data));
      this.dispatchEvent(new Event('told'));
    });
  }

  /** The box of that text, once it is as it should be. */
  async until(text: string, wanted: (box: readonly number[]) => boolean): Promise<void> {
    for (;;) {
      const found = this.texts.find((one) => one.text === text);
      if (found && wanted([found.x, found.y, found.width, found.height].map(Math.round))) return;
      await once(this, 'told');
    }
  }
}

const is =
  (...wanted: readonly number[]) =>
  (box: readonly number[]) =>
    wanted.every((value, index) => Math.abs(value - box[index]!) <= 1);

function touch(pages: SessionPages, action: 'start' | 'move' | 'end', ...at: readonly (readonly [number, number])[]) {
  pages.input(1, {type: 'touch', action, points: at.map(([x, y], id) => ({id, x, y})), modifiers: 0});
}

describe('a page that is not seen as large as it is laid out', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    browser = startBrowser();
    site = await startSite(pagesByPath({'/wide': WIDE, '/inner': INNER}));
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  it('asks where its field is seen', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/wide`);
    // How large it is seen is known of pictures, as long as someone watches: the first may come before it is laid out anew.
    const viewing = pages.watch(1, () => queueMicrotask(() => viewing.shown()));
    pages.resize(1, PHONE);
    const asked = told.until('1 asks select');
    // Chromium drops what comes while a page is being laid out.
    const tapping = setInterval(() => {
      touch(pages, 'start', [160, 250]);
      touch(pages, 'end');
    }, 500).unref();
    await asked.finally(() => clearInterval(tapping));
    const {x, y, width, height} = told.asking.get(1)![0]!.box!;
    assert.deepEqual([x, y, width, height].map(Math.round), [120, 240, 80, 20]);
    viewing.stop();
    await pages.dispose();
  });

  it('has its owner told of what is masked where it is seen, also in a frame, and when fingers make it larger', async () => {
    const {pages, told} = openSession(browser, {masked: ['.secret']});
    await pages.open(1, `${site.url}/wide`);
    await told.until('1 title -');
    const viewing = pages.watch(1, () => queueMicrotask(() => viewing.shown()));
    const masked = new Masked(pages);
    await masked.until('4929', is(500, 250, 400, 50));
    pages.resize(1, PHONE);
    await masked.until('4929', is(200, 100, 160, 20));
    await masked.until('1234', is(60, 440, 80, 20));
    assert.equal(Math.round(masked.texts.find(({text}) => text === '4929')!.size), 8);

    touch(pages, 'start', [195, 110]);
    touch(pages, 'start', [195, 110], [205, 110]);
    for (let way = 0; way < 100; way += 5) touch(pages, 'move', [195 - way, 110], [205 + way, 110]);
    touch(pages, 'end');
    await masked.until('4929', ([, , width]) => width! > 200);
    const seen = `(({scale, offsetLeft, offsetTop}) => [(500 - offsetLeft) * scale, (250 - offsetTop) * scale, 400 * scale, 50 * scale])(visualViewport)`;
    await masked.until('4929', is(...((await pages.execute(1, seen, 'javascript')) as number[])));
    masked.stop();
    viewing.stop();
    await pages.dispose();
  });
});
