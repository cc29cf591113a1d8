import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from '../../../src/server/browser/browser.ts';
import {SENSED} from '../../../src/server/browser/senses-script.ts';
import {OWN_WORLD} from '../../../src/server/browser/still-caret.ts';
import {flagsWithout, preparePoolMasking, startPoolBrowser} from '../../support/pool.ts';
import {
  click,
  insist,
  openPainted,
  openSession,
  painted,
  press,
  startBrowser,
  startSite,
  type Told,
} from './harness.ts';
import {openSecure} from './secure-page.ts';

const TYPED = 'Hunter2 sécret+42%&Co';

const FIELDS = `<title>-</title><input type="password" name="pin"><textarea class="secret"></textarea>
  <p class="secret" contenteditable></p><p contenteditable>open <span class="secret edited">&nbsp;</span></p>`;

/** A page that does something with whatever is typed, before anyone else hears of it. */
const onInput = (does: string) => `${FIELDS}<script>
  let text = '';
  const read = (field) => field.value ?? field.querySelector('.edited')?.textContent ?? field.textContent;
  addEventListener('input', ({target}) => { text = read(target); ${does} }, true);
</script>`;

const moveTo = (address: string) => onInput(`history.replaceState(null, '', ${address});`);

const EVERY_BYTE = `[...new TextEncoder().encode(text)].map((byte) => '%' + byte.toString(16).padStart(2, '0')).join('')`;

/** What pages do with what is typed into a masked field. */
const PAGES: Readonly<Record<string, string>> = {
  'has it for its title': onInput(`document.title = 'for ' + text + '!';`),
  'adds the keys up': `${FIELDS}<script>
    let text = '';
    addEventListener('keydown', ({key}) => { document.title = text += key; }, true);
  </script>`,
  'reads it before it is there': `${FIELDS}<script>
    addEventListener('beforeinput', ({target, data}) => { document.title = 'for ' + target.value + data; }, true);
  </script>`,
  'writes it into its address': moveTo(`'?typed=' + text.replaceAll('%', '%25')`),
  'encodes it': moveTo(`'?typed=' + encodeURIComponent(text) + '&more'`),
  'encodes it as forms do': moveTo(`'?' + new URLSearchParams({typed: text})`),
  'encodes all of it': moveTo(`'/found/' + ${EVERY_BYTE} + '/more'`),
  'encodes it twice': moveTo(`'?to=' + encodeURIComponent('/?typed=' + encodeURIComponent(text))`),
  'writes it small': moveTo(`'?typed=' + encodeURIComponent(text.toLowerCase())`),
  'leaves its spaces out': onInput(`document.title = text.replaceAll(' ', '');`),
  'has it for its fragment': onInput('location.hash = encodeURIComponent(text);'),
  'goes where it says': onInput(`if (text.endsWith('Co')) location.href = '/gone?typed=' + encodeURIComponent(text);`),
  'says it in a dialog': onInput(`if (text.endsWith('Co')) alert('You typed ' + text);`),
  'has it for the name of a file': `${onInput('')}<a download>save</a><script>
    const link = document.querySelector('a');
    addEventListener('input', () => { link.download = text + '.txt'; }, true);
    link.href = URL.createObjectURL(new Blob(['saved']));
  </script>`,
  'is written anew': `<script>onload = () => {
    document.open();
    document.write(${JSON.stringify(onInput(`document.title = 'for ' + text + '!';`)).replaceAll('</script>', '<\\/script>')});
    document.close();
  }</script>`,
  'has its field in a shadow tree': `<title>-</title><div></div><script>
    const root = document.querySelector('div').attachShadow({mode: 'closed'});
    root.innerHTML = '<input type="password">';
    const field = root.querySelector('input');
    addEventListener('input', () => { document.title = 'for ' + field.value + '!'; }, true);
    field.focus();
  </script>`,
  'hears it from a frame': `<title>-</title><iframe src="http://other.example:PORT/frame" style="width: 600px"></iframe><script>
    onmessage = ({data}) => {
      document.title = 'for ' + data + '!';
      history.replaceState(null, '', '?typed=' + encodeURIComponent(data));
      if (data.includes('&Co')) document.title = 'all';
    };
  </script>`,
  'opens another one': `${FIELDS}<script>
    addEventListener('keydown', ({target, key}) => {
      if (key === 'Enter') window.open('/gone?typed=' + encodeURIComponent(target.value));
    });
  </script>`,
};

const FRAME = `<input type="password" style="position: fixed; inset: 0"><script>
  addEventListener('input', ({target}) => top.postMessage(target.value, '*'), true);
</script>`;

