import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from '../../../src/server/browser/browser.ts';
import {CHANNEL, type DropIn} from '../../../src/server/browser/drop-in.ts';
import {click, openPainted, openSession, pagesByPath, startBrowser, startSite} from './harness.ts';
import {openSecure} from './secure-page.ts';

/** Where the server of these tests would be: nothing is there, so that what is answered is answered by the browser. */
const URL = 'http://127.0.0.1:9/webfuse.js';

/** The least that a drop-in does: says hello, and shows in the title what it is told. */
const SOURCE = `{
  const channel = '${CHANNEL}';
  window.said = (window.said ?? 0) + 1;
  window.say = (text) => document.dispatchEvent(new CustomEvent(channel + '-up', {detail: text}));
  window.channel = channel;
  document.addEventListener(channel + '-down', ({detail}) => { document.title = detail; });
  say('hello');
}`;

const DROP_IN: DropIn = {urls: [URL], source: async () => SOURCE};
const LOADS = `<script src="${URL}" onerror="document.title = 'refused'"></script>`;

/** All that a page can see of its world without a hint. */
const GLOBALS = `(() => {
  const names = new Set();
  for (let at = window; at; at = Object.getPrototypeOf(at)) for (const key of Reflect.ownKeys(at)) names.add(String(key));
  return [...names].sort();
})()`;

