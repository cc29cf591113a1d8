import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import type {ElementHandle, KeyInput} from 'puppeteer-core';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {playInternet} from '../support/internet.ts';
import {serve} from '../support/site.ts';
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

/** Runs code in the remote page, and does not wait for what it asks. */
async function run(visitor: Visitor, code: string): Promise<void> {
  await visitor.page.$eval('wf-session', (session, text) => session.execute(`setTimeout(() => { ${text} }); 1`), code);
}

/** Something that a page asks. */
interface Row {
  /** What the other one reads meanwhile. */
  readonly told: string;
  readonly role: string;
  /** How the page comes to ask it. */
  ask(): Promise<unknown>;
  /** The keys that answer it. */
  readonly keys: readonly KeyInput[];
  /** Holds once the page has the answer. */
  ends(): Promise<unknown>;
}

describe('what a page asks, in two windows', {timeout: 120_000}, () => {
  const settings = {...DEMO_SPACE.settings, code_execution_enabled: true};
  const stage = Stage.inGroup({spaces: [{...DEMO_SPACE, settings}]}, {internet: playInternet()});
  let folder: string;
  let site: Awaited<ReturnType<typeof serve>>;

  before(async () => {
    site = await serve(({headers}, response) => {
      const who = Buffer.from(headers.authorization?.split(' ')[1] ?? '', 'base64').toString();
      response.setHeader('content-type', 'text/html');
      if (who) response.end(`<title>in as ${who}</title><p>In`);
      else response.writeHead(401, {'www-authenticate': 'Basic realm="The back room"'}).end();
    });
    folder = await mkdtemp(join(tmpdir(), 'webfuse-prompts-'));
    await writeFile(join(folder, 'notes.txt'), 'notes');
  });

  after(async () => {
    site.close();
    await rm(folder, {recursive: true});
  });

  /** Two look at the form of the shop. */
  async function order(): Promise<[anna: Visitor, ben: Visitor]> {
    const anna = await stage.hasHost();
    const ben = await stage.joins(anna);
    await anna.goTo(`${SHOP}order.html`);
    await anna.isAt(`${SHOP}order.html`);
    await says(anna, 'document.readyState', 'complete');
    await says(anna, `String(performance.getEntriesByName('first-contentful-paint').length)`, '1');
    return [anna, ben];
  }
  const place = (name: string) => placeInShop(stage.driver, 'order.html', `[name=${name}]`);

  it('is answered by the one in control, and seen to wait by the other', async () => {
    const [anna, ben] = await order();

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
    await anna.press('Accept: Guest 2 asks for control');
    await isAsked(ben, 'dialog');
    await anna.reads('Guest 2 answers the page');
    await ben.press('OK');
    await isAskedNothing(anna);
    await says(anna, 'document.body.dataset.answer', 'true');
  });

  it('is answered with the keyboard, and the page has that back', async () => {
    const [anna, ben] = await order();
    await anna.page.browserContext().overridePermissions(stage.server.origin, ['geolocation']);
    await anna.page.setGeolocation({latitude: 52.5, longitude: 13.25, accuracy: 10});
    const answered = (value: string) => () => says(anna, 'document.body.dataset.answer', value);
    const rows: readonly Row[] = [
      {
        told: 'Anna picks a date',
        role: 'dialog',
        ask: async () => {
          await anna.clickRemote(await place('day'));
          await anna.page.keyboard.press('F4');
        },
        // Whichever of day and month is written first.
        keys: ['0', '1', '0', '1', '2', '0', '2', '6', 'Enter'],
        ends: () => says(anna, `document.querySelector('[name=day]').value`, '2026-01-01'),
      },
      {
        told: 'Anna chooses from suggestions',
        role: 'listbox',
        ask: async () => anna.clickRemote(await place('country')),
        keys: ['ArrowDown', 'ArrowDown', 'Enter'],
        ends: () => says(anna, `document.querySelector('[name=country]').value`, 'Belgium'),
      },
      {
        told: 'Anna looks at a menu',
        role: 'menu',
        ask: async () => {
          const {x, y} = await anna.onScreen(await place('country'));
          await anna.page.mouse.click(x, y, {button: 'right'});
        },
        keys: ['End', 'Enter'],
        ends: () => says(anna, 'String(getSelection())', 'Belgium'),
      },
      {
        told: 'Anna reads what the page says: “Sold out”',
        role: 'alertdialog',
        ask: () => run(anna, `alert('Sold out'); document.body.dataset.answer = 'read'`),
        keys: ['Enter'],
        ends: answered('read'),
      },
      {
        told: 'Anna answers the page: “Your name?”',
        role: 'dialog',
        ask: () => run(anna, `document.body.dataset.answer = prompt('Your name?', 'Ada')`),
        keys: ['E', 'v', 'e', 'Enter'],
        ends: answered('Eve'),
      },
      {
        told: 'Anna decides whether to leave the page',
        role: 'dialog',
        ask: () => run(anna, `onbeforeunload = (event) => event.preventDefault(); location.href = 'about.html'`),
        keys: ['Enter'],
        ends: async () => {
          await anna.isAt(`${SHOP}about.html`);
          await says(anna, 'document.readyState', 'complete');
        },
      },
      {
        told: 'Anna answers the page',
        role: 'dialog',
        ask: () =>
          run(
            anna,
            'navigator.geolocation.getCurrentPosition(({coords}) => { document.body.dataset.answer = coords.latitude })',
          ),
        keys: ['Enter'],
        ends: answered('52.5'),
      },
      {
        told: 'Anna answers the page',
        role: 'dialog',
        ask: () =>
          run(anna, 'Notification.requestPermission().then((said) => { document.body.dataset.answer = said })'),
        keys: ['Enter'],
        ends: answered('granted'),
      },
      {
        told: 'Anna signs in',
        role: 'dialog',
        ask: () => run(anna, `location.href = 'http://site.example:${site.port}/'`),
        keys: ['a', 'd', 'a', 'Tab', 's', 'e', 'c', 'r', 'e', 't', 'Enter'],
        ends: () => says(anna, 'document.title', 'in as ada:secret'),
      },
    ];
    for (const row of rows) {
      await isAnswered(row).catch((cause) => {
        throw new Error(`Expected the other one to read “${row.told}”, and an answer.`, {cause});
      });
    }
    async function isAnswered({told, role, ask, keys, ends}: Row): Promise<void> {
      await ask();
      await isAsked(anna, role);
      await ben.reads(told);
      assert.equal(await ben.page.$(`${PROMPTS}[popover]`), null, 'nothing to answer for the other');
      for (const key of keys) await anna.page.keyboard.press(key);
      await isAskedNothing(ben);
      await ends();
      await anna.page.waitForSelector('wf-session >>> wf-view:state(captured)');
    }
  });
});
