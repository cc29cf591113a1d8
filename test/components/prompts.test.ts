import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../components/define.ts';
import '../../components/prompts/wf-prompts.ts';
import type {WfView} from '../../components/index.ts';
import type {WfPrompts} from '../../components/prompts/prompts.ts';
import {type Prompt, type PromptAnswer, SessionError, type Told} from '../../src/client/index.ts';
import {heldTimeout} from '../support/held-timeout.ts';
import {guest, host, type Joined, nextTask} from '../support/sessions.ts';
import {standsByItsSession} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

const WHOLE = {id: 1, box: null, screen: {width: 1280, height: 720}} as const;
const AT = {...WHOLE, box: {x: 320, y: 160, width: 160, height: 32}} as const;

const ALERT = {...WHOLE, waiting: false, kind: 'alert', origin: 'http://shop.localhost', message: 'Sold out'} as const;
const CONFIRM = {...ALERT, kind: 'confirm', message: 'Buy it?'} as const;
const NAME = {...ALERT, kind: 'prompt', message: 'Your name?', value: 'Ada'} as const;
const LEAVE = {...ALERT, kind: 'leave', message: ''} as const;
const LIST = {
  ...AT,
  waiting: false,
  kind: 'select',
  label: 'Size',
  rtl: false,
  index: 0,
  options: [
    {label: 'Small'},
    {label: 'Medium', disabled: true},
    {label: 'Large', group: 'More'},
    {label: 'Largest', group: 'More'},
  ],
} as const;
const SUGGEST = {
  ...LIST,
  kind: 'suggest',
  label: 'City',
  index: -1,
  options: [{label: 'Berlin', note: 'Germany'}, {label: 'Bern'}],
} as const;
const DATE = {
  ...AT,
  waiting: false,
  kind: 'date',
  label: 'Arrival',
  rtl: false,
  value: '2026-05-04',
  min: '',
  max: '',
  step: '',
} as const;
const COLOUR = {
  ...AT,
  waiting: false,
  kind: 'color',
  label: '',
  rtl: false,
  value: '#ff0000',
  options: [{label: '#00ff00'}],
} as const;
const MENU = {
  ...AT,
  waiting: false,
  kind: 'menu',
  link: 'http://shop.localhost/about.html',
  image: '',
  text: 'Shop',
  editable: false,
} as const;
const PLAIN = {...MENU, link: '', text: ''} as const;
const LOGIN = {
  ...WHOLE,
  waiting: false,
  kind: 'login',
  origin: 'http://shop.localhost',
  realm: 'The back room',
} as const;
const PLACE = {
  ...WHOLE,
  waiting: false,
  kind: 'permission',
  origin: 'http://shop.localhost',
  permission: 'geolocation',
} as const;
const CALLS = {...PLACE, permission: 'notifications'} as const;
const FILES = {...WHOLE, waiting: false, kind: 'file', multiple: true, accept: '.txt'} as const;
const ALL: readonly Prompt[] = [
  ...[ALERT, CONFIRM, NAME, LEAVE, LIST, SUGGEST, DATE, COLOUR, MENU, PLAIN],
  ...[LOGIN, PLACE, CALLS, FILES],
];

/** Where this browser says that it is. */
const HERE = {latitude: 52.5, longitude: 13.25, accuracy: 10};

/** What is asked of people, how it is filled in by keyboard once it has the focus, and what the page is to get. */
const BY_KEYBOARD: readonly (readonly [Prompt, () => Promise<unknown>, PromptAnswer])[] = [
  [
    LOGIN,
    async () => {
      await sendKeys({type: 'ada'});
      await sendKeys({press: 'Tab'});
      await sendKeys({type: 'lovelace'});
      await sendKeys({press: 'Enter'});
    },
    {username: 'ada', password: 'lovelace'},
  ],
  [PLACE, () => sendKeys({press: 'Enter'}), {accept: true, position: HERE}],
  [CALLS, () => sendKeys({press: 'Enter'}), {accept: true}],
  [FILES, () => sendKeys({press: 'Enter'}), {files: ['file 1', 'file 2']}],
];

