import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../components/define.ts';
import {nothing} from 'lit';
import '../../components/launcher/wf-launcher.ts';
import type {WfConsent, WfLauncher, WfSession} from '../../components/index.ts';
import {WfSessionStartEvent} from '../../components/questions.ts';
import {drawingOf, type SessionError} from '../../src/client/index.ts';
import {host, idle, type Joined, nextTask} from '../support/sessions.ts';
import {expectAccessible, standsByItsSession} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

interface Shown {
  readonly element: WfSession;
  readonly consent: WfConsent;
}

async function show({session}: Joined, to = 'join control download highlighter'): Promise<Shown> {
  const element = await fixture<WfSession>(html`
    <wf-session .session=${session} consent="required">
      <wf-view></wf-view><wf-participants></wf-participants><wf-downloads></wf-downloads><wf-controls></wf-controls>
      <wf-consent to=${to}><p slot="join">Our terms, in our words.</p></wf-consent>
    </wf-session>
  `);
  const consent = element.querySelector('wf-consent')!;
  await waitUntil(() => consent.updateComplete);
  return {element, consent};
}

const dialog = (consent: WfConsent) => consent.shadowRoot!.querySelector('dialog');

async function asks(consent: WfConsent, title: string): Promise<void> {
  await waitUntil(() => dialog(consent)?.open && dialog(consent)!.querySelector('h2')!.textContent === title, title);
}

async function press(consent: WfConsent, label: string): Promise<void> {
  [...dialog(consent)!.querySelectorAll('button')].find(({textContent}) => textContent === label)!.click();
  await nextTask();
  await consent.updateComplete;
}

