import assert from 'node:assert/strict';
import {once} from 'node:events';
import {after, before, describe, it} from 'node:test';
import {decodeFrame, type Frame} from '../../../src/protocol/frames.ts';
import type {Browser} from '../../../src/server/browser/browser.ts';
import type {SessionPages, Viewing, Viewport} from '../../../src/server/browser/pages.ts';
import {DEFAULT_VIEWPORT} from '../../../src/server/browser/viewport.ts';
import {click, openPainted, openSession, pagesByPath, painted, startBrowser, startSite} from './harness.ts';

const TELL = `<title>-</title><script>
  const coarse = matchMedia('(pointer: coarse)');
  const tell = () => { document.title = [innerWidth, innerHeight, devicePixelRatio, coarse.matches ? 'fingers' : 'mouse']; };
  addEventListener('resize', tell);
  coarse.addEventListener('change', tell);
  addEventListener('click', ({clientX, clientY}) => { document.title = 'clicked ' + clientX + ' ' + clientY; });
  addEventListener('touchstart', ({touches: [{clientX, clientY}]}) => { document.title = 'touched ' + clientX + ' ' + clientY; });
</script>`;

/** Has another colour and other words at each size, so that a picture of an old one is another one. */
const PAINTED = `<title>-</title><style>html {background: hsl(calc(100vw / 4px) 80% 60%)}</style>${'<b>A few words that break into lines. </b>'.repeat(9)}`;

/** Watches a tab, and keeps all its pictures. */
class Watcher extends EventTarget {
  readonly frames: Frame[] = [];
  readonly viewing: Viewing;

  constructor(pages: SessionPages, ssid: number) {
    super();
    this.viewing = pages.watch(ssid, (message) => {
      this.frames.push(decodeFrame(Uint8Array.from(message).buffer));
      queueMicrotask(() => this.viewing.shown());
      this.dispatchEvent(new Event('frame'));
    });
  }

  /** Resolves when the newest picture is just that one. */
  async untilLike(data: Uint8Array): Promise<void> {
    while (Buffer.compare(this.frames.at(-1)?.data ?? Buffer.of(), data) !== 0) await once(this, 'frame');
  }

  /** Resolves when the newest picture is one of a page of that size. */
  async until({width, height}: Pick<Viewport, 'width' | 'height'>): Promise<void> {
    while (this.frames.at(-1)?.width !== width || this.frames.at(-1)?.height !== height) await once(this, 'frame');
  }
}

function touch(pages: SessionPages, x: number, y: number): void {
  pages.input(1, {type: 'touch', action: 'start', points: [{id: 0, x, y}], modifiers: 0});
  pages.input(1, {type: 'touch', action: 'end', points: [], modifiers: 0});
}

/** Does it until it has come of it: Chromium drops what comes while a page is being laid out. */
async function again(act: () => unknown, come: Promise<unknown>): Promise<void> {
  act();
  const timer = setInterval(act, 1_000).unref();
  await come.finally(() => clearInterval(timer));
}

function sized(width: number, height: number, more: Partial<Viewport> = {}): Viewport {
  return {...DEFAULT_VIEWPORT, width, height, ...more};
}

