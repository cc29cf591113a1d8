import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import type {ElementHandle} from 'puppeteer-core';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {SHOP, Stage} from '../support/stage.ts';
import {placeInShop, type Visitor} from '../support/visitor.ts';

/** What lies over the picture of the remote page. */
const PROMPTS = 'wf-session >>> wf-view >>> wf-prompts >>> ';

/** Waits for a question that is someone's to answer. */
async function isAsked(visitor: Visitor, role: string): Promise<ElementHandle> {
  return (await visitor.page.waitForSelector(`${PROMPTS}[popover][role=${role}]:popover-open`))!;
}

/** Waits until nothing is asked of them. */
async function isAskedNothing(visitor: Visitor): Promise<void> {
  await visitor.page.waitForFunction(() => {
    const view = document
      .querySelector('wf-session')!
      .shadowRoot!.querySelector('wf-room')!
      .shadowRoot!.querySelector('wf-view')!;
    return !view.shadowRoot!.querySelector('wf-prompts')!.shadowRoot!.querySelector('[popover], .waiting');
  });
}

/** Waits until a field of the order says that, as the remote page itself has it. */
async function says(visitor: Visitor, field: string, value: string): Promise<void> {
  const read = `new Promise((resolve) => {
    const look = () => (${field} === ${JSON.stringify(value)} ? resolve(true) : setTimeout(look, 20));
    look();
  })`;
  assert.ok(await visitor.page.$eval('wf-session', (session, code) => session.execute(code), read));
}

describe('what a page asks, in two windows', {timeout: 120_000}, () => {
  const settings = {...DEMO_SPACE.settings, code_execution_enabled: true};
  const stage = Stage.inGroup({spaces: [{...DEMO_SPACE, settings}]});
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webfuse-prompts-'));
    await writeFile(join(folder, 'notes.txt'), 'notes');
  });

  after(() => rm(folder, {recursive: true}));

  it('is answered by the one in control, and seen to wait by the other', async () => {
    const anna = await stage.hasHost();
    const ben = await stage.joins(anna);
    await anna.goTo(`${SHOP}order.html`);
    await anna.isAt(`${SHOP}order.html`);
    await says(anna, 'document.readyState', 'complete');
    await says(anna, `String(performance.getEntriesByName('first-contentful-paint').length)`, '1');
    const place = (name: string) => placeInShop(stage.driver, 'order.html', `[name=${name}]`);

    await anna.clickRemote(await place('product'));
    await isAsked(anna, 'listbox');
    await ben.reads('Anna chooses from a list');
    assert.equal(await ben.page.$(`${PROMPTS}[popover]`), null, 'nothing to choose for the other');
    await anna.page.keyboard.press('End');
    await anna.page.keyboard.press('Enter');
    await isAskedNothing(ben);
    await says(
      anna,
      `String(document.querySelector('[name=product]').selectedIndex === document.querySelector('[name=product]').length - 1)`,
      'true',
    );

    await anna.clickRemote(await place('colour'));
    const colour = await isAsked(anna, 'dialog');
    await (await colour.$('input'))!.evaluate((input) => {
      (input as HTMLInputElement).value = '#102030';
    });
    await anna.page.keyboard.press('Tab');
    await anna.press('OK');
    await isAskedNothing(ben);
    await says(anna, `document.querySelector('[name=colour]').value`, '#102030');

    await anna.clickRemote(await place('picture'));
    const file = await isAsked(anna, 'dialog');
    await ben.reads('Anna chooses a file');
    await ((await file.$('input[type=file]')) as ElementHandle<HTMLInputElement>).uploadFile(join(folder, 'notes.txt'));
    await isAskedNothing(ben);
    await says(anna, `document.querySelector('[name=picture]').files[0]?.name`, 'notes.txt');
    await anna.hasTabs(1);

    const asking = anna.page.$eval('wf-session', (session) =>
      session.execute(`setTimeout(() => { document.body.dataset.answer = confirm('Sure?') }); 1`),
    );
    await asking;
    await ben.reads('Sure?');
    await isAsked(anna, 'dialog');
    await ben.press('Ask for control');
    await anna.press('Accept: Guest 2');
    await isAsked(ben, 'dialog');
    await anna.reads('Guest 2 answers the page');
    await ben.press('OK');
    await isAskedNothing(anna);
    await says(anna, 'document.body.dataset.answer', 'true');
  });
});