describe('<wf-consent>', () => {
  standsByItsSession('wf-consent', {
    news: () => document.body.dispatchEvent(new WfSessionStartEvent()),
    says: 'Before you join',
  });

  it('is accessible whatever it asks', async () => {
    const {element, consent} = await show(idle());
    const refused = element.start().catch(({code}: SessionError) => code);
    await asks(consent, 'Before you join');
    await expectAccessible(consent);
    await press(consent, 'Not now');
    expect(await refused).to.equal('not_allowed');
    await expectAccessible(consent);
  });

  it('has nothing start before someone agreed, whatever starts it, in the words of the site', async () => {
    const joined = idle();
    const {element, consent} = await show(joined);
    const started = element.start();
    await asks(consent, 'Before you join');
    const [words] = consent.shadowRoot!.querySelector('slot')!.assignedElements();
    expect(words?.textContent).to.equal('Our terms, in our words.');
    expect(joined.session.state.status).to.equal('idle');
    const told = oneEvent(document, 'wf-consent-answer');
    await press(consent, 'Join');
    expect((await told).detail).to.deep.equal({to: 'join', agreed: true});
    await started;
    expect(joined.session.state.status).to.equal('live');
    expect(dialog(consent)).to.equal(null);
  });

  it('holds autostart back', async () => {
    const joined = idle();
    const element = await fixture<WfSession>(html`
      <wf-session .session=${joined.session} consent="required" autostart><wf-consent></wf-consent></wf-session>
    `);
    const consent = element.querySelector('wf-consent')!;
    await asks(consent, 'Before you join');
    expect(joined.session.state.status).to.equal('idle');
    await press(consent, 'Join');
    await waitUntil(() => joined.session.state.status === 'live');
  });

  it('is asked once by a button that asks by itself, and does nothing when it is left by Escape', async () => {
    const joined = idle();
    const {element, consent} = await show(joined);
    const start = element.querySelector('wf-view')!.shadowRoot!.querySelector('button')!;
    start.focus();
    start.click();
    await asks(consent, 'Before you join');
    await sendKeys({press: 'Escape'});
    await waitUntil(() => !dialog(consent));
    expect(joined.session.state.status).to.equal('idle');
    start.click();
    await asks(consent, 'Before you join');
    await press(consent, 'Join');
    await waitUntil(() => joined.session.state.status === 'live');
    expect(dialog(consent)).to.equal(null);
  });

  it('asks before control is given, once in a session', async () => {
    const joined = await host();
    joined.room.join('Ben');
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const {element, consent} = await show(joined);
    const people = element.querySelector('wf-participants')!;
    await people.updateComplete;
    const give = () => people.shadowRoot!.querySelector<HTMLButtonElement>('[aria-label="Give control: Ben"]')!.click();
    give();
    await asks(consent, 'Give control?');
    await press(consent, 'Not now');
    expect(joined.room.state.tabs[0]?.controlIndex).to.equal(0);
    give();
    await asks(consent, 'Give control?');
    await press(consent, 'Give control');
    await waitUntil(() => joined.room.state.tabs[0]?.controlIndex === 1);
    joined.room.as(0, 'revoke_tab_control', {});
    await people.updateComplete;
    give();
    await waitUntil(() => joined.room.state.tabs[0]?.controlIndex === 1);
  });

  it('asks before a plain button starts a session, once, also where consent is required', async () => {
    for (const consented of [undefined, 'required'] as const) {
      const {element, consent} = await show(idle());
      element.id = 'asked';
      element.consent = consented;
      const plain = await fixture<HTMLButtonElement>(html`
        <button type="button" commandfor="asked" command="--start">Get help</button>
      `);
      plain.click();
      await asks(consent, 'Before you join');
      await press(consent, 'Not now');
      expect(element.status).to.equal('idle');
      plain.click();
      await asks(consent, 'Before you join');
      await press(consent, 'Join');
      await waitUntil(() => element.status === 'live');
      expect(dialog(consent)).to.equal(null);
      element.remove();
    }
  });

  it('asks before a plain button gives control', async () => {
    const joined = await host();
    joined.room.join('Ben');
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const {element, consent} = await show(joined);
    element.id = 'asked';
    const plain = await fixture<HTMLButtonElement>(html`
      <button type="button" commandfor="asked" command="--transfer-tab-control" value="1">Give it to Ben</button>
    `);
    plain.click();
    await asks(consent, 'Give control?');
    expect(joined.room.state.tabs[0]?.controlIndex).to.equal(0);
    await press(consent, 'Give control');
    await waitUntil(() => joined.room.state.tabs[0]?.controlIndex === 1);
  });

  it('asks before a file is saved', async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const {element, consent} = await show(joined);
    const downloads = element.querySelector('wf-downloads')!;
    await waitUntil(() => downloads.updateComplete);
    joined.room.as('room', 'tab_downloaded', {ssid: 1, file_id: 'a', filename: 'list.csv', sha256: ''});
    await downloads.updateComplete;
    const link = downloads.shadowRoot!.querySelector('a')!;
    // Nothing is to be saved by a test.
    const saved: boolean[] = [];
    downloads.addEventListener('click', (event) => {
      saved.push(!event.defaultPrevented);
      event.preventDefault();
    });
    link.click();
    await asks(consent, 'Save this file?');
    expect(saved).to.deep.equal([false]);
    await press(consent, 'Save');
    await waitUntil(() => saved.length === 2);
    expect(saved).to.deep.equal([false, true]);
  });

  it('asks before the highlighter is taken up, and not before it is put away', async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const {element, consent} = await show(joined);
    const controls = element.querySelector('wf-controls')!;
    await waitUntil(() => controls.updateComplete);
    const draw = () =>
      [...controls.shadowRoot!.querySelectorAll('button')].find(({textContent}) => textContent!.trim() === 'Draw')!;
    await waitUntil(draw);
    const drawing = drawingOf(joined.session);
    draw().click();
    await asks(consent, 'Draw over the page?');
    await press(consent, 'Not now');
    expect(drawing.on).to.equal(false);
    draw().click();
    await asks(consent, 'Draw over the page?');
    await press(consent, 'Draw');
    await waitUntil(() => drawing.on);
    await controls.updateComplete;
    draw().click();
    await waitUntil(() => !drawing.on);
    expect(dialog(consent)).to.equal(null);
  });

  it('asks about nothing else than it is told to', async () => {
    const joined = await host();
    joined.room.join('Ben');
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const {element} = await show(joined, 'join');
    const people = element.querySelector('wf-participants')!;
    await people.updateComplete;
    people.shadowRoot!.querySelector<HTMLButtonElement>('[aria-label="Give control: Ben"]')!.click();
    await waitUntil(() => joined.room.state.tabs[0]?.controlIndex === 1);
  });

  it('asks once for all that want the same meanwhile', async () => {
    const joined = idle();
    const {element, consent} = await show(joined);
    const questions = [new WfSessionStartEvent(), new WfSessionStartEvent()];
    for (const question of questions) element.dispatchEvent(question);
    await asks(consent, 'Before you join');
    await press(consent, 'Join');
    expect(await Promise.all(questions.map(({answer}) => answer))).to.deep.equal([true, true]);
    expect(dialog(consent)).to.equal(null);
  });

  it('asks anew about another session, and about the same matter once that is over', async () => {
    const sessions = [await host(), await host(), await host()];
    for (const {room} of sessions) {
      room.join('Ben');
      room.open(0, 'http://shop.localhost/', 'Shop');
    }
    const {element, consent} = await show(sessions[0]!);
    for (const {session, room} of sessions) {
      element.session = session;
      const people = element.querySelector('wf-participants')!;
      await waitUntil(() => people.shadowRoot!.querySelector('[aria-label="Give control: Ben"]'));
      people.shadowRoot!.querySelector<HTMLButtonElement>('[aria-label="Give control: Ben"]')!.click();
      await asks(consent, 'Give control?');
      await press(consent, 'Give control');
      await waitUntil(() => room.state.tabs[0]?.controlIndex === 1);
      if (session === sessions[1]!.session) room.as(0, 'end', {});
      await consent.updateComplete;
    }
  });

  it('asks again in the next session, and takes a question back when it is removed', async () => {
    const joined = await host();
    const {element, consent} = await show(joined);
    joined.room.as(0, 'end', {});
    await consent.updateComplete;
    const started = element.start().catch(({code}: SessionError) => code);
    await asks(consent, 'Before you join');
    consent.remove();
    expect(await started).to.equal('not_allowed');
  });

  it('comes with a room, once, also where that starts by itself', async () => {
    for (const inner of [nothing, html`<wf-room></wf-room>`]) {
      const joined = idle();
      const element = await fixture<WfSession>(html`
        <wf-session .session=${joined.session} consent="required" autostart>${inner}</wf-session>
      `);
      const own = () => element.shadowRoot!.querySelectorAll('wf-consent');
      await waitUntil(() => own().length > 0);
      const [consent] = own();
      await asks(consent!, 'Before you join');
      await expectAccessible(consent!);
      await press(consent!, 'Not now');
      expect(joined.session.state.status).to.equal('idle');
      const started = element.start();
      await asks(consent!, 'Before you join');
      await press(consent!, 'Join');
      await started;
      expect(joined.session.state.status).to.equal('live');
      expect(own().length).to.equal(1);
    }
  });

  it('comes with no room where the page has one, or refuses to start', async () => {
    const own = (element: WfSession) => element.shadowRoot!.querySelector('wf-consent');
    const element = await fixture<WfSession>(html`
      <wf-session .session=${idle().session} consent="required">
        <wf-room><wf-consent slot="consent"><p slot="join">Our terms.</p></wf-consent></wf-room>
      </wf-session>
    `);
    const refused = element.start().catch(({code}: SessionError) => code);
    const consent = element.querySelector('wf-consent')!;
    await asks(consent, 'Before you join');
    await waitUntil(() => consent.querySelector('p')!.checkVisibility());
    await press(consent, 'Not now');
    expect(await refused).to.equal('not_allowed');
    expect(own(element)).to.equal(null);

    const elsewhere = await fixture(html`<wf-consent for="empty"></wf-consent>`);
    const empty = await fixture<WfSession>(html`
      <wf-session id="empty" .session=${idle().session} consent="required"></wf-session>
    `);
    void empty.start().catch(() => {});
    await asks(elsewhere as WfConsent, 'Before you join');
    expect(own(empty)).to.equal(null);
    elsewhere.remove();

    empty.addEventListener('wf-session-start', (event) => event.preventDefault(), {once: true});
    expect(await empty.start().catch(({code}: SessionError) => code)).to.equal('not_allowed');
    expect(own(empty)).to.equal(null);
  });

  it('is wanted by the bare attribute as well', async () => {
    const element = await fixture<WfSession>(html`<wf-session consent><wf-view></wf-view></wf-session>`);
    expect(element.consent).to.equal('required');
    element.removeAttribute('consent');
    expect(element.consent).not.to.be.ok;
    const launcher = await fixture<WfLauncher>(html`<wf-launcher consent></wf-launcher>`);
    expect(launcher.consent).to.equal('required');
  });

  it('is missed, and said to be, where the session wants one and the page has none', async () => {
    const element = await fixture<WfSession>(html`
      <wf-session .session=${idle().session} consent="required"><p></p></wf-session>
    `);
    const error = await element.start().catch((reason: SessionError) => reason);
    expect((error as SessionError).message).to.contain('Expected a <wf-consent>');
    expect(element.shadowRoot!.querySelector('.wrong')!.textContent).to.contain('Expected a <wf-consent>');
    // The page that refuses knows why.
    element.addEventListener('wf-session-start', (event) => event.preventDefault(), {once: true});
    const refused = await element.start().catch((reason: SessionError) => reason);
    expect((refused as SessionError).message).to.contain('A listener of this page for wf-session-start');
    expect(element.shadowRoot!.querySelector('.wrong')).to.equal(null);
  });
});
