import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {after, before, describe, it} from 'node:test';
import type {CDPSession} from 'puppeteer-core';
import type {ChoicePrompt} from '../../../src/protocol/prompts.ts';
import type {Browser} from '../../../src/server/browser/browser.ts';
import type {OpenQuestion} from '../../../src/server/browser/pages.ts';
import {Desk} from '../../../src/server/prompts/desk.ts';
import {Permissions} from '../../../src/server/prompts/permissions.ts';
import {BINDING} from '../../../src/server/prompts/picker-script.ts';
import {Pickers} from '../../../src/server/prompts/pickers.ts';
import {answer, click, insist, openPainted, pagesByPath, press, startBrowser, startSite, type Told} from './harness.ts';

const SELECT = (
  id = 'size',
) => `<select id="${id}" aria-label="Size" style="position:absolute;left:40px;top:60px;width:160px;height:30px">
  <option>Small<option disabled>Medium<optgroup label="More"><option value=l>Large<option hidden>Never</optgroup></select>`;

/** Titles the page with what each field is changed to, and which events told of it. */
const TELL = `<script>
  for (const type of ['input', 'change']) addEventListener(type, ({target}) => { document.title += ' ' + type + ':' + target.value; }, true);
</script>`;

const CLOSED = `<title>-</title><x-card style="position:absolute;left:0;top:0"></x-card><script>
  customElements.define('x-card', class extends HTMLElement {
    constructor() {
      super();
      const root = this.attachShadow({mode: 'closed'});
      root.innerHTML = ${JSON.stringify(SELECT())};
      root.querySelector('select').onchange = (event) => { document.title = 'closed ' + event.target.value; };
    }
  });</script>`;

/** Fields of dates and times with all their limits, what is picked in each, and what no picker of theirs would give. */
const DATES = [
  {
    kind: 'date',
    limits: {value: '2026-05-04', min: '2026-01-05', max: '2026-12-31', step: '7'},
    given: '2026-06-08',
    wrong: ['2025-12-29', '2027-01-04', '2026-06-09', 'June'],
  },
  {
    kind: 'time',
    limits: {value: '10:30', min: '09:00', max: '17:00', step: '900'},
    given: '11:15',
    wrong: ['08:45', '17:15', '11:20', 'noon'],
  },
  {
    kind: 'month',
    limits: {value: '2026-05', min: '2026-01', max: '2026-11', step: '2'},
    given: '2026-07',
    wrong: ['2025-11', '2027-01', '2026-08', 'July'],
  },
  {
    kind: 'week',
    limits: {value: '2026-W19', min: '2026-W01', max: '2026-W39', step: '2'},
    given: '2026-W21',
    wrong: ['2025-W51', '2026-W41', '2026-W20', '2026-W60'],
  },
  {
    kind: 'datetime-local',
    limits: {value: '2026-05-04T10:30', min: '2026-05-01T00:00', max: '2026-05-31T23:30', step: '1800'},
    given: '2026-05-05T11:00',
    wrong: ['2026-04-30T23:30', '2026-06-01T00:00', '2026-05-05T11:10', 'tomorrow'],
  },
] as const;