const OVER_FRAME = {
  type: 'mouse',
  action: 'move',
  x: 60,
  y: 30,
  button: 'none',
  buttons: 0,
  clickCount: 0,
  modifiers: 0,
} as const;

describe('what is typed into a masked field', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    browser = startBrowser();
    site = await startSite((request, response) => {
      const [path = ''] = (request.url ?? '').split('?');
      const page = path === '/frame' ? FRAME : (PAGES[decodeURIComponent(path.slice(1))] ?? '<title>gone</title>');
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<!doctype html>${page.replace('PORT', `${site.port}`)}`);
    });
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  const at = (way: string) => `${site.url}/${encodeURIComponent(way)}`;
  const open = (way: string) => openPainted(browser, at(way), {masked: ['.secret']});
  type Pages = Awaited<ReturnType<typeof open>>['pages'];
  const focus = (pages: Pages, field: string) =>
    pages.execute(1, `document.querySelector('${field}').focus()`, 'javascript');
  const end = async (pages: Pages, told: Told) => {
    await pages.execute(1, `history.replaceState(null, '', '/end'); document.title = 'end'`, 'javascript');
    await Promise.all([told.until(/ relocated \S+\/end$/), told.until('1 title end')]);
  };

  for (const way of Object.keys(PAGES).slice(0, 11)) {
    for (const field of ['input', ...(way.startsWith('has it for its title') ? ['textarea', 'p', 'p + p'] : [])]) {
      it(`is told nowhere by a page that ${way}, from ${field}`, async () => {
        const {pages, told} = await open(way);
        await focus(pages, field);
        if (field === 'p + p') await pages.execute(1, SELECT_INNER, 'javascript');
        await type(pages);
        await told.until(/\*\*\*/);
        await end(pages, told);
        hasNothing(told.lines);
        await pages.dispose();
      });
    }
  }

  it('is told nowhere by a page that goes to an address with it', async () => {
    const {pages, told} = await open('goes where it says');
    await focus(pages, 'input');
    await type(pages);
    await told.until(`1 relocating ${site.url}/gone?typed=***`);
    await told.until(`1 relocated ${site.url}/gone?typed=***`);
    hasNothing(told.lines);
    await pages.dispose();
  });

  it('is told nowhere by a page that opens another one at an address with it', async () => {
    const {pages, told} = await open('opens another one');
    told.adopt = () => 2;
    await focus(pages, 'input');
    await type(pages);
    await press(pages, 'Enter');
    await told.until(`1 poppedUp ${site.url}/gone?typed=***`);
    await told.until(`2 relocated ${site.url}/gone?typed=***`);
    await pages.execute(2, `document.title = 'for ${TYPED}'`, 'javascript');
    await told.until('2 title for ***');
    hasNothing(told.lines);
    await pages.dispose();
  });

  it('is told nowhere by a page that says it in a dialog', async () => {
    const {pages, told} = await open('says it in a dialog');
    await focus(pages, 'input');
    await type(pages);
    await told.until('1 asks alert');
    assert.deepEqual(told.asking.get(1)?.[0]?.question, {kind: 'alert', origin: site.url, message: 'You typed ***'});
    await pages.dispose();
  });

  it('is told nowhere by a page that downloads a file of that name', async () => {
    const {pages, told} = await open('has it for the name of a file');
    await focus(pages, 'input');
    await type(pages);
    await pages.execute(1, 'link.click()', 'javascript');
    await told.until('1 downloaded ***.txt: saved');
    hasNothing(told.lines);
    await pages.dispose();
  });

  for (const way of ['is written anew', 'has its field in a shadow tree']) {
    it(`is told nowhere by a page that ${way}`, async () => {
      const {pages, told} = await open(way);
      if (way === 'is written anew') await focus(pages, 'input');
      await type(pages);
      await told.until('1 title for ***!');
      await end(pages, told);
      hasNothing(told.lines);
      await pages.dispose();
    });
  }

  it('is told nowhere by a page that hears it from a frame of another site', async () => {
    const {pages, told} = await open('hears it from a frame');
    told.hears = true;
    // A click that comes before a frame was painted hits the page around it, and may take the focus away later.
    await insist(told, '1 cursor text', () => void pages.input(1, OVER_FRAME));
    await click(pages, 1, 60, 30);
    await type(pages);
    await told.until('1 title for ***!');
    await told.until('1 title all');
    await end(pages, told);
    hasNothing(told.lines);
    await pages.dispose();
  });

  it('is told nowhere when it comes in one piece', async () => {
    for (const input of [
      {type: 'text', text: TYPED},
      {type: 'paste', text: TYPED},
    ] as const) {
      const {pages, told} = await open('has it for its title');
      await focus(pages, 'input');
      pages.input(1, input as never);
      await told.until('1 title for ***!');
      hasNothing(told.lines);
      await pages.dispose();
    }
  });

  it('is told nowhere by a page of a browser that someone else has started', async () => {
    const prepared = await preparePoolMasking();
    const pool = await startPoolBrowser([...flagsWithout(), ...prepared.flags]);
    const joined = startBrowser({executablePath: '', browserWSEndpoint: pool.endpoint});
    const {pages, told} = openSession(joined);
    await pages.open(1, at('has it for its title'));
    await told.until('1 title -');
    await painted(pages, 1);
    await focus(pages, 'input');
    await type(pages);
    await told.until('1 title for ***!');
    await end(pages, told);
    hasNothing(told.lines);
    await joined.close();
    await pool.close();
    await prepared.remove();
  });

  it('is heard from a page that floods it no more often than anyone types, and at the end', async () => {
    const html = `<title>-</title><input type="password">`;
    const {told, session, close} = await openSecure('https://flood.example/', html, {});
    const heard: string[] = [];
    const last = Promise.withResolvers<void>();
    session.on('Runtime.bindingCalled', ({payload}) => {
      if (!payload.includes('-typed')) return;
      heard.push(payload);
      if (payload.includes('flood 4999')) last.resolve();
    });
    await told.until('1 title -');
    const flood = `{
      const begun = performance.now();
      const field = document.querySelector('input');
      for (let index = 0; index < 5_000; index++) {
        field.value = 'flood ' + index;
        field.dispatchEvent(new Event('input', {bubbles: true}));
      }
      performance.now() - begun;
    }`;
    const {result} = await session.send('Runtime.evaluate', {expression: flood});
    await last.promise;
    assert.ok(heard.length <= 200 * (2 + result.value / 1_000), `${heard.length} in ${result.value} ms`);
    await session.send('Runtime.evaluate', {expression: `document.title = document.querySelector('input').value`});
    await told.until('1 title ***');
    await close();
  });

  it('is heard once the server has hold of a document that it was typed into before', async () => {
    const html = `<title>-</title><input type="password">`;
    const {told, session, close} = await openSecure('https://early.example/', html, {});
    await told.until('1 title -');
    const {frameTree} = await session.send('Page.getFrameTree');
    const world = {frameId: frameTree.frame.id, worldName: OWN_WORLD};
    const {executionContextId: contextId} = await session.send('Page.createIsolatedWorld', world);
    const inOwn = (expression: string) => session.send('Runtime.evaluate', {expression, contextId});
    await inOwn(`kept = ${SENSED}; delete globalThis.${SENSED}`);
    const type = `document.querySelector('input').value = 'hunter2';
      document.querySelector('input').dispatchEvent(new Event('input', {bubbles: true}))`;
    await session.send('Runtime.evaluate', {expression: type});
    const heard = new Promise<string>((resolve) => {
      session.on('Runtime.bindingCalled', ({payload}) => payload.includes('-typed') && resolve(payload));
    });
    await inOwn(`${SENSED} = kept`);
    assert.match(await heard, /hunter2/);
    await close();
  });

  it('is told where it is typed into another field', async () => {
    const {pages, told} = await open('has it for its title');
    await pages.execute(1, `document.querySelector('input').outerHTML = '<input>'`, 'javascript');
    await focus(pages, 'input');
    await type(pages);
    await told.until(`1 title for ${TYPED}!`);
    await pages.dispose();
  });
});

const SELECT_INNER = `getSelection().collapse(document.querySelector('.edited').firstChild, 1)`;

async function type(pages: Parameters<typeof press>[0]): Promise<void> {
  // By their code, some characters would be arrows.
  for (const character of TYPED) await press(pages, character, {keyCode: 0});
}

/** Holds that no four characters of it in a row are in what was told, however often that was encoded. */
function hasNothing(lines: readonly string[]): void {
  const texts = lines.flatMap((line) => {
    const once = decoded(line);
    return [line, once, decoded(once)].map((text) => text.toLowerCase().replaceAll('+', ' '));
  });
  const secret = TYPED.toLowerCase().replaceAll('+', ' ');
  for (let start = 0; start + 4 <= secret.length; start++) {
    const piece = secret.slice(start, start + 4);
    assert.deepEqual(
      texts.filter((text) => text.includes(piece) || text.includes(piece.replace(' ', ''))),
      [],
      piece,
    );
  }
}

function decoded(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString());
}