describe('the size of a page', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  /** What browsers called themselves that asked for a page. */
  const asked: string[] = [];

  before(async () => {
    browser = startBrowser();
    const answer = pagesByPath({
      '/tell': `<meta name="viewport" content="width=device-width">${TELL}`,
      '/painted': PAINTED,
      '/wide': `<title>-</title><body style="width: 900px; height: 3000px"><script>
          const seen = (at) => Math.round(at * visualViewport.scale);
          addEventListener('touchstart', ({touches: [{clientX, clientY}]}) => { document.title = 'touched ' + seen(clientX) + ' ' + seen(clientY); });</script>`,
      '/opens': `${TELL}<script>addEventListener('click', () => open('/opened'));</script>`,
      '/opened': `<meta name="viewport" content="width=device-width"><script>document.title = [innerWidth, innerHeight];</script>`,
      '/asked': '<title>-</title>',
      '/asked-again': '<title>-</title>',
    });
    site = await startSite((request, response) => {
      if (request.url?.startsWith('/asked')) asked.push(request.headers['user-agent'] ?? '');
      answer(request, response);
    });
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  it('is the one that it was given before it was made, before anything runs in it', async () => {
    const {pages, told} = openSession(browser);
    const opening = pages.open(1, `${site.url}/opened`);
    pages.resize(1, sized(800, 600));
    await opening;
    await told.until('1 title 800,600');
    await pages.dispose();
  });

  it('changes with no picture of another shape in between, and always with a right one, though the page stands still', async () => {
    const {pages} = await openPainted(browser, `${site.url}/painted`);
    const watcher = new Watcher(pages, 1);
    await watcher.until(DEFAULT_VIEWPORT);
    const right = watcher.frames.at(-1)?.data as Uint8Array;
    for (const size of [sized(1600, 900), sized(640, 800), sized(960, 540), sized(1000, 200)]) {
      pages.resize(1, size);
      await watcher.until(size);
      pages.resize(1, DEFAULT_VIEWPORT);
      await watcher.untilLike(right);
    }
    for (const {width, height, data} of watcher.frames) assert.deepEqual(sizeOf(data), [width, height]);
    await pages.dispose();
  });

  it('is the newest of many that come at once', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/tell`);
    const watcher = new Watcher(pages, 1);
    for (let width = 700; width < 760; width++) pages.resize(1, sized(width, 500));
    await watcher.until({width: 759, height: 500});
    await told.until('1 title 759,500,1,mouse');
    await pages.dispose();
  });

  it('is as far as hands reach', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/tell`);
    pages.resize(1, sized(1600, 1000));
    await told.until('1 title 1600,1000,1,mouse');
    await painted(pages, 1);
    await again(() => click(pages, 1, 1500, 950), told.until('1 title clicked 1500 950'));
    pages.resize(1, sized(400, 300));
    await told.until('1 title 400,300,1,mouse');
    await painted(pages, 1);
    await again(() => click(pages, 1, 1500, 950), told.until('1 title clicked 399 299'));
    await pages.dispose();
  });

  it("is a phone's where it is mobile: pages are laid out and touched as there", async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/tell`);
    pages.resize(1, sized(390, 700, {mobile: true, ratio: 2}));
    await told.until('1 title 390,700,2,fingers');
    await painted(pages, 1);
    await again(() => touch(pages, 380, 690), told.until('1 title touched 380 690'));
    pages.resize(1, sized(1000, 700));
    await told.until('1 title 1000,700,1,mouse');
    await pages.dispose();
  });

  it('has pages told what they are looked at with: as people do, at a desk or on a phone', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/asked`);
    const askAgain = async () => {
      const [since, other] = [told.lines.length, asked.length % 2 ? '/asked-again' : '/asked'];
      await pages.navigate(1, site.url + other);
      await told.until(`1 relocated ${site.url}${other}`, since);
    };
    const headers = () => asked.at(-1)!;
    assert.match(headers(), /^Mozilla\/5\.0 .*\) Chrome\/\d+\.0\.0\.0 Safari\/537\.36$/);
    const inPage = async () => [
      await pages.execute(1, 'navigator.userAgent', 'javascript'),
      await pages.execute(1, 'navigator.webdriver', 'javascript'),
    ];
    assert.deepEqual(await inPage(), [headers(), false]);
    pages.resize(1, sized(390, 700, {mobile: true}));
    while (!headers().includes('Mobile')) await askAgain();
    assert.match(headers(), /\(Linux; Android 10; K\) .* Chrome\/\d+\.0\.0\.0 Mobile Safari/);
    assert.deepEqual(await inPage(), [headers(), false]);
    pages.resize(1, sized(1000, 700));
    while (headers().includes('Mobile')) await askAgain();
    assert.match(headers(), /\(X11; Linux x86_64\)|\(Macintosh/);
    await pages.dispose();
  });

  it('may be too small for a page that is made for none such: it is seen from afar, and touched where it is seen', async () => {
    const {pages, told} = openSession(browser);
    const opening = pages.open(1, `${site.url}/wide`);
    pages.resize(1, sized(390, 700, {mobile: true}));
    await opening;
    await told.until('1 title -');
    await painted(pages, 1);
    await again(() => touch(pages, 300, 600), told.until('1 title touched 300 600'));
    await pages.dispose();
  });

  it('is that of the page that opened it', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/opens`);
    told.adopt = () => 2;
    pages.resize(1, sized(800, 600));
    await told.until('1 title 800,600,1,mouse');
    await painted(pages, 1);
    await again(() => click(pages, 1, 100, 100), told.until('2 title 800,600'));
    await pages.dispose();
  });
});

/** Width and height as a JPEG has them in its frame header. */
function sizeOf(jpeg: Uint8Array): [width: number, height: number] {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset);
  let at = 2;
  while ((view.getUint16(at) & 0xfffc) !== 0xffc0) at += 2 + view.getUint16(at + 2);
  return [view.getUint16(at + 7), view.getUint16(at + 5)];
}
