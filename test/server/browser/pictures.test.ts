import assert from 'node:assert/strict';
import {once} from 'node:events';
import {after, before, describe, it} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {decodeFrame, HEADER_BYTES} from '../../../src/protocol/frames.ts';
import {FRAMES_IN_FLIGHT} from '../../../src/protocol/rpc.ts';
import type {Browser} from '../../../src/server/browser/browser.ts';
import type {SessionPages, Viewing} from '../../../src/server/browser/pages.ts';
import {click, insist, openSession, pagesByPath, startBrowser, startSite} from './harness.ts';

const TEXT = '<p>The quick brown fox jumps over the lazy dog, again and again and again.</p>'.repeat(40);

/** Says in the title that a field has the focus. */
const TELLS = `<script>onmessage = () => { document.title = 'Focused'; };</script>`;

/** How long someone on a slow line takes for a picture. Milliseconds. */
const SLOW = 500;

/** Watches a tab and paints at once, or slowly, or not until it is told to. */
class Watcher extends EventTarget {
  frames = 0;
  last: Uint8Array = new Uint8Array();
  #viewing: Viewing;

  constructor(pages: SessionPages, ssid: number, paint: (shown: () => void) => void = queueMicrotask) {
    super();
    this.#viewing = pages.watch(ssid, (message) => {
      this.frames++;
      this.last = message;
      paint(() => this.#viewing.shown());
      this.dispatchEvent(new Event('frame'));
    });
  }

  async until(frames: number | ((last: Uint8Array) => boolean)): Promise<void> {
    const done = typeof frames === 'number' ? () => this.frames >= frames : () => frames(this.last);
    while (!done()) await once(this, 'frame');
  }

  stop(): void {
    this.#viewing.stop();
  }
}