describe('what Chromium does not paint', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    browser = startBrowser();
    const field = (attributes: string) =>
      `<title>-</title><label for=f>When</label><input id=f ${attributes} style="position:absolute;left:40px;top:60px;width:200px;height:30px">${TELL}`;
    site = await startSite(
      pagesByPath({
        '/select': `<title>-</title>${SELECT()}${TELL}`,
        '/closed': CLOSED,
        '/framed': `<title>-</title><style>body{margin:0}</style><iframe src="/select" style="position:absolute;left:300px;top:200px;width:400px;height:300px;border:5px solid"></iframe>
          <script>setInterval(() => { document.title = frames[0].document?.title || '-'; }, 20)</script>`,
        '/date': field('type=date value=2026-05-04 min=2026-01-01'),
        ...Object.fromEntries(
          DATES.map(({kind, limits}) => [
            `/limited/${kind}`,
            field(
              `type=${kind} ${Object.entries(limits)
                .map((pair) => pair.join('='))
                .join(' ')}`,
            ),
          ]),
        ),
        '/emptied': `${field('type=date value=2026-05-04 step=7')}<script>f.value = '';</script>`,
        '/shown': `${field('type=date value=2026-05-04')}<button style="position:absolute;left:40px;top:160px;width:100px;height:30px">When</button><script>
          document.querySelector('button').onclick = () => f.showPicker();</script>`,
        '/color': `${field('type=color value=#ff0000 list=l')}<datalist id=l><option>#00ff00</datalist>`,
        '/suggest': `${field('list=l')}<datalist id=l><option value=Amsterdam><option value=Berlin label="Germany"><option value=Bern></datalist>`,
        '/menu': `<title>-</title><body style="margin:0"><a href="/other" style="position:absolute;left:40px;top:60px">A link</a>
          <input id=f value=gone style="position:absolute;left:40px;top:160px"><div id=own style="position:absolute;left:40px;top:260px">own</div>
          <script>own.oncontextmenu = (event) => event.preventDefault(); f.oninput = () => { document.title = 'left:' + f.value; };
          addEventListener('contextmenu', () => { document.title += '!'; });</script>`,
        '/labelled':
          `<title>-</title><label>Pay with <b data-wf-private>4111 1111 1111 1111</b>${SELECT()}</label>`.replace(
            'aria-label="Size"',
            'title="A card"',
          ),
        '/selected':
          '<title>-</title><p>Open, and <b data-wf-private>4111 1111 1111 1111</b></p><p style="height:90px">A plain line</p>',
      }),
    );
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  const open = (path: string) => openPainted(browser, site.url + path);
  const asked = async (told: Told, kind: string, since = 0): Promise<OpenQuestion> => {
    await told.until(`1 asks ${kind}`, since);
    return told.asking.get(1)?.[0] as OpenQuestion;
  };

  it('a list is asked for where it is, and takes the choice as the page expects', async () => {
    const {pages, told} = await open('/select');
    await click(pages, 1, 100, 75);
    const {question, box} = await asked(told, 'select');
    assert.deepEqual(box, {x: 40, y: 60, width: 160, height: 30});
    assert.deepEqual(question, {
      kind: 'select',
      label: 'Size',
      rtl: false,
      index: 0,
      options: [
        {label: 'Small'},
        {label: 'Medium', disabled: true},
        {label: 'Large', group: 'More'},
        {label: 'Never', group: 'More', hidden: true},
      ],
    });
    assert.equal(told.asking.get(1)?.[0]?.hidden, false);
    answer(pages, told, {index: 2});
    await told.until('1 title - input:l change:l');
    let since = told.lines.length;
    await press(pages, 'F4', {code: 'F4', keyCode: 115});
    assert.equal((await asked(told, 'select', since)).question.kind, 'select');
    since = told.lines.length;
    answer(pages, told, null);
    await press(pages, ' ', {code: 'Space', keyCode: 32});
    await asked(told, 'select', since);
    answer(pages, told, {index: 1});
    await pages.execute(1, `document.title += ' end'`, 'javascript');
    await told.until('1 title - input:l change:l end');
    await pages.dispose();
  });

  it('a list is called by its label, unless something in that is masked', async () => {
    const {pages, told} = await open('/labelled');
    await click(pages, 1, 100, 75);
    const {question, hidden} = await asked(told, 'select');
    assert.deepEqual([question.kind === 'select' && question.label, hidden], ['A card', false]);
    answer(pages, told, null);
    await pages.execute(1, `document.querySelector('b').remove()`, 'javascript');
    const since = told.lines.length;
    await click(pages, 1, 100, 75);
    const again = await asked(told, 'select', since);
    assert.match(String(again.question.kind === 'select' && again.question.label), /^Pay with/);
    await pages.dispose();
  });

  it('a list in a closed shadow root is asked for too', async () => {
    const {pages, told} = await open('/closed');
    await click(pages, 1, 100, 75);
    assert.deepEqual((await asked(told, 'select')).box, {x: 40, y: 60, width: 160, height: 30});
    answer(pages, told, {index: 2});
    await told.until('1 title closed l');
    const since = told.lines.length;
    await click(pages, 1, 100, 75);
    await asked(told, 'select', since);
    await pages.dispose();
  });

  it('a list in a frame is asked for where that is', async () => {
    const {pages, told} = await open('/framed');
    await pages.execute(
      1,
      `frames[0].document.readyState === 'complete' || new Promise((resolve) => { document.querySelector('iframe').onload = resolve; })`,
      'javascript',
    );
    await click(pages, 1, 400, 280);
    assert.deepEqual((await asked(told, 'select')).box, {x: 345, y: 265, width: 160, height: 30});
    answer(pages, told, {index: 2});
    await told.until('1 title - input:l change:l');
    await pages.dispose();
  });

  it('a list in a frame of another site is asked for where that is', async () => {
    const {pages, told} = await open('/select');
    const other = `http://other.example:${site.port}/select`;
    await pages.execute(
      1,
      `new Promise((resolve) => {
      document.body.innerHTML = '<iframe src="${other}" style="position:absolute;left:300px;top:200px;width:400px;height:300px;border:0"></iframe>';
      document.querySelector('iframe').onload = () => requestAnimationFrame(() => requestAnimationFrame(resolve));
    }).then(() => null)`,
      'javascript',
    );
    await insist(told, '1 asks select', () => void click(pages, 1, 400, 280));
    assert.deepEqual((await asked(told, 'select')).box, {x: 340, y: 260, width: 160, height: 30});
    await pages.dispose();
  });

  it('what a page shows with showPicker() is asked for', async () => {
    const {pages, told} = await open('/shown');
    await click(pages, 1, 60, 175);
    const {question, box} = await asked(told, 'date');
    assert.deepEqual([question.kind, box], ['date', {x: 40, y: 60, width: 205, height: 34}]);
    answer(pages, told, {value: '2026-06-01'});
    await told.until('1 title - input:2026-06-01 change:2026-06-01');
    await pages.dispose();
  });

  it('a date is asked for from the sign in its field, and by keyboard', async () => {
    const {pages, told} = await open('/date');
    await click(pages, 1, 230, 75);
    const {question} = await asked(told, 'date');
    assert.deepEqual(question, {
      kind: 'date',
      label: 'When',
      rtl: false,
      value: '2026-05-04',
      min: '2026-01-01',
      max: '',
      step: '',
    });
    answer(pages, told, {value: '2026-06-07'});
    await told.until('1 title - input:2026-06-07 change:2026-06-07');
    const since = told.lines.length;
    await press(pages, 'ArrowDown', {code: 'ArrowDown', keyCode: 40, modifiers: 1});
    await asked(told, 'date', since);
    await pages.dispose();
  });

  for (const {kind, limits, given, wrong} of DATES) {
    it(`a field is asked for with its limits, given what they allow and nothing else, and cleared: ${kind}`, async () => {
      const {pages, told} = await open(`/limited/${kind}`);
      await click(pages, 1, 230, 75);
      assert.deepEqual((await asked(told, kind)).question, {kind, label: 'When', rtl: false, ...limits});
      answer(pages, told, {value: given});
      await told.until(`1 title - input:${given} change:${given}`);
      for (const value of [null, given, ...wrong, '']) {
        const since = told.lines.length;
        await press(pages, 'F4', {code: 'F4', keyCode: 115});
        await asked(told, kind, since);
        answer(pages, told, value === null ? null : {value});
        // Otherwise the next key may come before the answer, which is dropped then.
        await pages.execute(1, 'null', 'javascript');
      }
      await told.until(/^1 title .* input: change:$/);
      assert.deepEqual(
        told.lines.filter((line) => line.startsWith('1 title - ')),
        [`1 title - input:${given} change:${given}`, `1 title - input:${given} change:${given} input: change:`],
      );
      await pages.dispose();
    });
  }

  it('a date is asked for with what its steps count from: where it is empty, what it had at first', async () => {
    const {pages, told} = await open('/emptied');
    for (const value of ['2026-05-12', '2026-05-11']) {
      const since = told.lines.length;
      await click(pages, 1, 230, 75);
      const {question} = await asked(told, 'date', since);
      const limits = {min: '', max: '', step: '7', base: '2026-05-04'};
      assert.deepEqual(question, {kind: 'date', label: 'When', rtl: false, value: '', ...limits});
      answer(pages, told, {value});
    }
    assert.match(await told.until(/^1 title .*input/), /- input:2026-05-11 /);
    await pages.dispose();
  });

  it('a colour is asked for, with those that the page proposes', async () => {
    const {pages, told} = await open('/color');
    await click(pages, 1, 100, 75);
    const {question} = await asked(told, 'color');
    assert.deepEqual(question, {
      kind: 'color',
      label: 'When',
      rtl: false,
      value: '#ff0000',
      options: [{label: '#00ff00'}],
    });
    answer(pages, told, {value: '#0000ff'});
    await told.until('1 title - input:#0000ff change:#0000ff');
    await pages.dispose();
  });

  it('suggestions follow what is typed, and are chosen from elsewhere', async () => {
    const {pages, told} = await open('/suggest');
    await click(pages, 1, 100, 75);
    await press(pages, 'b', {code: 'KeyB', keyCode: 66});
    await told.until('1 asks suggest');
    const labels = () =>
      marked(told)
        ?.options.map(({label}) => label)
        .join();
    await untilSo(told, () => labels() === 'Berlin,Bern');
    answer(pages, told, {index: 1});
    await told.until(/ change:Bern$/);
    let since = told.lines.length;
    await pages.execute(1, `f.value = ''`, 'javascript');
    await press(pages, 'ArrowDown', {code: 'ArrowDown', keyCode: 40});
    await told.until('1 asks suggest', since);
    assert.equal(marked(told)?.options.length, 3);
    since = told.lines.length;
    await press(pages, 'Tab');
    await told.until('1 asks nothing', since);
    await pages.dispose();
  });

  it('the menu of the other button is asked for where the page has none of its own', async () => {
    const {pages, told} = await open('/menu');
    await click(pages, 1, 60, 70, {button: 'right'});
    const {question, box} = await asked(told, 'menu');
    assert.deepEqual(question, {kind: 'menu', link: `${site.url}/other`, image: '', text: '', editable: false});
    assert.deepEqual(box, {x: 60, y: 70, width: 0, height: 0});
    answer(pages, told, null);
    const since = told.lines.length;
    await click(pages, 1, 60, 265, {button: 'right'});
    await told.until('1 title -!!');
    await click(pages, 1, 60, 170, {clickCount: 2});
    await click(pages, 1, 60, 170, {button: 'right'});
    await asked(told, 'menu', since);
    assert.equal(told.lines.slice(since).filter((line) => line === '1 asks menu').length, 1);
    assert.deepEqual(told.asking.get(1)?.[0]?.question, {
      kind: 'menu',
      link: '',
      image: '',
      text: 'gone',
      editable: true,
    });
    answer(pages, told, {item: 'delete'});
    await told.until('1 title left:');
    await pages.dispose();
  });

  it('the menu has what is selected, and nothing of it where something is masked', async () => {
    const {pages, told} = await open('/selected');
    const selectAll = () => pages.execute(1, 'getSelection().selectAllChildren(document.body)', 'javascript');
    const menu = async () => {
      const since = told.lines.length;
      await selectAll();
      await click(pages, 1, 60, 60, {button: 'right'});
      const {question, hidden} = await asked(told, 'menu', since);
      answer(pages, told, null);
      return [question.kind === 'menu' && question.text, hidden];
    };
    assert.deepEqual(await menu(), ['', false]);
    await pages.execute(1, `document.querySelector('b').remove()`, 'javascript');
    const [text] = await menu();
    assert.match(String(text), /Open, and\s+A plain line/);
    await pages.dispose();
  });
});

