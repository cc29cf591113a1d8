import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {BrowserContext, Browser as Driver} from 'puppeteer-core';
import type {WfSession} from '../../components/index.ts';
import type {Site} from '../support/site.ts';
import {serveFolders} from '../support/static-site.ts';
import {launchDriver, Visitor} from '../support/visitor.ts';

/** Looks again and again, since a window in the background paints no frames. Milliseconds. */
const LOOKS = {polling: 50};

/** Waits until a window's copy of the page is there. */
function isShown(visitor: Visitor, file: string): Promise<unknown> {
  return visitor.page.waitForFunction(
    (name) => {
      const view = document
        .querySelector('wf-session')
        ?.shadowRoot?.querySelector('wf-room')
        ?.shadowRoot?.querySelector('wf-view');
      const frames = [...(view?.shadowRoot?.querySelectorAll('iframe') ?? [])];
      return frames.some(({style, contentWindow}) => {
        const shown = contentWindow?.document;
        return style.visibility === '' && shown?.readyState === 'complete' && shown.location.pathname.endsWith(name);
      });
    },
    LOOKS,
    file,
  );
}

/** Clicks on a link in a window's copy of the page, as a person does. */
async function clickInPage(visitor: Visitor, selector: string): Promise<void> {
  const frame = await visitor.page.waitForSelector('wf-session >>> wf-view >>> iframe');
  const link = await (await frame!.contentFrame())!.waitForSelector(selector);
  await link!.click();
}

/** How light the page of a window is on the whole, from 0 to 255, as the eye has it. */
async function lightness(visitor: Visitor): Promise<number> {
  const frame = await visitor.page.waitForSelector('wf-session >>> wf-view >>> iframe');
  const picture = await frame!.screenshot({encoding: 'base64'});
  return visitor.page.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const context = new OffscreenCanvas(1, 1).getContext('2d')!;
    context.drawImage(bitmap, 0, 0, 1, 1);
    return context.getImageData(0, 0, 1, 1).data[0]!;
  }, picture);
}

function me(visitor: Visitor): Promise<number | null> {
  return visitor.page.$eval('wf-session', (session) => (session as WfSession).state?.me ?? null);
}

function sessionId(visitor: Visitor): Promise<string | null> {
  return visitor.page.$eval('wf-session', (session) => (session as WfSession).session?.sessionId ?? null);
}

function online(visitor: Visitor): Promise<boolean[]> {
  return visitor.page.$eval('wf-session', (session) =>
    (session as WfSession).state!.participants.map((participant) => participant.online),
  );
}

