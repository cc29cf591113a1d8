import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import '../../components/define.ts';
import type {WfConsent, WfLauncher, WfSession} from '../../components/index.ts';
import {SessionError, type Space, webfuse} from '../../src/client/index.ts';
import {emulate} from '../support/emulate.ts';
import {host, idle, type Joined, nextTask} from '../support/sessions.ts';
import {expectAccessible} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

/** Where nothing answers. */
const NOWHERE = 'http://127.0.0.1:4';

async function show({session}: Joined, opens: WfLauncher['opens'] = 'panel'): Promise<WfLauncher> {
  const launcher = await fixture<WfLauncher>(html`
    <wf-launcher opens=${opens}><wf-session .session=${session}><wf-view></wf-view></wf-session></wf-launcher>
  `);
  await waitUntil(() => launcher.updateComplete);
  return launcher;
}

async function showOwn(opens: WfLauncher['opens'] = 'panel'): Promise<WfLauncher> {
  const launcher = await fixture<WfLauncher>(html`
    <wf-launcher opens=${opens} space="tea" widget-key="wk_tea" server=${NOWHERE} user-name="Ada"></wf-launcher>
  `);
  await waitUntil(() => launcher.updateComplete);
  return launcher;
}

const button = (launcher: WfLauncher) => launcher.shadowRoot!.querySelector<HTMLButtonElement>('.launch')!;
const dialog = (launcher: WfLauncher) => launcher.shadowRoot!.querySelector('dialog')!;
const own = (launcher: WfLauncher) => launcher.shadowRoot!.querySelector<WfSession>('wf-session');

/** A button of what asks for agreement, once it asks. */
async function wordOf(consent: WfConsent, word: string): Promise<HTMLButtonElement> {
  const find = () => [...consent.shadowRoot!.querySelectorAll('button')].find(({textContent}) => textContent === word);
  await waitUntil(() => consent.shadowRoot && find()?.checkVisibility(), word);
  return find()!;
}

/** The same, of the one that the launcher or its session brings along. */
async function agreement(launcher: WfLauncher, word: string): Promise<HTMLButtonElement> {
  const find = () => [launcher, own(launcher)].map((who) => who?.shadowRoot?.querySelector('wf-consent')).find(Boolean);
  await waitUntil(() => find(), word);
  return wordOf(find()!, word);
}

async function settled(launcher: WfLauncher): Promise<void> {
  await nextTask();
  await launcher.updateComplete;
}

