import {after, before, describe, it} from 'node:test';
import type {Browser} from '../../../src/server/browser/browser.ts';
import {openSession, startBrowser, startSite} from './harness.ts';

const FILES: Record<string, string> = {
  '/worker.js': 'postMessage("ran")',
  '/parent.js': 'new Worker("/worker.js").onmessage = ({data}) => postMessage(data)',
  '/shared.js': 'onconnect = ({ports: [port]}) => port.postMessage("ran")',
};
const TELL = 'onmessage = ({data}) => (top.document.title = "Worker: " + data)';

const PAGES: Record<string, string> = {
  '/page': `<script>new Worker('/worker.js').${TELL}</script>`,
  '/module': `<script>new Worker('/worker.js', {type: 'module'}).${TELL}</script>`,
  '/nested': `<script>new Worker('/parent.js').${TELL}</script>`,
  '/shared': `<script>new SharedWorker('/shared.js').port.${TELL}</script>`,
  '/framed': '<iframe src="/page"></iframe>',
};

describe('a page that has a worker', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    browser = startBrowser();
    site = await startSite(({url = ''}, response) => {
      const [type, body] = url.endsWith('.js')
        ? ['text/javascript', FILES[url]]
        : ['text/html', `<!doctype html><title>-</title>${PAGES[url]}`];
      response.setHeader('content-type', type).end(body);
    });
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  for (const path of Object.keys(PAGES)) {
    it(`hears from it: ${path}`, async () => {
      const {pages, told} = openSession(browser);
      await pages.open(1, site.url + path);
      await told.until('1 title Worker: ran');
      await pages.dispose();
    });
  }
});
