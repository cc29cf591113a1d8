import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {serveAuthorSite} from '../support/author-site.ts';
import {noted, notes, oldPage, seesPicture, windowOf} from '../support/old-pages.ts';
import type {Site} from '../support/site.ts';
import {Stage} from '../support/stage.ts';
import type {Visitor} from '../support/visitor.ts';

describe('a page that was written for the vendor’s widget', {timeout: 240_000}, () => {
  const stage = Stage.inGroup({}, {localSites: {'inner.localhost': 'test/fixtures/inner'}});
  let site: Site;

  before(async () => {
    site = await serveAuthorSite((path) => {
      const [name] = path.slice(1).split('?') as [string];
      return name === 'favicon.ico' ? '' : oldPage(name, stage.server.origin);
    });
  });

  after(() => site?.close());

  const visit = (name: string, query = ''): Promise<Visitor> =>
    stage.visit(`${site.origin}/${name}${query && `?${encodeURIComponent(query)}`}`);

  it('shows a session in its iframe, with the loader of today', async () => {
    const ada = await visit('new-snippet');
    await notes(ada, 'tab');
    await seesPicture(await windowOf(ada, '#session'));
    assert.deepEqual(await ada.page.evaluate('session.getSessionInfo().then(({metadata}) => metadata)'), {order: 7});
    assert.equal(await ada.page.evaluate('session.node === document.querySelector("#session")'), true);
    assert.equal(await ada.page.evaluate('session.window === session.node.contentWindow && session.started'), true);
    await ada.page.evaluate('session.end()');
    await notes(ada, 'some session ended');
    assert.deepEqual(await noted(ada), ['created', 'started', 'joined 0', 'tab', 'ended', 'some session ended']);
  });

  it('is told that its loader lost the key, where that hung for ever', async () => {
    const ada = await visit('arrow-snippet');
    await notes(ada, 'failed invalid_argument');
    assert.deepEqual(await noted(ada), ['failed invalid_argument']);
  });

  it('leads and follows with the older global, two windows', async () => {
    const lea = await visit('surfly');
    await notes(lea, 'started true true');
    const leading = await windowOf(lea, '#leader');
    // With `ui_off` there is nothing but the view.
    await seesPicture(leading, 'wf-session > wf-view');
    assert.match(await lea.page.$eval('#pin', (pin) => pin.textContent!), /^\d{4}$/);

    const link = (await lea.page.evaluate('session.followerLink')) as string;
    const fay = await visit('surfly-follower', link);
    await notes(fay, 'started');
    await seesPicture(await windowOf(fay, '#follower'), 'wf-session > wf-view');
    await notes(lea, 'viewer_joined 1 Fay');
    await notes(lea, 'global viewer_joined 1 true');

    await lea.page.evaluate('session.giveControl(1)');
    await Promise.all([notes(fay, 'control 1 true'), notes(lea, 'control 1 false')]);
    await lea.page.evaluate('session.relocate("http://shop.localhost/about.html")');
    await notes(fay, 'relocated http://shop.localhost/about.html');

    await fay.page.evaluate('session.end()');
    await notes(lea, 'ended 0');
    const log = await noted(lea);
    assert.equal(log.filter((note) => note.startsWith('viewer_joined')).length, 2, 'Lea herself and Fay');
  });

  it('listens after the start, and injects its loader with each click', async () => {
    const ada = await visit('late-handlers');
    await ada.press('Get help');
    await notes(ada, 'started');
    await seesPicture(await windowOf(ada, 'iframe.surfly-window'));
    assert.match(await ada.page.$eval('#pin', (pin) => pin.textContent!), /^\d{4}$/);
    await ada.page.evaluate('session.end()');
    await notes(ada, 'ended');
    assert.equal(await ada.page.$('iframe'), null, 'the frame over the page goes when the session is over');

    await ada.press('Get help');
    await ada.page.waitForFunction('log.filter((note) => note === "started").length === 2');
    await windowOf(ada, 'iframe.surfly-window');
    assert.equal(await ada.page.evaluate('document.querySelectorAll("script[src]").length'), 2);
  });

  it('has a button that starts a session, out of sight while one runs', async () => {
    const ada = await visit('button');
    await ada.press('Start session');
    await windowOf(ada, 'iframe.surfly-window');
    await ada.page.waitForSelector('.surfly-button-hidden', {hidden: true});
    await ada.page.evaluate('Surfly.listSessions()[0].end()');
    await ada.page.waitForSelector('.surfly-button-visible');
    await ada.sees('Start session', 'button');
  });

  it('talks with the pages inside by a frame alone, with no script', async () => {
    const host = await visit('new-snippet');
    await notes(host, 'tab');
    const guest = await visit('plain-frame', (await host.page.evaluate('session.sessionLink')) as string);
    const frame = await windowOf(guest, '#lesson');
    const inner = new URL('http://inner.localhost/');
    inner.searchParams.set('script', `${stage.server.origin}/webfuse.js`);
    inner.searchParams.set('outer', site.origin);
    await frame.$eval('wf-session', (session, url) => session.openTab(url).then(() => {}), inner.href);
    await notes(guest, 'hello');
    await guest.page.evaluate('say("from the page outside")');
    await guest.page.waitForFunction('log.some((msg) => msg.echo)');
    assert.deepEqual(await noted(guest), [
      'for the page outside',
      'hello',
      {echo: 'from the page outside', to: site.origin},
    ]);
  });
});
