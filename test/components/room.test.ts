import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {emulateMedia} from '@web/test-runner-commands';
import '../../components/define.ts';
import type {WfRoom, WfSession} from '../../components/index.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {guest, host, idle, type Joined, nextTask} from '../support/sessions.ts';

async function show({session}: Joined): Promise<WfRoom> {
  const element = await fixture<WfSession>(html`
    <wf-session widget-key="wk_test" .session=${session}></wf-session>
  `);
  const room = element.shadowRoot!.querySelector('wf-room')!;
  await room.updateComplete;
  return room;
}

function buttons(room: WfRoom): HTMLButtonElement[] {
  return [...room.shadowRoot!.querySelectorAll<HTMLButtonElement>('.actions button')];
}

function labels(room: WfRoom): string[] {
  return buttons(room).map((button) => button.textContent!.trim());
}

describe('<wf-room>', () => {
  it('is accessible with no session, as a host, as a guest, and after the end', async () => {
    await expect(await show(idle())).to.be.accessible();
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const room = await show(joined);
    await expect(room).to.be.accessible();
    joined.room.as(0, 'end', {});
    await expect(room).to.be.accessible();
    await expect(await show(await guest())).to.be.accessible();
  });

  it('is accessible on a dark page and in forced colours', async () => {
    document.documentElement.style.colorScheme = 'dark';
    const joined = await host();
    joined.room.join('Ben');
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as(1, 'request_tab_control', {});
    await expect(await show(joined)).to.be.accessible();
    document.documentElement.style.colorScheme = '';
    await emulateMedia({forcedColors: 'active'});
    await expect(await show(joined)).to.be.accessible();
    await emulateMedia({forcedColors: 'none'});
  });

  it('shows all parts of the session around it', async () => {
    const room = await show(await host());
    for (const tag of ['wf-tab-bar', 'wf-address-bar', 'wf-view', 'wf-participants']) {
      expect(room.shadowRoot!.querySelector(tag), tag).not.to.equal(null);
    }
    const people = room.shadowRoot!.querySelector('wf-participants')!;
    await people.updateComplete;
    expect(people.shadowRoot!.textContent).to.contain('Anna');
  });

  it('starts a session and ends it for everyone', async () => {
    const joined = idle();
    const room = await show(joined);
    expect(labels(room)).to.deep.equal([]);
    room.shadowRoot!.querySelector('wf-view')!.shadowRoot!.querySelector('button')!.click();
    await joined.session.ready;
    await room.updateComplete;
    expect(labels(room)).to.deep.equal(['Copy invite link', 'Huddle', 'End for everyone']);
    buttons(room)[2]!.click();
    await waitUntil(() => joined.session.state.status === 'ended');
    await room.updateComplete;
    expect(labels(room)).to.deep.equal([]);
  });

  it('is as tall as its page and header, however many people there are', async () => {
    const joined = await host();
    const room = await show(joined);
    const height = () => room.getBoundingClientRect().height;
    (room.getRootNode() as ShadowRoot).host.setAttribute('style', 'inline-size: 1000px');
    const before = height();
    for (let number = 1; number <= 30; number++) joined.room.join(`Guest of honour ${number}`);
    await room.shadowRoot!.querySelector('wf-participants')!.updateComplete;
    expect(height()).to.equal(before);
  });

  it('asks the page before it ends the session', async () => {
    const joined = await host();
    const room = await show(joined);
    document.addEventListener('wf-session-end', (event) => event.preventDefault(), {once: true});
    buttons(room)[2]!.click();
    await nextTask();
    expect(joined.session.state.status).to.equal('live');
  });

  it('does not offer a guest to end the session', async () => {
    expect(labels(await show(await guest()))).to.deep.equal(['Copy invite link']);
  });

  it('begins and ends a huddle, if the page does not mind', async () => {
    const joined = await host();
    const room = await show(joined);
    const press = async () => {
      buttons(room)[1]!.click();
      await nextTask();
      await room.updateComplete;
    };
    document.addEventListener('wf-huddle-switch', (event) => event.preventDefault(), {once: true});
    await press();
    expect(joined.room.state.huddle).to.equal(false);
    await press();
    expect(joined.room.state.huddle).to.equal(true);
    expect(labels(room)).to.deep.equal(['Copy invite link', 'End huddle', 'End for everyone']);
    await expect(room).to.be.accessible();
    await press();
    expect(joined.room.state.host).to.equal(0);
  });

  it('lets a guest end the session where the settings let anyone', async () => {
    const room = await show(await guest({name: 'Ben'}, new TestRoom({anyone_can_deactivate_space: true})));
    expect(labels(room)).to.deep.equal(['Copy invite link', 'End for everyone']);
  });

  it('shows the invite link where copying is not allowed', async () => {
    const room = await show(await host());
    const {writeText} = navigator.clipboard;
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    buttons(room)[0]!.click();
    await nextTask();
    await room.updateComplete;
    navigator.clipboard.writeText = writeText;
    expect(room.shadowRoot!.querySelector('input')!.value).to.contain('#wf-invite=');
    await expect(room).to.be.accessible();
  });

  it('copies the invite link', async () => {
    const room = await show(await host());
    const copied: string[] = [];
    const {writeText} = navigator.clipboard;
    navigator.clipboard.writeText = async (text) => void copied.push(text);
    buttons(room)[0]!.focus();
    buttons(room)[0]!.click();
    await nextTask();
    await room.updateComplete;
    navigator.clipboard.writeText = writeText;
    expect(copied).to.deep.equal(['https://webfuse.example/sfake#wf-invite=fake.secret']);
    expect(labels(room)[0]).to.equal('Invite link copied');
    expect(room.shadowRoot!.querySelector('[role=status]')!.textContent).to.equal('Invite link copied');
    buttons(room)[0]!.blur();
    await room.updateComplete;
    expect(labels(room)[0]).to.equal('Copy invite link');
  });
});