describe('<wf-launcher>', () => {
  it('is accessible before, with and after a session', async () => {
    const joined = idle();
    const launcher = await show(joined);
    await expectAccessible(launcher);
    button(launcher).click();
    await waitUntil(() => joined.session.state.status === 'live');
    await settled(launcher);
    await Promise.all(
      dialog(launcher)
        .getAnimations()
        .map(({finished}) => finished),
    );
    await expectAccessible(launcher);
    joined.room.as(0, 'end', {});
    await settled(launcher);
    await expectAccessible(launcher);
  });

  it('starts the session that is put into it and shows it, and puts it out of sight while it goes on', async () => {
    const joined = idle();
    const launcher = await show(joined);
    expect(dialog(launcher).open).to.equal(false);
    button(launcher).focus();
    await sendKeys({press: 'Enter'});
    await waitUntil(() => joined.session.state.status === 'live');
    await settled(launcher);
    expect(dialog(launcher).open).to.equal(true);
    expect(launcher.matches(':state(open):state(live)')).to.equal(true);
    expect(button(launcher).ariaExpanded).to.equal('true');
    await sendKeys({press: 'Escape'});
    await settled(launcher);
    expect(dialog(launcher).open).to.equal(false);
    expect(launcher.shadowRoot!.activeElement).to.equal(button(launcher));
    expect(joined.session.state.status).to.equal('live');
    button(launcher).click();
    await settled(launcher);
    expect(dialog(launcher).open).to.equal(true);
    dialog(launcher).querySelector('button')!.click();
    await settled(launcher);
    expect(dialog(launcher).open).to.equal(false);
  });

  it('has no session before it is pressed, and none when the page refuses', async () => {
    const launcher = await showOwn();
    expect(own(launcher)).to.equal(null);
    const asked = oneEvent(document, 'wf-session-start');
    document.addEventListener('wf-session-start', (event) => event.preventDefault(), {once: true});
    button(launcher).click();
    await asked;
    await settled(launcher);
    expect(own(launcher)).to.equal(null);
    expect(dialog(launcher).open).to.equal(false);
  });

  it('makes a session from its attributes, which says in place why it cannot be had', async () => {
    const launcher = await showOwn();
    const refused = oneEvent(launcher, 'wf-command-refused');
    button(launcher).click();
    const {detail} = await refused;
    expect(detail.code).to.equal('connect_failed');
    const {server, space, widgetKey, userName, status} = own(launcher)!;
    expect([server, space, widgetKey, userName, status]).to.deep.equal([NOWHERE, 'tea', 'wk_tea', 'Ada', 'failed']);
    await settled(launcher);
    expect(launcher.matches(':state(open)')).to.equal(true);
    expect(launcher.matches(':state(live)')).to.equal(false);
  });

  for (const opens of ['panel', 'page', 'place', 'window'] as const) {
    it(`starts nothing before someone agreed, where that is required of a ${opens}`, async () => {
      const launcher = await showOwn(opens);
      launcher.consent = 'required';
      for (const [word, code] of [
        ['Not now', 'not_allowed'],
        // Once in each session.
        ['Join', 'connect_failed'],
      ] as const) {
        const refused = oneEvent(launcher, 'wf-command-refused');
        button(launcher).click();
        (await agreement(launcher, word)).click();
        expect((await refused).detail.code).to.equal(code);
        launcher.minimise();
        await settled(launcher);
      }
      expect(launcher.shadowRoot!.querySelector('wf-consent')).to.equal(null);
    });
  }

  it('has the session wait that is put into it, and asks once where the page has its own words', async () => {
    const joined = idle();
    const launcher = await show(joined);
    launcher.consent = 'required';
    const consent = await fixture<WfConsent>(html`<wf-consent></wf-consent>`);
    let answers = 0;
    consent.addEventListener('wf-consent-answer', () => answers++);
    await waitUntil(() => customElements.get('wf-consent'));
    button(launcher).click();
    (await wordOf(consent, 'Join')).click();
    await waitUntil(() => joined.session.state.status === 'live');
    expect([answers, joined.session.state.status]).to.deep.equal([1, 'live']);
    expect(launcher.querySelector('wf-session')!.consent).to.equal('required');
  });

  it('has what is put into it ask, once that is in sight', async () => {
    const {session} = idle();
    const launcher = await fixture<WfLauncher>(html`
      <wf-launcher><wf-session .session=${session}><wf-consent></wf-consent></wf-session></wf-launcher>
    `);
    await waitUntil(() => customElements.get('wf-consent') && customElements.get('wf-launcher'));
    await launcher.updateComplete;
    button(launcher).click();
    (await wordOf(launcher.querySelector('wf-consent')!, 'Not now')).click();
    await settled(launcher);
    expect(session.state.status).to.equal('idle');
  });

  describe('that another tag asks for', () => {
    const {warn} = console;
    let said: string[] = [];
    const launchers = () => [...document.querySelectorAll('wf-launcher')];

    beforeEach(() => {
      said = [];
      console.warn = (message: string) => void said.push(message);
    });
    afterEach(() => {
      console.warn = warn;
      for (const launcher of launchers()) launcher.remove();
    });

    it('comes with a script tag of a module that runs no more, with the attributes that are on that', async () => {
      const script = document.createElement('script');
      script.type = 'module';
      script.setAttribute('data-wf-launcher', '');
      script.setAttribute('data-widget-key', 'wk_tea');
      script.setAttribute('data-opens', 'page');
      script.setAttribute('src', 'data:text/javascript,');
      document.head.append(script);
      await waitUntil(() => launchers().length > 0);
      script.remove();
      const [launcher, ...others] = launchers();
      expect(launcher!.getAttributeNames().sort()).to.deep.equal(['opens', 'position', 'widget-key']);
      expect([launcher!.opens, launcher!.widgetKey, others]).to.deep.equal(['page', 'wk_tea', []]);
    });

    it('comes with any other element that asks for it, where scripts lose their attributes', async () => {
      const asks = await fixture<HTMLElement>(html`<div data-wf-launcher data-widget-key="wk_tea"></div>`);
      await waitUntil(() => launchers().length > 0);
      const [launcher, ...others] = launchers();
      expect([launcher?.widgetKey, others, asks.outerHTML]).to.deep.equal([
        'wk_tea',
        [],
        '<div data-widget-key="wk_tea"></div>',
      ]);
    });

    it('comes once in one place, which the console is told once, and beside those of others', async () => {
      const asks = () => html`<div data-wf-launcher data-space="tea" data-widget-key="wk_tea"></div>`;
      await fixture(html`<div>${asks()}${asks()}</div>`);
      await waitUntil(() => said.length > 0);
      await fixture(html`
        <div>
          ${asks()}
          <div data-wf-launcher data-space="tea" data-widget-key="wk_tea" data-position="bottom-start"></div>
          <div data-wf-launcher data-space="coffee" data-widget-key="wk_tea"></div>
        </div>
      `);
      await waitUntil(() => launchers().length > 2);
      expect(launchers().map(({space, position}) => [space, position])).to.deep.equal([
        ['tea', 'bottom-end'],
        ['tea', 'bottom-start'],
        ['coffee', 'bottom-end'],
      ]);
      expect(said).to.have.length(1);
      expect(said[0]).to.contain('One of the space "tea" is here already');
    });
  });

  it('opens over the page, and leaves nothing else to be used there', async () => {
    const joined = await host();
    const launcher = await show(joined, 'page');
    button(launcher).click();
    await settled(launcher);
    expect(dialog(launcher).matches(':modal')).to.equal(true);
    expect(dialog(launcher).getBoundingClientRect().width).to.equal(innerWidth);
    const parent = launcher.parentElement!;
    parent.append(launcher);
    await settled(launcher);
    expect(dialog(launcher).matches(':modal'), 'when it is moved, too').to.equal(true);
    launcher.minimise();
    button(launcher).click();
    await settled(launcher);
    expect(dialog(launcher).open, 'at once again').to.equal(true);
    launcher.minimise();
    await settled(launcher);
    expect(dialog(launcher).open).to.equal(false);
  });

  it('is put out of sight by Escape, but for what is open in it', async () => {
    const launcher = await show(await host());
    button(launcher).click();
    await settled(launcher);
    const note = document.createElement('div');
    note.popover = 'auto';
    note.tabIndex = 0;
    launcher.querySelector('wf-session')!.append(note);
    note.showPopover();
    note.focus();
    await sendKeys({press: 'Escape'});
    await settled(launcher);
    expect([note.matches(':popover-open'), dialog(launcher).open]).to.deep.equal([false, true]);
    await sendKeys({press: 'Escape'});
    await settled(launcher);
    expect(dialog(launcher).open).to.equal(false);
  });

  it('is a panel in a corner where there is room beside it, and the whole page where there is none', async function () {
    // With nothing that moves. Not every browser's window takes every size, either.
    if (!(await emulate('prefers-reduced-motion', 'reduce'))) return this.skip();
    const launcher = await show(await host());
    button(launcher).click();
    await settled(launcher);
    const edges = () => {
      const {left, top, right, bottom} = dialog(launcher).getBoundingClientRect();
      return [left, top, innerWidth - right, innerHeight - bottom];
    };
    await setViewport({width: 1200, height: 900});
    // It comes in no time, and in a frame of its own.
    await Promise.all(
      dialog(launcher)
        .getAnimations()
        .map(({finished}) => finished),
    );
    expect(edges()).to.deep.equal([1200 - 20 - 960, 900 - 76 - 704, 20, 76]);
    await setViewport({width: 700, height: 600});
    expect(edges()).to.deep.equal([20, 20, 20, 76]);
    for (const position of ['bottom-end', 'bottom-start', 'middle-end'] as const) {
      launcher.position = position;
      await launcher.updateComplete;
      await setViewport({width: 400, height: 900});
      expect(edges(), position).to.deep.equal([0, 0, 0, 0]);
      expect(getComputedStyle(dialog(launcher)).borderRadius).to.equal('0px');
    }
    await setViewport({width: 800, height: 600});
    await emulate('prefers-reduced-motion', 'no-preference');
  });

  it('makes way for a session in its own place, and hands the focus on', async () => {
    const joined = await host();
    const launcher = await show(joined, 'place');
    button(launcher).focus();
    await sendKeys({press: 'Enter'});
    await settled(launcher);
    expect(button(launcher)).to.equal(null);
    expect(launcher.shadowRoot!.activeElement?.className).to.equal('place');
    expect(launcher.querySelector('wf-session')!.checkVisibility()).to.equal(true);
  });

  it('says beside the button why a session in a window could not be had', async () => {
    const launcher = await showOwn('window');
    button(launcher).click();
    await oneEvent(launcher, 'wf-command-refused');
    await settled(launcher);
    expect(launcher.shadowRoot!.querySelector('.problem')!.textContent).to.contain('127.0.0.1:4');
    await expectAccessible(launcher);
  });

  for (const [from, to] of [
    ['place', 'panel'],
    ['panel', 'page'],
    ['page', 'place'],
  ] as const) {
    it(`leaves a session that runs in its ${from}, and takes it to its ${to} once it is over`, async () => {
      const joined = await host();
      const launcher = await show(joined, from);
      const isIn = (opens: typeof from | typeof to) => {
        if (opens === 'place') return launcher.shadowRoot!.querySelector('div.place:not([hidden])') !== null;
        return (
          launcher.shadowRoot!.querySelector(opens === 'page' ? 'dialog:modal' : 'dialog[open]:not(:modal)') !== null
        );
      };
      button(launcher).click();
      await settled(launcher);
      launcher.opens = to;
      await settled(launcher);
      expect([isIn(from), isIn(to)]).to.deep.equal([true, false]);
      joined.room.as(0, 'end', {});
      await settled(launcher);
      expect([isIn(to), launcher.matches(':state(open)')]).to.deep.equal([true, true]);
      expect(launcher.querySelector('wf-session')!.checkVisibility()).to.equal(true);
      if (to !== 'place') expect(button(launcher).ariaExpanded).to.equal('true');
      launcher.minimise();
      await settled(launcher);
      expect([isIn(to), launcher.matches(':state(open)')]).to.deep.equal([false, false]);
    });
  }

  it('shows a session that runs in its panel, although the next is to have a window', async () => {
    const joined = await host();
    const launcher = await show(joined);
    button(launcher).click();
    await settled(launcher);
    launcher.opens = 'window';
    await settled(launcher);
    expect(dialog(launcher).open).to.equal(true);
    button(launcher).click();
    await settled(launcher);
    button(launcher).click();
    await settled(launcher);
    expect([dialog(launcher).open, launcher.matches(':state(open)')]).to.deep.equal([true, true]);
    joined.room.as(0, 'end', {});
    await settled(launcher);
    expect([dialog(launcher), launcher.matches(':state(open)')]).to.deep.equal([null, false]);
    expect(button(launcher).ariaExpanded).to.equal(null);
  });

  it('opens the window again that someone closed, or says why not, while its session waits for them', async () => {
    const joined = await host();
    const did: string[] = [];
    const tab = {closed: false, focus: () => did.push('focus')};
    let isBlocked = true;
    const refusal = new SessionError('popup_blocked', 'The browser did not open a tab.');
    const {session, provider} = joined;
    Object.assign(provider, {window: tab});
    provider.resume = () => {
      if (isBlocked) throw refusal;
      did.push('resume');
      tab.closed = false;
    };
    const {initSpace} = webfuse;
    webfuse.initSpace = async () => ({session: () => session}) as unknown as Space;
    try {
      const launcher = await showOwn('window');
      button(launcher).click();
      await waitUntil(() => launcher.matches(':state(live)'));
      button(launcher).click();
      await settled(launcher);
      tab.closed = true;
      const refused = oneEvent(launcher, 'wf-command-refused');
      button(launcher).click();
      expect((await refused).detail).to.include({code: 'popup_blocked', command: 'start'});
      await settled(launcher);
      expect(launcher.shadowRoot!.querySelector('.problem')!.textContent).to.equal(refusal.message);
      isBlocked = false;
      button(launcher).click();
      await settled(launcher);
      button(launcher).click();
      await settled(launcher);
      expect(did).to.deep.equal(['focus', 'resume', 'focus']);
      expect(launcher.shadowRoot!.querySelector('.problem')!.textContent).to.equal('');
    } finally {
      webfuse.initSpace = initSpace;
    }
  });

  it('lets go of its session when it is removed, and takes hold again when it is put back', async () => {
    const joined = await host();
    const launcher = await show(joined);
    const parent = launcher.parentElement!;
    expect(launcher.matches(':state(live)')).to.equal(true);
    launcher.remove();
    joined.room.as(0, 'end', {});
    await settled(launcher);
    parent.append(launcher);
    await settled(launcher);
    expect(launcher.matches(':state(live)')).to.equal(false);
  });
});