/** A view of tab 1, with what lies over it. */
async function show(
  {session, room}: Joined,
  size = 'inline-size: 640px; block-size: 360px',
): Promise<{view: WfView; prompts: WfPrompts}> {
  const ssid = room.open(0, 'http://shop.localhost/', 'Shop');
  const element = await fixture<HTMLElement>(html`
    <wf-session .session=${session}><button>Before</button><wf-view style=${size}></wf-view></wf-session>
  `);
  const view = element.querySelector('wf-view')!;
  await waitUntil(() => room.watchers(ssid) === 1);
  await room.paint(ssid, 1280, 720, '#ffffff');
  await waitUntil(() => view.shadowRoot!.querySelector<WfPrompts>('wf-prompts')?.updateComplete);
  return {view, prompts: view.shadowRoot!.querySelector('wf-prompts')!};
}

function panel(prompts: WfPrompts): HTMLElement | null {
  return prompts.shadowRoot!.querySelector<HTMLElement>('[popover]');
}

/** Has the tab ask something, and waits until that is there. */
async function ask({room}: Joined, prompts: WfPrompts, prompt: Prompt): Promise<HTMLElement> {
  room.ask(1, prompt);
  await waitUntil(() => panel(prompts)?.matches(':popover-open'), `expected ${prompt.kind}`);
  return panel(prompts)!;
}

/** Has the tab ask something else at once, and waits until that is there. */
async function change({room}: Joined, prompts: WfPrompts, prompt: Prompt): Promise<HTMLElement> {
  room.ask(1, prompt);
  await nextTask();
  await prompts.updateComplete;
  return panel(prompts)!;
}

/** Holds that what is asked is accessible, once it is in sight: it is faint for a moment. */
async function isAccessible(prompts: WfPrompts): Promise<void> {
  await Promise.all(
    panel(prompts)!
      .getAnimations()
      .map(({finished}) => finished),
  );
  await expect(prompts).to.be.accessible();
}

const press = (prompts: WfPrompts, name: string) =>
  [...panel(prompts)!.querySelectorAll('button')].find(({textContent}) => textContent?.trim() === name)!.click();

/** Has this browser tell where it is when the test says so, or that it does not know. */
function holdPlace(): {tell(): void; deny(): void; asked: number} {
  const held = {tell: () => {}, deny: () => {}, asked: 0};
  const getCurrentPosition = (tell: (at: unknown) => void, deny: () => void) => {
    held.asked++;
    held.tell = () => tell({coords: HERE});
    held.deny = deny;
  };
  Object.defineProperty(navigator, 'geolocation', {configurable: true, value: {getCurrentPosition}});
  return held;
}

/** Gives a field files, as the window does that is opened by its button. */
function choose(field: HTMLInputElement, ...names: readonly string[]): void {
  const data = new DataTransfer();
  for (const name of names) data.items.add(new File(['text'], name));
  field.files = data.files;
  field.dispatchEvent(new Event('change', {bubbles: true}));
}

/** What has the focus in what is asked. */
const focusIn = (prompts: WfPrompts) => prompts.shadowRoot!.activeElement;

