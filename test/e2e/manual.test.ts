import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {after, afterEach, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {Browser as Driver} from 'puppeteer-core';
import {launchDriver, Visitor} from '../support/visitor.ts';

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** What axe has to say against the page, but not against what others show in its frames. */
async function violations({page}: Visitor): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const {axe} = globalThis as unknown as {
      axe: {run(options: object): Promise<{violations: {id: string; nodes: {target: unknown}[]}[]}>};
    };
    const {violations: found} = await axe.run({iframes: false});
    return found.flatMap(({id, nodes}) => nodes.map(({target}) => `${id} ${target}`));
  });
}

describe('the manual in a browser', {timeout: 240_000}, () => {
  let manual: ChildProcess;
  let origin: string;
  let driver: Driver;
  let visitor: Visitor;

  before(async () => {
    // As `npm run docs` does.
    manual = spawn(process.execPath, ['test/docs/site/main.ts'], {stdio: ['ignore', 'pipe', 'inherit']});
    const [said] = await once(manual.stdout!, 'data');
    [origin] = /http:\S+(?=\/$)/m.exec(String(said)) ?? assert.fail(String(said));
    driver = await launchDriver();
  });
  afterEach(async () => {
    assert.deepEqual(visitor.errors, []);
    await visitor.leave();
  });
  after(async () => {
    await driver?.close();
    manual?.kill();
  });

  it('runs an example of each element, which has nothing to complain of', async () => {
    visitor = await Visitor.open(driver, `${origin}/`);
    for (const tagName of globSync('components/*/wf-*.ts').map((file) => path.basename(file, '.ts'))) {
      await visitor.page.goto(`${origin}/examples/${tagName}.html`);
      await visitor.page.waitForSelector('body[data-ready]');
      // An empty session brings its room along, and a view what lies over it; the files of some come late.
      const element = await visitor.page.waitForSelector(`pierce/${tagName}`);
      await visitor.page.waitForFunction((which) => which?.shadowRoot, {}, element);
      assert.deepEqual(await visitor.page.$$eval('pierce/.wrong', (all) => all.map((each) => each.textContent)), []);
    }
  });

  it('has two people in an example, of whom one asks the other', async () => {
    visitor = await Visitor.open(driver, `${origin}/elements/wf-requests.html`);
    const frame = await visitor.page.waitForSelector('iframe.example');
    await frame!.evaluate((element) => element.scrollIntoView());
    const example = await frame!.contentFrame();
    await example.waitForSelector('body[data-ready]');
    await example.waitForSelector('wf-requests >>> ::-p-text(Ben)');
  });

  it('has a remote page in an example, which asks one while the other waits', async () => {
    visitor = await Visitor.open(driver, `${origin}/examples/wf-prompts.html`);
    const {page} = visitor;
    await page.waitForSelector('body[data-ready]');
    const [view] = await page.$$('wf-view');
    await view!.waitForSelector('>>> .hint');
    await view!.click();
    await page.waitForSelector('section:last-of-type wf-view >>> ::-p-text(Ada answers)');
    await (await view!.waitForSelector('>>> ::-p-aria(OK[role="button"])'))!.click();
    await view!.waitForSelector('>>> ::-p-aria(250 g)');
  });

  it('has a guide to tests whose code does what is said beside it', async () => {
    const guide = readFileSync('demo/manual/guides/testing.md', 'utf8');
    const code = [...guide.matchAll(/```js\n(.*?)```/gs)].map(([, text]) => text).join('\n');
    visitor = await Visitor.open(driver, `${origin}/`);
    const {page} = visitor;
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.goto(`${origin}/examples/wf-session.html`);
    await page.evaluate(() => document.body.replaceChildren(document.createElement('wf-session')));
    await page.addScriptTag({
      type: 'module',
      content: `${code
        .replaceAll('webfuse-elements/testing', `${origin}/manual/testing.js`)
        .replaceAll('webfuse-elements/client', `${origin}/webfuse-elements.js`)}
        document.body.dataset.people = element.state.participants.length;`,
    });
    await page.waitForSelector('body[data-people="4"]');
    assert.deepEqual(said, ['reconnecting', 'live']);
  });

  it('finds an event by its name, with the keyboard alone', async () => {
    visitor = await Visitor.open(driver, `${origin}/guides/cms.html`);
    const {page} = visitor;
    await page.keyboard.press('/');
    await page.keyboard.type('participant_joined');
    await page.waitForSelector('#results a[href$="events.html#participant_joined"]');
    await page.keyboard.press('ArrowDown');
    await page.waitForSelector('#results a[href$="events.html#participant_joined"]:focus');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.equal(page.url(), `${origin}/reference/events.html#participant_joined`);
  });

  it('is accessible, in light and in dark, and fits a phone', async () => {
    visitor = await Visitor.open(driver, `${origin}/`);
    for (const file of [
      'index.html',
      'guides/first-page.html',
      'elements/wf-chat.html',
      'reference/limits.html',
      'builder.html',
    ]) {
      for (const [value, width] of [
        ['light', 1400],
        ['dark', 360],
      ] as const) {
        await visitor.page.setViewport({width, height: 800});
        await visitor.page.emulateMediaFeatures([{name: 'prefers-color-scheme', value}]);
        await visitor.page.goto(`${origin}/${file}`);
        assert.deepEqual(await violations(visitor), [], `${file} in ${value}`);
        const across = await visitor.page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(across <= width, `${file}: ${across} of ${width} pixels`);
      }
    }
  });
});
