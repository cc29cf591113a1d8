import assert from 'node:assert/strict';
import {once} from 'node:events';
import {after, before, describe, it} from 'node:test';
import {decodeFrame} from '../../../src/protocol/frames.ts';
import type {Browser} from '../../../src/server/browser/browser.ts';
import type {SessionPages, Viewing} from '../../../src/server/browser/pages.ts';
import {DEFAULT_VIEWPORT} from '../../../src/server/browser/viewport.ts';
import {sizeOf} from '../../../src/server/browser/whole.ts';
import {openPainted, pagesByPath, startBrowser, startSite} from './harness.ts';

const SHARP = {...DEFAULT_VIEWPORT, width: 800, height: 600, ratio: 2} as const;

const PAGE = `<title>-</title>${'<p>The quick brown fox jumps over the lazy dog.</p>'.repeat(20)}
<script>let resizes = 0; addEventListener('resize', () => resizes++);</script>`;

/** Watches a tab, and knows how wide its pictures are. */
class Watcher extends EventTarget {
  readonly widths: number[] = [];
  readonly pages = new Set<string>();
  readonly viewing: Viewing;

  constructor(pages: SessionPages, isSharp: () => boolean) {
    super();
    this.viewing = pages.watch(
      1,
      (message) => {
        const {data, width, height} = decodeFrame(Uint8Array.from(message).buffer);
        this.widths.push(sizeOf(Buffer.from(data).toString('base64'))?.width ?? 0);
        this.pages.add(`${width} × ${height}`);
        queueMicrotask(() => this.viewing.shown());
        this.dispatchEvent(new Event('frame'));
      },
      isSharp,
    );
  }

  async until(test: () => boolean): Promise<void> {
    while (!test()) await once(this, 'frame');
  }
}

describe('a page that stands still', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    browser = startBrowser();
    site = await startSite(pagesByPath({'/': PAGE}));
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  it('is sharp for those who see that, after each change, and as ever for the others', async () => {
    const {pages} = await openPainted(browser, site.url);
    await pages.execute(1, 'resizes = 0', 'javascript');
    const [sharp, other] = [new Watcher(pages, () => true), new Watcher(pages, () => false)];
    await sharp.until(() => sharp.widths.includes(1280));
    pages.resize(1, SHARP);
    await sharp.until(() => sharp.widths.at(-1) === 1600);
    const before = sharp.widths.length;
    await pages.execute(1, "document.body.style.background = '#fed'", 'javascript');
    await sharp.until(() => sharp.widths.length > before + 1 && sharp.widths.at(-1) === 1600);
    assert.deepEqual([...sharp.pages, ...other.pages], ['1280 × 720', '800 × 600', '1280 × 720', '800 × 600']);
    assert.equal(await pages.execute(1, 'resizes', 'javascript'), 1, 'the page hears nothing of it');
    assert.ok(sharp.widths.slice(before).includes(800), 'what changes comes at once, as it is');
    assert.ok(!other.widths.includes(1600));
    await pages.dispose();
  });

  it('is sharp for whoever comes to look at it later', async () => {
    const {pages} = await openPainted(browser, site.url);
    pages.resize(1, SHARP);
    const first = new Watcher(pages, () => true);
    await first.until(() => first.widths.at(-1) === 1600);
    let isSharp = false;
    const second = new Watcher(pages, () => isSharp);
    await second.until(() => second.widths.length > 0);
    isSharp = true;
    pages.sharpen(1);
    await second.until(() => second.widths.at(-1) === 1600);
    await pages.dispose();
  });
});