describe('<wf-prompts>', () => {
  standsByItsSession('wf-prompts', {
    news: async ({room}) => {
      const ssid = room.open(0, 'http://shop.localhost/', 'Shop');
      await nextTask();
      room.ask(ssid, {...WHOLE, waiting: true, kind: 'confirm', message: 'Buy it?'});
    },
    says: 'Buy it?',
  });

  afterEach(() => {
    Reflect.deleteProperty(navigator, 'geolocation');
  });

  for (const [scheme, all] of [
    ['light', ALL],
    ['dark', [NAME, LIST, MENU]],
  ] as const) {
    it(`is accessible whatever is asked, in ${scheme} colours`, async () => {
      document.documentElement.style.colorScheme = scheme;
      const joined = await host();
      const {prompts} = await show(joined);
      for (const [index, prompt] of all.entries()) {
        await ask(joined, prompts, {...prompt, id: index + 1});
        await isAccessible(prompts);
        joined.room.ask(1);
        await waitUntil(() => !panel(prompts));
      }
      document.documentElement.style.colorScheme = '';
    });
  }

  it('answers a dialog by its buttons', async () => {
    const joined = await host();
    const {prompts} = await show(joined);
    await ask(joined, prompts, ALERT);
    press(prompts, 'OK');
    await ask(joined, prompts, {...CONFIRM, id: 2});
    press(prompts, 'Cancel');
    await ask(joined, prompts, {...LEAVE, id: 3});
    press(prompts, 'Leave');
    await waitUntil(() => joined.room.answers.length === 3);
    expect(joined.room.answers).to.deep.equal([
      {type: 'answer', id: 1, answer: {accept: true}},
      {type: 'answer', id: 2, answer: null},
      {type: 'answer', id: 3, answer: {accept: true}},
    ]);
  });

  it('has what is typed in place of what the page proposes', async () => {
    const joined = await host();
    const {view, prompts} = await show(joined);
    view.focus();
    await ask(joined, prompts, NAME);
    await sendKeys({type: 'Eve'});
    await sendKeys({press: 'Enter'});
    await waitUntil(() => joined.room.answers.length === 1);
    expect(joined.room.answers[0]!.answer).to.deep.equal({value: 'Eve'});
  });

  it('chooses from a list by keyboard: arrows pass what cannot be chosen, letters find, Escape leaves', async () => {
    const joined = await host();
    const {view, prompts} = await show(joined);
    view.focus();
    const list = await ask(joined, prompts, LIST);
    const active = () => list.getAttribute('aria-activedescendant');
    expect(active()).to.equal('option-0');
    await sendKeys({press: 'ArrowDown'});
    expect(active()).to.equal('option-2');
    await sendKeys({press: 'Home'});
    await sendKeys({press: 'l'});
    expect(active()).to.equal('option-2');
    await sendKeys({press: 'l'});
    expect(active()).to.equal('option-3');
    await sendKeys({press: 'Enter'});
    await waitUntil(() => joined.room.answers.length === 1);
    expect(joined.room.answers[0]!.answer).to.deep.equal({index: 3});
    await sendKeys({press: 'Escape'});
    await waitUntil(() => joined.room.answers.length === 2);
    expect(joined.room.answers[1]!.answer).to.equal(null);
  });

  for (const [prompt, fill, answer] of BY_KEYBOARD) {
    const what = 'permission' in prompt ? prompt.permission : prompt.kind;
    it(`is answered and refused by keyboard, and gives the page its keyboard back: ${what}`, async () => {
      const joined = await host();
      const {room} = joined;
      const {view, prompts} = await show(joined);
      const isBack = () => !panel(prompts) && focusIn(prompts) === null && view.matches(':focus:state(captured)');
      const place = holdPlace();
      await waitUntil(() => view.shadowRoot!.querySelector('.hint'), 'expected to be able to use the page');
      view.focus();
      await sendKeys({press: 'Enter'});
      await waitUntil(() => view.matches(':state(captured)'));
      const shown = await ask(joined, prompts, prompt);
      expect(focusIn(prompts)?.hasAttribute('data-first')).to.equal(true);
      const field = shown.querySelector<HTMLInputElement>('[type=file]');
      // The window that this opens is no part of the page.
      field?.addEventListener('click', (event) => {
        event.preventDefault();
        choose(field, 'one.txt', 'two.txt');
      });
      await fill();
      place.tell();
      await waitUntil(() => room.answers.length === 1);
      expect(room.answers[0]).to.deep.equal({type: 'answer', id: 1, answer});
      room.ask(1);
      await waitUntil(isBack);
      await ask(joined, prompts, {...prompt, id: 2});
      await sendKeys({press: 'Escape'});
      await waitUntil(() => room.answers.length === 2);
      expect(room.answers[1]).to.deep.equal({type: 'answer', id: 2, answer: null});
      room.ask(1);
      await waitUntil(isBack);
      expect(room.inputs.filter(({type}) => type === 'key')).to.deep.equal([]);
    });
  }

  it('calls who asks by name, and takes as many files of the kind as the page does', async () => {
    const joined = await host();
    const {prompts} = await show(joined);
    const title = (shown: Element) => shown.querySelector('#title')!.textContent;
    const login = await ask(joined, prompts, LOGIN);
    expect(title(login)).to.equal('Sign in to shop.localhost');
    expect(login.querySelector('p')).to.have.text('The back room');
    expect(login.querySelector('[name=password]')).to.have.attribute('type', 'password');
    expect(title(await change(joined, prompts, {...PLACE, id: 2}))).to.equal(
      'shop.localhost wants to know where you are',
    );
    expect(title(await change(joined, prompts, {...CALLS, id: 3}))).to.equal(
      'shop.localhost wants to show notifications',
    );
    const many = await change(joined, prompts, {...FILES, id: 4});
    expect(title(many)).to.equal('Choose files for the page');
    expect(many.querySelector('input')).to.have.property('multiple', true);
    expect(many.querySelector('input')).to.have.attribute('accept', '.txt');
    const one = await change(joined, prompts, {...FILES, id: 5, multiple: false, accept: ''});
    expect(title(one)).to.equal('Choose a file for the page');
    expect(one.querySelector('input')).to.have.property('multiple', false);
    expect(one.querySelector('input')).not.to.have.attribute('accept');
  });

  it('keeps the keyboard while it finds out where someone is, who can refuse, and try again', async () => {
    const joined = await host();
    const {view, prompts} = await show(joined);
    const place = holdPlace();
    view.focus();
    await ask(joined, prompts, PLACE);
    const told = () => panel(prompts)?.querySelector('[role=status]')?.textContent;
    await sendKeys({press: 'Enter'});
    await waitUntil(() => told() === 'Looking where you are…');
    await isAccessible(prompts);
    await sendKeys({press: 'Enter'});
    expect(place.asked).to.equal(1);
    await sendKeys({press: 'Escape'});
    await waitUntil(() => joined.room.answers.length === 1);
    expect(joined.room.answers[0]!.answer).to.equal(null);
    await change(joined, prompts, {...PLACE, id: 2});
    expect(told()).to.equal('');
    await sendKeys({press: 'Enter'});
    place.deny();
    await waitUntil(() => told() === 'Your own browser does not say where you are.');
    await sendKeys({press: 'Enter'});
    place.tell();
    await waitUntil(() => joined.room.answers.length === 2);
    expect(joined.room.answers[1]).to.deep.equal({type: 'answer', id: 2, answer: {accept: true, position: HERE}});
  });

  it('keeps the keyboard while files are sent, and says why they were not taken', async () => {
    const joined = await host();
    const {view, prompts} = await show(joined);
    const sending = Promise.withResolvers<never>();
    let tell: Told | undefined;
    joined.provider.upload = (_file, told) => {
      tell = told;
      return sending.promise;
    };
    view.focus();
    const field = (await ask(joined, prompts, FILES)).querySelector('input')!;
    const told = () => panel(prompts)?.querySelector('[role=status]')?.textContent;
    choose(field, 'large.txt');
    await waitUntil(() => told() === 'Sending…');
    await waitUntil(() => tell);
    tell?.(0.25);
    await prompts.updateComplete;
    expect(panel(prompts)!.querySelector('.sending')).to.have.text('large.txt');
    expect(panel(prompts)!.querySelector('progress')!.value).to.equal(0.25);
    await isAccessible(prompts);
    expect(focusIn(prompts)?.getAttribute('type')).to.equal('file');
    expect(field.dispatchEvent(new MouseEvent('click', {cancelable: true}))).to.equal(false);
    await sendKeys({press: 'Escape'});
    await waitUntil(() => joined.room.answers.length === 1);
    expect(joined.room.answers[0]!.answer).to.equal(null);
    sending.reject(new SessionError('too_large', 'The file is larger than 10 MB.'));
    await waitUntil(() => told() === 'The file is larger than 10 MB.');
    expect(focusIn(prompts)?.getAttribute('type')).to.equal('file');
    expect(panel(prompts)!.querySelector('progress')).to.equal(null);
    Reflect.deleteProperty(joined.provider, 'upload');
    choose(field, 'small.txt');
    await waitUntil(() => joined.room.answers.length === 2);
    expect(joined.room.answers[1]!.answer).to.deep.equal({files: ['file 1']});
  });

  it('gives no question what another one asked for, however late that comes', async () => {
    const joined = await host();
    const {prompts} = await show(joined);
    const place = holdPlace();
    await ask(joined, prompts, PLACE);
    press(prompts, 'Allow');
    await change(joined, prompts, {...CALLS, id: 2});
    place.tell();
    const sending = Promise.withResolvers<{file_id: string}>();
    joined.provider.upload = () => sending.promise;
    choose((await change(joined, prompts, {...FILES, id: 3})).querySelector('input')!, 'one.txt');
    // As in another tab, whose questions are counted anew.
    joined.room.ask(1);
    await waitUntil(() => !panel(prompts));
    await ask(joined, prompts, {...FILES, id: 3});
    sending.resolve({file_id: 'late'});
    await nextTask();
    expect(panel(prompts)!.querySelector('[role=status]')).to.have.text('');
    await sendKeys({press: 'Escape'});
    await waitUntil(() => joined.room.answers.length > 0);
    expect(joined.room.answers).to.deep.equal([{type: 'answer', id: 3, answer: null}]);
  });

  it('has the keyboard when another question comes first, and again after that', async () => {
    const joined = await host();
    const {view, prompts} = await show(joined);
    view.focus();
    await ask(joined, prompts, LOGIN);
    await sendKeys({type: 'ada'});
    joined.room.ask(1, LOGIN, {...ALERT, id: 2});
    await waitUntil(() => focusIn(prompts)?.textContent === 'OK');
    await sendKeys({press: 'Enter'});
    await waitUntil(() => joined.room.answers.length === 1);
    expect(joined.room.answers[0]).to.deep.equal({type: 'answer', id: 2, answer: {accept: true}});
    joined.room.ask(1, LOGIN);
    await waitUntil(() => focusIn(prompts)?.getAttribute('name') === 'username');
    joined.room.ask(1);
    await waitUntil(() => !panel(prompts) && view.matches(':focus'));
  });

  it('shows no site what was typed for another, and takes no focus from what is elsewhere', async () => {
    const joined = await host();
    const {view, prompts} = await show(joined);
    view.focus();
    const login = await ask(joined, prompts, LOGIN);
    for (const field of login.querySelectorAll('input')) field.value = 'secret';
    view.parentElement!.querySelector('button')!.focus();
    const other = await change(joined, prompts, {...LOGIN, id: 2, origin: 'http://other.localhost'});
    expect([...other.querySelectorAll('input')].map(({value}) => value)).to.deep.equal(['', '']);
    expect(document.activeElement).to.have.text('Before');
  });

  it('stands at its field, and in sight', async () => {
    const joined = await host();
    const {view, prompts} = await show(joined);
    const list = await ask(joined, prompts, LIST);
    const place = list.getBoundingClientRect();
    const around = view.getBoundingClientRect();
    // Half the size of the tab.
    expect(place.left).to.be.closeTo(around.left + 160, 1);
    expect(place.top).to.be.closeTo(around.top + 96, 1);
    joined.room.ask(1);
    await waitUntil(() => !panel(prompts));
    const low = await ask(joined, prompts, {...LIST, id: 2, box: {x: 1200, y: 700, width: 80, height: 20}});
    const {right, bottom} = low.getBoundingClientRect();
    expect(right).to.be.at.most(innerWidth);
    expect(bottom).to.be.at.most(innerHeight);
  });

  it('stands at the lower edge of a narrow window', async () => {
    const joined = await host();
    const {prompts} = await show(joined, 'inline-size: 320px; block-size: 180px');
    const list = await ask(joined, prompts, LIST);
    expect(list.getBoundingClientRect().bottom).to.be.closeTo(innerHeight, 1);
    const alert = await change(joined, prompts, ALERT);
    await waitUntil(() => alert.querySelector('.buttons'));
    const {bottom} = alert.querySelector('button')!.getBoundingClientRect();
    expect(bottom, 'with room below the buttons').to.be.at.most(innerHeight - 16);
  });

  it('gives a date and a colour in the form that the field takes', async () => {
    const joined = await host();
    const {prompts} = await show(joined);
    const date = await ask(joined, prompts, DATE);
    date.querySelector('input')!.value = '2026-12-24';
    press(prompts, 'OK');
    press(prompts, 'Clear');
    await waitUntil(() => joined.room.answers.length === 2);
    joined.room.ask(1);
    await waitUntil(() => !panel(prompts));
    const colour = await ask(joined, prompts, {...COLOUR, id: 2});
    colour.querySelector<HTMLElement>('.swatches button')!.click();
    await waitUntil(() => joined.room.answers.length === 3);
    expect(joined.room.answers.map(({answer}) => answer)).to.deep.equal([
      {value: '2026-12-24'},
      {value: ''},
      {value: '#00ff00'},
    ]);
  });

  it('keeps to the limits of a field, counts its steps from what it has, and says how to write what knows no picker', async () => {
    const joined = await host();
    const {prompts} = await show(joined);
    const date = (await ask(joined, prompts, {...DATE, max: '2026-05-31', step: '7'})).querySelector('input')!;
    date.value = '2026-06-01';
    press(prompts, 'OK');
    expect(date).to.match(':invalid');
    date.value = '2026-05-12';
    press(prompts, 'OK');
    expect(date).to.match(':invalid');
    date.value = '2026-05-11';
    press(prompts, 'OK');
    await waitUntil(() => joined.room.answers.length === 1);
    expect(joined.room.answers[0]!.answer).to.deep.equal({value: '2026-05-11'});
    const emptied = {...DATE, id: 2, value: '', min: '', step: '7', base: '2026-05-04'};
    const empty = (await change(joined, prompts, emptied)).querySelector('input')!;
    expect(empty.value).to.equal('');
    empty.value = '2026-05-12';
    expect(empty).to.match(':invalid');
    empty.value = '2026-05-11';
    expect(empty).to.match(':valid');
    for (const [kind, right, wrong] of [
      ['month', '2026-05', 'May'],
      ['week', '2026-W19', '19'],
    ] as const) {
      const shown = await change(joined, prompts, {...DATE, kind, id: kind.length, value: ''});
      const field = shown.querySelector('input')!;
      // As where the browser has no such field.
      field.type = 'text';
      expect(field.placeholder).to.match(new RegExp(`^${field.pattern}$`));
      field.value = wrong;
      expect(field).to.match(':invalid');
      field.value = right;
      expect(field).to.match(':valid');
    }
  });

  it('does what is picked from a menu', async () => {
    const joined = await host();
    const {view, prompts} = await show(joined);
    view.focus();
    await ask(joined, prompts, MENU);
    const labels = [...panel(prompts)!.querySelectorAll('button')].map(({textContent}) => textContent?.trim());
    expect(labels).to.deep.equal(['Open link in a new tab', 'Copy the address of the link', 'Copy']);
    await sendKeys({press: 'Enter'});
    await waitUntil(() => joined.room.answers.length === 1);
    await waitUntil(() => joined.room.state.tabs.length === 2);
    expect(joined.room.state.tabs[1]!.url).to.equal('http://shop.localhost/about.html');
    expect(joined.room.answers[0]!.answer).to.equal(null);
  });

  it('drops files where they are dropped, and only for whoever is in control', async () => {
    const joined = await host();
    const {view, prompts} = await show(joined);
    const drop = () => {
      const data = new DataTransfer();
      data.items.add(new File(['text'], 'notes.txt'));
      const {left, top} = view.getBoundingClientRect();
      const event = new DragEvent('drop', {
        dataTransfer: data,
        clientX: left + 160,
        clientY: top + 90,
        bubbles: true,
        composed: true,
        cancelable: true,
      });
      view.shadowRoot!.querySelector('textarea')!.dispatchEvent(event);
      return event.defaultPrevented;
    };
    let told: string | undefined;
    const {upload} = joined.provider;
    joined.provider.upload = async (file, tell, ssid) => {
      tell?.(0.5);
      await prompts.updateComplete;
      const bar = prompts.shadowRoot!.querySelector('.sending');
      told = `${bar?.textContent} ${bar?.querySelector('progress')?.value}`;
      return upload.call(joined.provider, file, tell, ssid);
    };
    expect(drop()).to.equal(true);
    await waitUntil(() => joined.room.drops.length === 1);
    expect(told).to.equal('notes.txt 0.5');
    await waitUntil(() => !prompts.shadowRoot!.querySelector('progress'));
    expect(joined.room.drops).to.deep.equal([{type: 'drop', x: 320, y: 180, files: ['file 1']}]);
    expect(joined.room.files[0]!.name).to.equal('notes.txt');
    joined.room.join('Ben');
    joined.room.as(0, 'transfer_tab_control', {to: 1});
    await view.updateComplete;
    expect(drop()).to.equal(false);
  });

  for (const [prompt, told] of [
    [{kind: 'login', origin: 'http://shop.localhost'}, 'Anna signs in'],
    [{kind: 'permission', origin: 'http://shop.localhost'}, 'Anna answers the page'],
    [{kind: 'file'}, 'Anna chooses a file'],
  ] as const) {
    it(`shows the others that it waits, and nothing to answer: ${prompt.kind}`, async () => {
      const joined = await guest();
      const {view, prompts} = await show(joined);
      view.focus();
      joined.room.ask(1, {...WHOLE, waiting: true, ...prompt});
      const waiting = () => prompts.shadowRoot!.querySelector('.waiting')?.textContent?.trim();
      await waitUntil(() => waiting() === told);
      expect(panel(prompts)).to.equal(null);
      expect(prompts.shadowRoot!.querySelector('input, button')).to.equal(null);
      expect(view).to.match(':focus');
      joined.room.ask(1);
      await waitUntil(() => !waiting());
    });
  }

  it("stands in a view as the author's own, with words of theirs, in place of the one that comes along", async () => {
    const joined = await guest();
    const {view, prompts} = await show(joined);
    const own = await fixture<WfPrompts>(html`
      <wf-prompts slot="prompts"><b slot="waiting">Our agent answers.</b></wf-prompts>
    `);
    view.append(own);
    joined.room.ask(1, {...WHOLE, waiting: true, kind: 'confirm', origin: 'http://shop.localhost', message: 'Buy it?'});
    await waitUntil(() => own.querySelector('b')!.checkVisibility());
    expect(prompts.isConnected).to.equal(false);
    own.remove();
    await waitUntil(() => view.shadowRoot!.querySelector('wf-prompts'));
  });

  it("answers from the author's own in a view, and gives the focus back to the page", async () => {
    const joined = await host();
    const {view} = await show(joined);
    const own = await fixture<WfPrompts>(html`<wf-prompts slot="prompts"></wf-prompts>`);
    view.append(own);
    view.focus();
    await ask(joined, own, NAME);
    await sendKeys({type: 'Eve'});
    await sendKeys({press: 'Enter'});
    await waitUntil(() => joined.room.answers.length === 1);
    expect(joined.room.answers[0]!.answer).to.deep.equal({value: 'Eve'});
    joined.room.ask(1);
    await waitUntil(() => view.shadowRoot!.activeElement?.localName === 'textarea');
  });

  it('shows the others that it waits, and for whom', async () => {
    const joined = await guest();
    const {prompts} = await show(joined);
    joined.room.ask(1, {...WHOLE, waiting: true, kind: 'confirm', origin: 'http://shop.localhost', message: 'Buy it?'});
    const waiting = () => prompts.shadowRoot!.querySelector('.waiting')?.textContent?.replaceAll(/\s+/g, ' ').trim();
    await waitUntil(waiting);
    expect(waiting()).to.equal('Anna answers the page: “Buy it?”');
    await expect(prompts).to.be.accessible();
    expect(panel(prompts)).to.equal(null);
    joined.room.ask(1);
    await waitUntil(() => !waiting());
  });

  it('tells the one in control why the page does not get what it wanted, and not for ever', async () => {
    const joined = await host();
    const {prompts} = await show(joined);
    const told = () => prompts.shadowRoot!.querySelector('[part=refused]')?.textContent?.trim() ?? '';
    const fade = await heldTimeout(8_000, () => {
      joined.room.say(1, {kind: 'refused', code: 'too_large', message: 'The file is larger than 10 MB.'});
      return waitUntil(() => told() === 'The file is larger than 10 MB.');
    });
    await expect(prompts).to.be.accessible();
    expect(panel(prompts)).to.equal(null);
    fade();
    await waitUntil(() => told() === '');
  });

  it('tells it in the language around it: of what the page wanted, if that is said', async () => {
    const joined = await host();
    const {prompts} = await show(joined);
    const told = () => prompts.shadowRoot!.querySelector('[part=refused]')?.textContent?.trim();
    prompts.lang = 'fr';
    const message = 'In English.';
    joined.room.say(1, {kind: 'refused', code: 'not_allowed', about: 'camera', message});
    await waitUntil(() => told() === 'La page demande une caméra ; il n’y en a pas dans une session.');
    joined.room.say(1, {kind: 'refused', code: 'not_allowed', message});
    await waitUntil(() => told() === 'Vous n’avez pas le droit de faire cela ici.');
    joined.room.say(1, {kind: 'refused', code: 'unknown_code' as 'not_allowed', message});
    await waitUntil(() => told() === message);
    expect(prompts.shadowRoot!.querySelector('[part=refused] span')).to.have.attribute('lang', 'en');
  });

  it('tells when an answer was refused', async () => {
    const joined = await host();
    const {view, prompts} = await show(joined);
    await ask(joined, prompts, ALERT);
    joined.provider.refusesInput = true;
    let refused = '';
    view.addEventListener('wf-command-refused', ({detail}) => {
      refused = detail.code;
    });
    press(prompts, 'OK');
    await waitUntil(() => refused);
    expect(refused).to.equal('not_allowed');
  });

  it('lets go when it is removed, and takes hold again when it is put back', async () => {
    const joined = await host();
    const {view, prompts} = await show(joined);
    const parent = view.parentElement!;
    await ask(joined, prompts, ALERT);
    view.remove();
    joined.room.ask(1);
    await prompts.updateComplete;
    parent.append(view);
    await waitUntil(() => !panel(prompts));
    await ask(joined, prompts, {...CONFIRM, id: 2});
    press(prompts, 'OK');
    await waitUntil(() => joined.room.answers.length === 1);
  });
});