describe('pictures of a page', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    browser = startBrowser();
    site = await startSite((request, response) => {
      const {port} = request.socket.address() as {port: number};
      const pages = pagesByPath({
        '/still': `<title>Still</title>${TEXT}`,
        '/flickering': `<title>Flickering</title><canvas width="1280" height="720"></canvas><script>
          const canvas = document.querySelector('canvas');
          const context = canvas.getContext('2d');
          for (let n = 0; n < 60_000; n++) {
            context.fillStyle = 'hsl(' + (n * 7 % 360) + ' 80% 50%)';
            context.fillRect(Math.random() * 1280, Math.random() * 720, 6, 6);
          }
          (function flicker() {
            canvas.hidden = !canvas.hidden;
            requestAnimationFrame(flicker);
          })();
        </script>`,
        '/moving': `<title>Moving</title>${TEXT}<script>
          let moves = 0;
          window.enough = Infinity;
          (function move() {
            document.body.style.paddingTop = (++moves % 90) + 'px';
            if (moves < enough) return requestAnimationFrame(move);
            document.body.innerHTML = '';
            document.title = 'Done';
          })();
        </script>`,
        '/field': `<title>-</title>${TELLS}<input style="width:90%" onfocus="top.postMessage(0, '*')">${TEXT}`,
        '/framed': `<title>-</title>${TELLS}<iframe src="http://other.example:${port}/field" style="width:1200px;height:680px">`,
      });
      pages(request, response);
    });
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  it('are 1280 by 720 pixels of JPEG, each in a message of its own', async () => {
    const {pages} = openSession(browser);
    await pages.open(3, `${site.url}/still`);
    const watcher = new Watcher(pages, 3);
    await watcher.until(1);
    const {codec, ssid, width, height, data} = decodeFrame(Uint8Array.from(watcher.last).buffer);
    assert.deepEqual([codec, ssid, width, height], [1, 3, 1280, 720]);
    assert.equal(Buffer.from(data.subarray(0, 3)).toString('hex'), 'ffd8ff');
    assert.deepEqual(sizeOf(data), [1280, 720]);
    await pages.dispose();
  });

  it('come at once to someone who looks at a still page again', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/still`);
    await told.until('1 title Still');
    for (let time = 0; time < 3; time++) {
      const watcher = new Watcher(pages, 1);
      await watcher.until(1);
      watcher.stop();
    }
    await pages.dispose();
  });

  it('come of all tabs of a session, not only of the one in front', async () => {
    const {pages} = openSession(browser);
    const watchers = [];
    for (const ssid of [1, 2, 3]) {
      await pages.open(ssid, 'http://shop.localhost/live.html');
      watchers.push(new Watcher(pages, ssid));
    }
    await Promise.all(watchers.map((watcher) => watcher.until(20)));
    await pages.dispose();
  });

  it('are of how things are in the end, also for the only one who watches and was busy meanwhile', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/moving`);
    await told.until('1 title Moving');
    const painting: (() => void)[] = [];
    const busy = new Watcher(pages, 1, (shown) => painting.push(shown));
    await busy.until(FRAMES_IN_FLIGHT);
    await pages.execute(1, 'enough = moves + 60', 'javascript');
    await told.until('1 title Done');
    assert.equal(busy.frames, FRAMES_IN_FLIGHT);
    for (let shown = painting.shift(); shown; shown = painting.shift()) shown();
    await busy.until(isEmpty);
    await pages.dispose();
  });

  it('come in the order in which they were taken, however large they are', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/flickering`);
    await told.until('1 title Flickering');
    const times: number[] = [];
    const watcher = new Watcher(pages, 1);
    watcher.addEventListener('frame', () => times.push(decodeFrame(Uint8Array.from(watcher.last).buffer).time));
    await watcher.until(100);
    watcher.stop();
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    await pages.dispose();
  });

  it('are lighter while they move for those on slow lines, and as good as any when they are still', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/moving`);
    await told.until('1 title Moving');
    const quick = new Watcher(pages, 1);
    let painting = Promise.resolve();
    const slow = new Watcher(pages, 1, (shown) => {
      painting = painting.then(() => delay(SLOW)).then(shown);
    });
    await quick.until(1);
    const best = qualityOf(quick.last);
    await slow.until((last) => last.length > 0 && qualityOf(last) !== best);
    assert.equal(qualityOf(quick.last), best);
    await pages.execute(1, 'enough = moves', 'javascript');
    await slow.until((last) => isEmpty(last) && qualityOf(last) === best);
    await pages.dispose();
  });

  for (const [where, path] of [
    ['a field', '/field'],
    ['a field in a frame of another site', '/framed'],
  ] as const) {
    it(`cost nothing while the caret stands in ${where}`, async () => {
      const {pages, told} = openSession(browser);
      await pages.open(1, site.url + path);
      const watcher = new Watcher(pages, 1);
      await watcher.until(1);
      await insist(told, '1 title Focused', () => click(pages, 1, 100, 25));
      const {frames} = watcher;
      pages.input(1, {type: 'text', text: 'hello'});
      await watcher.until(frames + 1);
      await settled(watcher);
      await pages.dispose();
    });
  }
});

/**
 * Holds that pictures come to an end: that of a page that stands still comes a moment after the others. With a caret that
 * blinks there would be another one twice a second. What is measured is that nothing comes, so there is nothing to wait for.
 */
async function settled(watcher: Watcher): Promise<void> {
  for (let look = 0; look < 10; look++) {
    const {frames} = watcher;
    await delay(2500);
    if (watcher.frames === frames) return;
  }
  assert.fail('there was always another picture');
}

/** Whether nothing is in a picture: one with text in it is many times as large. */
function isEmpty(message: Uint8Array): boolean {
  return message.length < 20_000;
}

/** How good a JPEG is, by the first of its tables. */
function qualityOf(message: Uint8Array): string {
  const at = HEADER_BYTES + Buffer.from(message.subarray(HEADER_BYTES)).indexOf(Buffer.of(0xff, 0xdb));
  return Buffer.from(message.subarray(at, at + 69)).toString('hex');
}

/** Width and height as a JPEG has them in its frame header. */
function sizeOf(jpeg: Uint8Array): [width: number, height: number] {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset);
  let at = 2;
  while ((view.getUint16(at) & 0xfffc) !== 0xffc0) at += 2 + view.getUint16(at + 2);
  return [view.getUint16(at + 7), view.getUint16(at + 5)];
}