describe('a page that loads the drop-in', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  let other: string;

  before(async () => {
    browser = startBrowser();
    site = await startSite((request, response) => {
      const port = request.headers.host?.split(':')[1];
      pagesByPath({
        '/plain': '<title>Plain</title>',
        '/loads': `<title>-</title>${LOADS}`,
        '/busted': `<title>-</title><script src="${URL}?v=1"></script>`,
        '/elsewhere': `<title>-</title>${LOADS.replace('webfuse.js', 'secret.js')}`,
        '/fetches': `<title>-</title><script>fetch('${URL}').catch(() => { document.title = 'refused'; })</script>`,
        '/frames': `<title>-</title><iframe src="http://other.example:${port}/loads"></iframe><iframe src="/loads"></iframe>`,
        '/opens': `<title>-</title><p style="position:fixed;inset:0" onclick="window.open('/loads')"></p>`,
        '/forges': `<title>-</title>${LOADS}<script>
          for (const name of ['webfuse', 'webfuse-up', '-up', 'message', 'webfuseCall', 'undefined-up'])
            for (const target of [document, window])
              target.dispatchEvent(new CustomEvent(name, {detail: 'forged'}));
          say({toString: () => 'forged'});
          say('forged'.padEnd(70_000));
          say('last');
        </script>`,
      })(request, response);
    });
    other = site.url.replace('site.', 'other.');
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  const open = async (path: string) => {
    const session = openSession(browser, {dropIn: DROP_IN});
    await session.pages.open(1, site.url + path);
    return session;
  };

  for (const path of ['/loads', '/busted']) {
    it(`talks with the session, and the browser says where it is from (${path})`, async () => {
      const {pages, told} = await open(path);
      await told.until(`1 page ${site.url} said hello`);
      told.callers[0]?.send('Heard');
      await told.until('1 title Heard');
      await pages.dispose();
    });
  }

  it('may be one that came over a secure line', async () => {
    const {told, close} = await openSecure('https://secure.example/', `<title>-</title>${LOADS}`, {dropIn: DROP_IN});
    await told.until('1 page https://secure.example said hello');
    told.callers[0]?.send('Heard');
    await told.until('1 title Heard');
    await close();
  });

  it('gets nothing else from the address of the server', async () => {
    const {pages, told} = await open('/elsewhere');
    await told.until('1 title refused');
    await pages.dispose();
  });

  it('cannot read it as a text', async () => {
    const {pages, told} = await open('/fetches');
    await told.until('1 title refused');
    await pages.dispose();
  });

  it('gets nothing where there is no drop-in', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/loads`);
    await told.until('1 title refused');
    await pages.dispose();
  });

  it('may be in a frame, of the same site or another', async () => {
    const {pages, told} = await open('/frames');
    await told.until(`1 page ${site.url} said hello`);
    await told.until(`1 page ${other} said hello`);
    await pages.execute(1, 'document.querySelectorAll("iframe").forEach((frame) => frame.remove())', 'javascript');
    await told.until(`1 page ${site.url} gone`);
    await told.until(`1 page ${other} gone`);
    await pages.dispose();
  });

  it('may be one that another page opened', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/opens`, {dropIn: DROP_IN});
    told.adopt = () => 2;
    await click(pages, 1, 100, 100);
    await told.until(`2 page ${site.url} said hello`);
    await pages.dispose();
  });

  it('is gone when it goes somewhere else, and there again when it comes back', async () => {
    const {pages, told} = await open('/loads');
    await told.until(`1 page ${site.url} said hello`);
    await pages.navigate(1, `${other}/plain`);
    await told.until(`1 page ${site.url} gone`);
    await told.until('1 title Plain');
    const since = told.lines.length;
    await pages.goBack(1);
    await told.until(`1 relocated ${site.url}/loads`, since);
    const load = `new Promise((resolve, reject) => {
      const script = document.createElement('script');
      Object.assign(script, {src: '${URL}', onload: resolve, onerror: reject});
      document.head.append(script);
    }).then(() => channel)`;
    assert.match(String(await pages.execute(1, load, 'javascript')), /^[0-9a-f]{32}$/);
    await told.until(`1 page ${site.url} said hello`, since);
    told.callers.at(-1)?.send('Back');
    await told.until('1 title Back', since);
    await pages.dispose();
  });

  it('stays when an address brings no page', async () => {
    const {pages, told} = await open('/loads');
    await told.until(`1 page ${site.url} said hello`);
    await pages.execute(1, 'location.hash = "here"', 'javascript');
    await told.until(`1 relocated ${site.url}/loads#here`);
    await pages.execute(1, 'say("still here")', 'javascript');
    await told.until(`1 page ${site.url} said still here`);
    assert.ok(!told.lines.includes(`1 page ${site.url} gone`));
    await pages.dispose();
  });

  it('cannot be heard by another session, nor by another document', async () => {
    const [one, two] = [await open('/loads'), await open('/loads')];
    await one.told.until(`1 page ${site.url} said hello`);
    await two.told.until(`1 page ${site.url} said hello`);
    const [first, second] = await Promise.all([one, two].map(({pages}) => pages.execute(1, 'channel', 'javascript')));
    assert.notEqual(first, second);
    await one.pages.execute(
      1,
      `document.dispatchEvent(new CustomEvent('${second}-up', {detail: 'forged'}))`,
      'javascript',
    );
    await one.pages.execute(1, 'say("last")', 'javascript');
    await one.told.until(`1 page ${site.url} said last`);
    for (const {told} of [one, two]) assert.ok(!told.lines.some((line) => line.includes('forged')));
    await Promise.all([one.pages.dispose(), two.pages.dispose()]);
  });

  it('forges nothing with events of other names, things that are no text, or texts that are too long', async () => {
    const {pages, told} = await open('/forges');
    await told.until(`1 page ${site.url} said last`);
    assert.deepEqual(
      told.lines.filter((line) => line.includes('forged')),
      [],
    );
    await pages.dispose();
  });

  it('is not listened to when it says much more than anyone could answer', async () => {
    const {pages, told} = await open('/loads');
    await told.until(`1 page ${site.url} said hello`);
    const flood =
      'const start = performance.now(); for (let count = 0; count < 20_000; count++) say("flood"); performance.now() - start';
    const time = Number(await pages.execute(1, flood, 'javascript'));
    await pages.execute(1, 'new Promise((resolve) => setTimeout(resolve, 50)).then(() => say("last"))', 'javascript');
    await told.until(`1 page ${site.url} said last`);
    const count = told.lines.filter((line) => line.endsWith('said flood')).length;
    assert.ok(count >= 1_990 && count <= 2_001 + time, `${count} messages in ${time} ms`);
    await pages.dispose();
  });

  it('is the only one that can tell that there is a session', async () => {
    const plain = openSession(browser);
    const inside = openSession(browser, {dropIn: DROP_IN});
    const seen = [];
    for (const {pages, told} of [plain, inside]) {
      await pages.open(1, `${site.url}/plain`);
      await told.until('1 title Plain');
      seen.push(await pages.execute(1, GLOBALS, 'javascript'));
      await pages.dispose();
    }
    assert.deepEqual(seen[1], seen[0]);
    assert.ok(!inside.told.lines.some((line) => line.includes('said')));
  });
});
