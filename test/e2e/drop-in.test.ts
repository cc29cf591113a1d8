import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {type AuthorSite, page, serveAuthorSite} from '../support/author-site.ts';
import {SHOP, Stage} from '../support/stage.ts';

describe('the drop-in script', {timeout: 180_000}, () => {
  const stage = Stage.inGroup();
  const pages: Record<string, () => string> = {};
  let site: AuthorSite;

  before(async () => {
    site = await serveAuthorSite((path) => pages[path.split('?')[0]!]!());
  });

  after(() => site?.close());

  it('opens the window of a session in an iframe', async () => {
    pages['/iframe'] = () =>
      page(`<iframe id="frame" style="inline-size: 1200px; block-size: 700px"></iframe>
        <script src="${stage.server.origin}/webfuse.js"></script>
        <script>
          globalThis.log = [];
          webfuse.on('participant_joined', (session, event) => log.push(['joined', event]));
          webfuse.on('session_started', () => log.push(['started']));
          webfuse.initSpace('wk_demo', 'demo').then(async (space) => {
            const session = (globalThis.session = space.session({url: '${SHOP}'}));
            await session.start('#frame', {name: 'Ada'});
          });
        </script>`);
    const ada = await stage.visit(`${site.origin}/iframe`);
    await ada.page.waitForFunction('log.length > 1');
    const frame = await (await ada.page.$('#frame'))!.contentFrame();
    assert.ok(frame);
    await frame.waitForSelector('wf-session:state(live)');
    await frame.waitForSelector('wf-session >>> wf-view >>> canvas:not(.blank)');
    const opened = 'session.openTab("http://shop.localhost/about.html").then(({ssid}) => ssid)';
    assert.equal(await ada.page.evaluate(opened), 2);
    assert.deepEqual(await ada.page.evaluate('log'), [
      ['started'],
      ['joined', {clientIndex: 0, userData: {name: 'Ada'}}],
    ]);
    await ada.page.evaluate('session.end()');
    assert.equal(await ada.page.evaluate('session.state.status'), 'ended');
  });
});