/** Waits for something that what is told makes so. */
async function untilSo(told: Told, holds: () => boolean): Promise<void> {
  while (!holds()) await told.until(/./, told.lines.length);
}

function marked(told: Told): ChoicePrompt | null {
  const question = told.asking.get(1)?.[0]?.question;
  return question?.kind === 'suggest' ? question : null;
}

describe('the place of what is open in a frame of another site', () => {
  it('is asked for in no process that is gone', async () => {
    const {promise: shown, resolve} = Promise.withResolvers<readonly OpenQuestion[]>();
    const desk = new Desk(resolve);
    const options = {onDenied: assert.ifError, scale: () => 1};
    const pickers = new Pickers(desk, new Permissions(desk, async () => {}), options);
    const [page, gone, frame] = [new Process(), new Process(), new Process('page')];
    for (const process of [gone, page, frame]) {
      await pickers.follow(process as unknown as CDPSession);
      gone.detached = true;
    }
    const ask = {kind: 'color', label: '', rtl: false, value: '#ffffff', options: []};
    const payload = JSON.stringify({ask, count: 1});
    frame.emit('Runtime.bindingCalled', {name: BINDING, payload, executionContextId: 1});
    assert.deepEqual((await shown)[0]?.box, {x: 20, y: 20, width: 30, height: 10});
    assert.ok(page.sent.includes('DOM.getFrameOwner'));
    assert.ok(!gone.sent.includes('DOM.getFrameOwner'));
  });
});

/** One in which all that is asked for stands 10 pixels from the edge. */
class Process extends EventEmitter {
  detached = false;
  readonly sent: string[] = [];
  readonly #parentId: string | undefined;

  constructor(parentId?: string) {
    super();
    this.#parentId = parentId;
  }

  async send(method: string): Promise<object> {
    this.sent.push(method);
    return {
      frameTree: {frame: {id: 'frame', parentId: this.#parentId}},
      executionContextId: 1,
      result: {objectId: 'field'},
      backendNodeId: 1,
      quads: [[10, 10, 40, 10, 40, 20, 10, 20]],
    };
  }
}
