import {join} from 'node:path';
import type {ElementHandle} from 'puppeteer-core';
import type {Remote} from '../remote.ts';

const PROMPT = 'wf-session >>> wf-view >>> wf-prompts >>> [popover]:popover-open';

/** A form with every kind of field is filled in, sent with a mistake, mended and sent. */
export async function reportsADamage(remote: Remote): Promise<void> {
  const {page} = remote.host;
  await remote.clicks('#name');
  await remote.types('Anna');
  await page.keyboard.press('Tab');
  await remote.types('anna');
  await remote.becomes(`document.querySelector('#mail').value`, 'anna');

  await remote.clicks('#kind');
  await asks(remote);
  await remote.shoot('choosing');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await remote.becomes(`document.querySelector('#kind').value`, 'bike');

  await remote.clicks('.ts-control');
  for (const part of ['Wheel', 'Door']) {
    await remote.types(part);
    await remote.becomes(`document.querySelector('.ts-dropdown .active')?.textContent`, part);
    await page.keyboard.press('Enter');
  }
  await remote.becomes(`document.querySelector('#parts').tomselect.getValue()`, ['Wheel', 'Door']);
  await page.keyboard.press('Escape');

  await remote.clicks('#date', 0.85);
  await fills(remote, '2026-11-27');
  await remote.becomes(`document.querySelector('#date').value`, '2026-11-27');
  await remote.clicks('#colour');
  await fills(remote, '#1188aa');
  await remote.becomes(`document.querySelector('#colour').value`, '#1188aa');

  await remote.clicks('#town');
  await remote.types('Up');
  // With the first letter there are others.
  await page.waitForSelector(`${PROMPT} [role=option]:only-child`);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await remote.becomes(`document.querySelector('#town').value`, 'Uppsala');

  await remote.drags(await remote.place('#cost', 0.01), await remote.place('#cost', 0.7));
  await remote.becomes(`document.querySelector('#cost').value`, '700');
  await remote.clicks('#photo', 0.1);
  const photo = (await (await asks(remote)).$('input[type=file]')) as ElementHandle<HTMLInputElement>;
  await photo.uploadFile(join(import.meta.dirname, '../pages/clip.vtt'));
  await remote.becomes(`document.querySelector('#photo').files[0]?.name`, 'clip.vtt');

  await remote.clicks('#story');
  await remote.types('It fell.\nTwice.');
  await remote.clicks('#theirs');
  await remote.clicks('#true');
  await remote.clicks('[type=submit]');
  await remote.holds(`document.querySelector('#mail:invalid')`);
  await remote.shoot('mistake');

  await remote.clicks('#mail', 0.8);
  await page.keyboard.press('End');
  await remote.types('@shop.example\n');
  await remote.holds(`document.querySelector('#sent.show')`);
  await remote.becomes('claim', {
    name: 'Anna',
    mail: 'anna@shop.example',
    password: 'kept from the others',
    kind: 'bike',
    parts: 'Wheel,Door',
    date: '2026-11-27',
    colour: '#1188aa',
    town: 'Uppsala',
    cost: '700',
    photo: 'clip.vtt',
    story: 'It fell.\nTwice.',
    fault: 'theirs',
    true: 'on',
  });
  await remote.shoot('sent');
}

/** Waits for what whoever is in control is asked. */
async function asks({host}: Remote): Promise<ElementHandle> {
  return (await host.page.waitForSelector(PROMPT))!;
}

/** Gives a value in answer to a question with a field. */
async function fills(remote: Remote, value: string): Promise<void> {
  const field = (await (await asks(remote)).$('input'))!;
  await field.evaluate((input, text) => {
    (input as HTMLInputElement).value = text;
    input.dispatchEvent(new Event('input', {bubbles: true}));
  }, value);
  await remote.host.press('OK');
}
