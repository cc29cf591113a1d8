import {expect, fixture, html, nextFrame} from '@open-wc/testing';
import type {LitElement} from 'lit';
import '../../components/define.ts';
import type {WfParticipants, WfSession} from '../../components/index.ts';
import {complain} from '../../components/shared/complain.ts';
import {oneOf} from '../../components/shared/one-of.ts';
import '../../components/consent/wf-consent.ts';
import '../../components/launcher/wf-launcher.ts';
import '../../components/notices/wf-notices.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {host, idle} from '../support/sessions.ts';
import {waitUntil} from '../support/wait-until.ts';

/** However busy the machine is. */
const eventually = (holds: () => unknown) => waitUntil(holds, undefined, {timeout: 15_000});

/** What an element says that its author got wrong. */
function wrong(element: Element): string {
  return [...element.shadowRoot!.querySelectorAll('.wrong')].map(({textContent}) => textContent).join(' ');
}

describe('what an author got wrong', () => {
  const {error} = console;
  let said: string[] = [];

  beforeEach(() => {
    said = [];
    console.error = (message: string) => void said.push(message);
  });
  afterEach(() => {
    console.error = error;
  });

  it('is said by an element outside any session and by one that names none, once in the console, until it is mended', async () => {
    const page = await fixture<HTMLElement>(html`
      <div>
        <wf-participants></wf-participants><wf-participants></wf-participants><wf-participants for="tea"></wf-participants>
        <wf-view></wf-view>
      </div>
    `);
    const [one, two, three] = page.querySelectorAll('wf-participants');
    const view = page.querySelector('wf-view')!;
    await eventually(() => [one!, two!, three!, view].every(wrong));
    expect(wrong(one!))
      .to.match(/^<wf-participants>: Expected a <wf-session> around it/)
      .and.equal(wrong(two!));
    expect(wrong(three!)).to.match(/^<wf-participants>: Expected a <wf-session id="tea"> on this page/);
    expect(view.shadowRoot!.querySelectorAll('.wrong')).to.have.length(1);
    expect(said.sort()).to.deep.equal([wrong(one!), wrong(three!), wrong(view)].sort());
    await expect(page).to.be.accessible();

    const session = document.createElement('wf-session');
    session.id = 'tea';
    session.innerHTML = '<p></p>';
    page.append(session);
    await eventually(() => [one!, two!, three!, view].every((element) => wrong(element) === ''));
  });

  it('is said by the view for what is over its pictures', async () => {
    const {session, room} = await host();
    room.open(0, 'http://shop.localhost/', 'Shop');
    const page = await fixture<HTMLElement>(
      html`<div><wf-session .session=${session}><wf-view></wf-view></wf-session></div>`,
    );
    const view = page.querySelector('wf-view')!;
    const inside = (tag: string) => view.shadowRoot!.querySelector<LitElement>(tag);
    await eventually(() => inside('wf-pointers')?.updateComplete && inside('wf-prompts')?.updateComplete);
    page.replaceChildren(view);
    await eventually(() => wrong(view));
    expect([inside('wf-pointers')!, inside('wf-prompts')!].map(wrong)).to.deep.equal(['', '']);
  });

  it('is said by the room for all that is in it', async () => {
    const room = await fixture<HTMLElement>(html`<wf-room for="nothing"></wf-room>`);
    await eventually(() => wrong(room));
    const inside = [...room.shadowRoot!.querySelectorAll<WfParticipants>('*')].filter((each) => each.shadowRoot);
    expect(inside.map(wrong).join('')).to.equal('');
  });

  it('is not said by what found its session, or was taken out before', async () => {
    const session = await fixture<WfSession>(html`<wf-session><wf-participants></wf-participants></wf-session>`);
    const outside = document.createElement('wf-participants');
    outside.setAttribute('for', 'nobody');
    session.parentElement!.append(outside);
    await nextFrame();
    outside.remove();
    // As long as the one that is there to be told of.
    const other = await fixture<HTMLElement>(html`<wf-participants for="nothing-else"></wf-participants>`);
    await eventually(() => wrong(other));
    expect(wrong(session.querySelector('wf-participants')!) + wrong(outside)).to.equal('');
  });

  it('is not said where a launcher makes the session once it is pressed', async () => {
    const page = await fixture<HTMLElement>(html`
      <div><wf-launcher></wf-launcher><wf-participants></wf-participants><wf-participants for="no-one"></wf-participants></div>
    `);
    const [waits, strays] = page.querySelectorAll('wf-participants');
    await eventually(() => wrong(strays!));
    expect(wrong(waits!)).to.equal('');
  });

  it('is said of values of attributes that are not known, which are taken for the usual ones', async () => {
    const launcher = await fixture<HTMLElement>(html`<wf-launcher opens="tab" position="top"></wf-launcher>`);
    expect(wrong(launcher)).to.contain('Expected opens to be one of "panel", "page", "place", "window"; got "tab".');
    expect(wrong(launcher)).to.contain(
      'Expected position to be one of "bottom-end", "bottom-start", "middle-end"; got "top".',
    );
    expect(launcher.shadowRoot!.querySelector('dialog')).to.be.an.instanceof(HTMLElement);
    launcher.setAttribute('opens', 'window');
    launcher.setAttribute('position', 'middle-end');
    await nextFrame();
    expect(wrong(launcher)).to.equal('');
    expect(said).to.have.length(2);

    const consent = await fixture<HTMLElement>(html`<wf-consent to="join contrl"></wf-consent>`);
    expect(wrong(consent)).to.contain(
      'Expected to="…" to name some of join, control, download, highlighter; got "contrl".',
    );
    const notices = await fixture<HTMLElement>(html`<wf-notices seconds="long"></wf-notices>`);
    await eventually(() => wrong(notices).includes('Expected seconds to be a number of 0 or more; got "long".'));
    for (const right of [
      html`<wf-consent to="join  control"></wf-consent>`,
      html`<wf-notices seconds="0"></wf-notices>`,
    ]) {
      expect(wrong(await fixture<HTMLElement>(right))).to.equal('');
    }
  });

  it('is nothing that starts without the consent that someone meant to ask for', async () => {
    const session = await fixture<WfSession>(html`
      <wf-session widget-key="wk" consent="requred" server="http://127.0.0.1:4"><p></p></wf-session>
    `);
    const start = () => session.start().catch((reason: {code: string; message: string}) => reason);
    expect(await start()).to.include({code: 'not_allowed'});
    expect(wrong(session)).to.contain('Expected consent to be "required" or not there; got "requred".');
    expect(said).to.deep.equal([wrong(session)]);
    session.consent = 'required';
    expect(((await start()) as {message: string}).message).to.contain('Expected a <wf-consent> on this page');
    expect(wrong(session)).to.equal('<wf-session>: Expected a <wf-consent> on this page, for consent="required".');
  });

  it('is said in the console by a session that cannot be had, besides what the view says', async () => {
    const session = await fixture<WfSession>(html`
      <wf-session widget-key="wk" provider=${'severe'}><wf-view></wf-view></wf-session>
    `);
    await session.start().catch(() => {});
    const expected = 'Expected one of server, local, webfuse as provider, got "severe".';
    await eventually(() => said.length > 0);
    expect(said).to.deep.equal([`<wf-session>: ${expected}`]);
    const view = session.querySelector('wf-view')!;
    await view.updateComplete;
    expect(view.shadowRoot!.textContent).to.contain(expected);
    expect(wrong(session), 'once in the page').to.equal('');
  });

  it('is said in place by a session that nothing else shows, in its language, for as long as it cannot be had', async () => {
    const session = await fixture<WfSession>(html`
      <wf-session widget-key="wk" provider=${'server2'} lang="en"><p>Support</p></wf-session>
    `);
    await session.start().catch(() => {});
    await eventually(() => wrong(session));
    const expected = 'Expected one of server, local, webfuse as provider, got "server2".';
    expect(wrong(session)).to.equal(`The session could not be opened. ${expected}`);
    expect(session.shadowRoot!.querySelector('.wrong')).to.have.attribute('role', 'alert');
    expect(said).to.deep.equal([`<wf-session>: ${expected}`]);
    await expect(session).to.be.accessible();
    session.lang = 'nl';
    await eventually(() => !wrong(session).startsWith('The'));
    expect(wrong(session)).to.equal('De sessie kon niet worden geopend. Dat kan hier niet.');
    // Each session and each press would say it again.
    await session.start().catch(() => {});
    await nextFrame();
    expect(said).to.have.length(1);
    session.session = (await idle(new TestRoom())).session;
    await eventually(() => wrong(session) === '');
  });

  it('is left to the view that belongs to the session, wherever it is in the page', async () => {
    const page = await fixture<HTMLElement>(html`
      <div>
        <wf-session id="one" widget-key="wk" provider=${'severe'}><p></p></wf-session>
        <wf-session id="two" widget-key="wk" provider=${'severe'}><p></p></wf-session>
        <div></div>
      </div>
    `);
    page.querySelector('div')!.attachShadow({mode: 'open'}).innerHTML = '<wf-view for="one"></wf-view>';
    const [one, two] = page.querySelectorAll('wf-session');
    await one!.start().catch(() => {});
    await two!.start().catch(() => {});
    await eventually(() => wrong(two!));
    expect(wrong(one!)).to.equal('');
  });
});

describe('complain()', () => {
  it('holds one note for each thing that is wrong', async () => {
    const {error} = console;
    console.error = () => {};
    const element = document.createElement('div');
    element.attachShadow({mode: 'open'});
    complain(element, 'a', 'One.');
    complain(element, 'a', 'Two.');
    complain(element, 'b', 'Three.');
    expect(wrong(element)).to.equal('<div>: Two. <div>: Three.');
    complain(element, 'a', null);
    expect(oneOf(element, 'b', 'x', ['y', 'z'])).to.equal('y');
    expect(oneOf(element, 'b', 'z', ['y', 'z'])).to.equal('z');
    expect(wrong(element)).to.equal('');
    console.error = error;
  });
});