describe('two windows and no server', {timeout: 300_000}, () => {
  let site: Site;
  let driver: Driver;
  let context: BrowserContext;
  let visitors: Visitor[];

  before(async () => {
    site = await serveFolders('dist/kit', 'demo', 'test/support/pages');
    driver = await launchDriver();
  });

  after(async () => {
    await driver?.close();
    site?.close();
  });

  beforeEach(async () => {
    context = await driver.createBrowserContext();
    visitors = [];
  });

  afterEach(async () => {
    await context.close();
    assert.deepEqual(
      visitors.flatMap(({errors}) => errors),
      [],
      'nothing went wrong in a page',
    );
  });

  async function opens(path: string): Promise<Visitor> {
    const visitor = await Visitor.open(driver, new URL(path, site.origin).href, context);
    visitors.push(visitor);
    await visitor.inState('live');
    return visitor;
  }

  async function adaAndBen(): Promise<[Visitor, Visitor]> {
    const ada = await opens('/window.html?space=tea&name=Ada&url=first.html');
    await isShown(ada, '/first.html');
    const ben = await opens('/window.html?space=tea&name=Ben');
    await isShown(ben, '/first.html');
    return [ada, ben];
  }

  it('are in one session, and go where the one in control goes', async () => {
    const [ada, ben] = await adaAndBen();
    assert.deepEqual([await me(ada), await me(ben)], [0, 1]);
    await ada.page.bringToFront();
    await clickInPage(ada, '#second');
    await isShown(ben, '/second.html');
    await ben.page.bringToFront();
    await ben.press('Ask for control');
    await ada.page.bringToFront();
    await ada.press('Accept: Ben asks for control');
    await ben.page.bringToFront();
    await ben.mayPress('Back');
    await ben.press('Back');
    await isShown(ada, '/first.html');
  });

  it('go on when the one that began the session is closed', async () => {
    const [ada, ben] = await adaAndBen();
    await ada.openTab(`${site.origin}/second.html`);
    await isShown(ben, '/second.html');
    const before = await sessionId(ben);
    await ada.page.close();
    await ben.page.waitForFunction(() => {
      return document.querySelector<WfSession>('wf-session')?.state?.participants[0]?.online === false;
    }, LOOKS);
    await ben.openTab(`${site.origin}/first.html`);
    const cleo = await opens('/window.html?space=tea&name=Cleo');
    await isShown(cleo, '/second.html');
    await cleo.hasTabs(3);
    assert.equal(await me(cleo), 2);
    assert.equal(await sessionId(cleo), before);
  });

  it('go on when the one that began the session crashes', async () => {
    const [ada, ben] = await adaAndBen();
    const cdp = await ada.page.createCDPSession();
    cdp.send('Page.crash').catch(() => {});
    await ben.page.waitForFunction(() => {
      return document.querySelector<WfSession>('wf-session')?.state?.participants[0]?.online === false;
    }, LOOKS);
    await ben.openTab(`${site.origin}/second.html`);
    await ben.hasTabs(2);
  });

  it('keep their seats when they are loaded again', async () => {
    const [ada, ben] = await adaAndBen();
    await ada.page.bringToFront();
    await ada.page.reload();
    await ada.inState('live');
    await isShown(ada, '/first.html');
    assert.equal(await me(ada), 0);
    await ben.page.bringToFront();
    await ben.page.reload();
    await ben.inState('live');
    assert.equal(await me(ben), 1);
    assert.deepEqual(await online(ben), [true, true]);
    await ada.page.bringToFront();
    await clickInPage(ada, '#second');
    await isShown(ben, '/second.html');
  });

  it('find the session again when the only one is loaded again', async () => {
    const ada = await opens('/window.html?space=tea&name=Ada&url=first.html');
    await isShown(ada, '/first.html');
    await ada.openTab(`${site.origin}/second.html`);
    const before = await sessionId(ada);
    await ada.page.reload();
    await ada.inState('live');
    await ada.hasTabs(2);
    assert.deepEqual([await me(ada), await sessionId(ada)], [0, before]);
  });

  it('come together by the link that the invite button copies', async () => {
    const ada = await opens('/window.html?name=Ada&url=first.html');
    const link = await ada.inviteLink();
    assert.ok(link.startsWith(`${site.origin}/window.html?name=Ada&url=first.html#wf-invite=`), link);
    const ben = await opens(link);
    await isShown(ben, '/first.html');
    assert.equal(await me(ben), 1);
    assert.doesNotMatch(ben.page.url(), /wf-invite/);
  });

  it('end for everyone when the host ends the session', async () => {
    const [ada, ben] = await adaAndBen();
    await ada.page.bringToFront();
    await ada.press('End for everyone');
    // A page in the back paints no frames, and so is not looked at again.
    await ben.page.bringToFront();
    await ben.inState('ended');
  });

  it('say so when a link leads to a session that this browser does not have', async () => {
    const visitor = await Visitor.open(
      driver,
      `${site.origin}/window.html#wf-invite=tea-00000000000000.local`,
      context,
    );
    visitors.push(visitor);
    await visitor.inState('failed');
    await visitor.reads('are open in the browser that they began in');
  });

  it('show a preview in the demo, with the draft of the one who writes', async () => {
    const demo = await Visitor.open(driver, `${site.origin}/local.html`, context);
    visitors.push(demo);
    await demo.page.waitForSelector('#ben:state(live)');
    const frames = await demo.page.waitForFunction(() => {
      const found = [...document.querySelectorAll('wf-view')].map((view) => view.shadowRoot?.querySelector('iframe'));
      return found.every((frame) => frame?.contentDocument?.querySelector('[data-field=headline]')) && found;
    });
    assert.ok(frames);
    await demo.page.type('#headline', 'Monday');
    await demo.page.waitForFunction(() =>
      [...document.querySelectorAll('wf-view')].every((view) =>
        view.shadowRoot
          ?.querySelector('iframe')
          ?.contentDocument?.querySelector('[data-field=headline]')
          ?.textContent?.includes('Monday'),
      ),
    );
  });

  it('have a dark page dark, where the page around is dark as well', async () => {
    const ada = await opens('/window.html?space=tea&name=Ada&url=dark.html');
    await isShown(ada, '/dark.html');
    await ada.page.evaluate(() => {
      document.documentElement.style.colorScheme = 'dark';
    });
    assert.ok((await lightness(ada)) < 80);
  });

  it('look as someone plays with the tokens, who is told what is too faint and copies the CSS', async () => {
    const demo = await Visitor.open(driver, `${site.origin}/looks.html`, context);
    visitors.push(demo);
    await demo.page.waitForSelector('#ben:state(live)');
    await demo.page.waitForFunction(
      () => document.querySelector<WfSession>('wf-session')?.state?.participants.length === 2,
      LOOKS,
    );
    await demo.isAt(`${site.origin}/preview/index.html`);
    const css = () => demo.page.$eval('#css', (code) => code.textContent);
    const accent = () =>
      demo.page.$eval('wf-session >>> wf-room', (room) => getComputedStyle(room).getPropertyValue('--wf-accent'));
    assert.equal(await css(), '/* The kit as it is. */');
    await demo.choose('Light', 'radio');
    await demo.choose('Paper', 'radio');
    await demo.reads('--wf-accent: light-dark(#8a3b12, #f0b48c);');
    assert.equal((await accent()).trim(), 'light-dark(#8a3b12, #f0b48c)');
    await demo.page.$eval('[aria-label="accent, light"]', (input) => {
      (input as HTMLInputElement).value = '#fff0e0';
      input.dispatchEvent(new InputEvent('input', {bubbles: true}));
    });
    await demo.reads('--wf-on-accent on --wf-accent, light');
    await demo.choose('None', 'radio');
    await demo.reads('The kit as it is.');
  });
});
