import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import '../../components/define.ts';
import type {WfFactEvent, WfParticipants, WfSession} from '../../components/index.ts';
import {invokeOnClick} from '../../components/shared/invoker-commands.ts';
import type {SessionHost} from '../../components/shared/session-host.ts';
import {registry, SessionRegistry} from '../../components/shared/session-registry.ts';
import {EVENT_NAMES, SessionError, webfuse} from '../../src/client/index.ts';
import {guest, host, idle, type Joined, nextTask} from '../support/sessions.ts';
import {waitUntil} from '../support/wait-until.ts';

async function show({session}: Pick<Joined, 'session'>): Promise<WfSession> {
  return fixture<WfSession>(html`<wf-session id="tea" .session=${session}><p>By the author</p></wf-session>`);
}

function states(element: WfSession): string[] {
  return ['idle', 'connecting', 'live', 'reconnecting', 'ended', 'failed'].filter((name) =>
    element.matches(`:state(${name})`),
  );
}

describe('<wf-session>', () => {
  it('comes with what code for the widget of the vendor looks for', () => {
    expect((globalThis as {webfuse?: unknown}).webfuse).to.equal(webfuse);
  });

  describe('shows', () => {
    it('what the author put into it', async () => {
      const element = await show(await host());
      expect(element.shadowRoot!.querySelector('wf-room')).to.equal(null);
      expect(element.shadowRoot!.querySelector('slot')).not.to.equal(null);
    });

    it('a room when there is nothing inside but white space', async () => {
      const {session} = await host();
      const element = await fixture<WfSession>(html`<wf-session .session=${session}> <!-- nothing --> </wf-session>`);
      expect(element.shadowRoot!.querySelector('wf-room')).not.to.equal(null);
    });

    it('no room any more once something is inside', async () => {
      const element = await fixture<WfSession>(html`<wf-session></wf-session>`);
      element.append(document.createElement('p'));
      await waitUntil(() => !element.shadowRoot!.querySelector('wf-room'));
    });

    it('how far its session is, as a custom state', async () => {
      const joined = idle();
      let open = () => {};
      joined.provider.gate = new Promise((resolve) => {
        open = resolve;
      });
      const element = await show(joined);
      expect(states(element)).to.deep.equal(['idle']);
      const started = element.start();
      await nextTask();
      expect(states(element)).to.deep.equal(['connecting']);
      open();
      await started;
      expect(states(element)).to.deep.equal(['live']);
      joined.provider.listener.lost();
      expect(states(element)).to.deep.equal(['reconnecting']);
      joined.provider.listener.restored(null);
      await element.end();
      expect(states(element)).to.deep.equal(['ended']);
    });
  });

  describe('tells', () => {
    it('what happens, as events that bubble to the document with the payload and the session', async () => {
      const joined = await host();
      const element = await show(joined);
      const told = oneEvent(document, 'wf-participant-joined');
      joined.room.join('Ben');
      const event = (await told) as WfFactEvent<'participant_joined'>;
      expect(event.target).to.equal(element);
      expect(event.detail).to.deep.equal({clientIndex: 1, userData: {name: 'Ben'}});
      expect(event.session).to.equal(joined.session);
      expect([event.bubbles, event.composed, event.cancelable]).to.deep.equal([true, true, false]);
    });

    it('a start in the order of the source', async () => {
      const joined = idle();
      const element = await show(joined);
      const names: string[] = [];
      for (const name of EVENT_NAMES) {
        element.addEventListener(`wf-${name.replaceAll('_', '-')}`, (event) => names.push(event.type));
      }
      await element.start();
      expect(names).to.deep.equal([]);
      await nextTask();
      expect(names).to.deep.equal(['wf-session-started', 'wf-participant-joined', 'wf-host-changed']);
    });

    it('why a session could not be had', async () => {
      const joined = idle();
      joined.provider.refusal = new SessionError('invalid_invite', 'The invite is not for this session.');
      const element = await show(joined);
      const told = oneEvent(element, 'wf-error');
      const rejected = element.start().catch((error) => error.code);
      expect((await told).detail).to.deep.equal({
        reason: 'start_failed',
        details: {code: 'invalid_invite', message: 'The invite is not for this session.'},
      });
      expect(await rejected).to.equal('invalid_invite');
      expect(states(element)).to.deep.equal(['failed']);
      expect(element.failure?.message).to.equal('The invite is not for this session.');
    });

    it('why no session could be made at all', async () => {
      const element = await fixture<WfSession>(html`<wf-session provider="cloud"><p></p></wf-session>`);
      const told = oneEvent(element, 'wf-error');
      const rejected = element.start().catch((error) => error.code);
      const {detail, session} = (await told) as WfFactEvent<'error'>;
      const message = 'Expected one of server, local, webfuse as provider, got "cloud".';
      expect(detail).to.deep.equal({reason: 'create_failed', details: {code: 'unsupported', message}});
      expect(session).to.equal(null);
      expect(await rejected).to.equal('unsupported');
      expect(states(element)).to.deep.equal(['failed']);
      expect(element.failure?.message).to.equal(message);
    });

    it('that nothing was started yet when a command comes too early', async () => {
      const element = await fixture<WfSession>(html`<wf-session><p></p></wf-session>`);
      const code = await element.openTab('https://example.com/').catch((error) => error.code);
      expect(code).to.equal('not_started');
    });
  });

  describe('does', () => {
    it('each command as a method', async () => {
      const joined = await host();
      const element = await show(joined);
      const {ssid} = await element.openTab('http://shop.localhost/');
      joined.room.arrive(ssid, 'http://shop.localhost/', 'Shop');
      await element.relocate('http://shop.localhost/tea');
      expect((await element.getActiveTab())?.loading).to.equal(true);
      joined.room.join('Ben');
      await element.transferTabControl(1);
      expect((await element.getTabs())[0]?.controlIndex).to.equal(1);
      await element.revokeTabControl();
      await element.makeHost(1);
      await element.requestToHost();
      expect(joined.room.state.hostRequests).to.deep.equal([0]);
      await element.closeTab(ssid);
      expect(await element.getTabs()).to.deep.equal([]);
    });

    it('applies a changed user-name at once, without starting anew', async () => {
      const joined = await host();
      const element = await show(joined);
      const {session} = element;
      element.userData = {team: 'tea'};
      element.userName = 'Anna B.';
      await waitUntil(() => joined.room.state.participants[0]?.userData['name'] === 'Anna B.');
      expect(joined.room.state.participants[0]?.userData).to.deep.equal({team: 'tea', name: 'Anna B.'});
      expect(element.session).to.equal(session);
    });

    it('keeps a running session when its other attributes change', async () => {
      const joined = await host();
      const element = await show(joined);
      for (const name of ['server', 'space', 'widget-key', 'url', 'provider', 'invite-page', 'autostart']) {
        element.setAttribute(name, 'other');
      }
      await element.updateComplete;
      expect(element.session).to.equal(joined.session);
      expect(states(element)).to.deep.equal(['live']);
      expect(joined.provider.calls).to.deep.equal([]);
    });

    it('joins by a link that was set before the element was defined', async () => {
      const element = await fixture<WfSession>(html`<wf-later server="http://127.0.0.1:4"><p></p></wf-later>`);
      element.sessionLink = 'https://co.example/nonsense';
      customElements.define('wf-later', class extends (customElements.get('wf-session') as typeof WfSession) {});
      await element.updateComplete;
      const message = await element.start().catch((error) => error.message);
      expect(message).to.contain('got "https://co.example/nonsense"');
    });

    it('joins by another link once its session is over', async () => {
      const joined = await host();
      const element = await show(joined);
      await element.end();
      element.sessionLink = 'https://co.example/nonsense';
      const message = await element.start().catch((error) => error.message);
      expect(message).to.contain('got "https://co.example/nonsense"');
    });

    for (const kind of ['invite', 'leader', 'follower']) {
      it(`joins by the ${kind} link that led to the page, and erases its secret`, async () => {
        const {pathname, search} = location;
        history.replaceState(null, '', `#part&wf-${kind}=abc.secret`);
        const element = await fixture<WfSession>(html`<wf-session server="http://127.0.0.1:4"><p></p></wf-session>`);
        const code = await element.start().catch((error) => error.code);
        expect(code).to.equal('connect_failed');
        expect(location.hash).to.equal('#part');
        history.replaceState(null, '', pathname + search);
      });
    }

    it('takes no page for a link because of what else its address says', async () => {
      const {href} = location;
      for (const address of ['?page=preview/index.html', '?q=two words#', '?q=~*#part']) {
        history.replaceState(null, '', address);
        const before = location.href;
        const element = await fixture<WfSession>(
          html`<wf-session server="http://127.0.0.1:4" widget-key="wk_demo"><p></p></wf-session>`,
        );
        const code = await element.start().catch((error) => error.code);
        expect(code, address).to.equal('connect_failed');
        expect(location.href).to.equal(before);
      }
      history.replaceState(null, '', href);
    });
  });

  describe('leaves and comes back', () => {
    it('with one set of listeners, one line and the same seat, five times', async () => {
      const joined = await host();
      const element = await show(joined);
      const parent = element.parentElement!;
      for (let times = 0; times < 5; times++) {
        element.remove();
        await nextTask();
        parent.append(element);
        await nextTask();
      }
      expect(joined.provider.calls).to.deep.equal(Array.from({length: 5}, () => ['suspend', 'resume']).flat());
      let told = 0;
      element.addEventListener('wf-participant-joined', () => told++);
      joined.room.join('Ben');
      expect(told).to.equal(1);
      expect(element.state?.me).to.equal(0);
      expect(states(element)).to.deep.equal(['live']);
    });

    it('at no cost when it is only moved', async () => {
      const joined = await host();
      const element = await show(joined);
      element.parentElement!.prepend(element);
      element.remove();
      document.body.append(element);
      await nextTask();
      expect(joined.provider.calls).to.deep.equal([]);
      element.remove();
    });

    it('also when it is taken out while its session is being made', async () => {
      const element = await fixture<WfSession>(html`<wf-session provider="local" space="tea"></wf-session>`);
      const parent = element.parentElement!;
      const started = element.start();
      element.remove();
      await started;
      expect(element.status).to.equal('reconnecting');
      parent.append(element);
      await waitUntil(() => element.status === 'live');
      await element.end();
    });

    it('to its own place, when another one of those without an id is gone', () => {
      const registry = new SessionRegistry();
      const [first, second, third, named] = ['', '', '', 'own'].map((id) => ({id, isConnected: true}) as SessionHost);
      for (const each of [first!, second!, named!]) registry.add(each);
      registry.delete(first!);
      registry.add(third!);
      expect([second!, third!, named!].map((each) => registry.placeOf(each))).to.deep.equal([1, 0, 0]);
    });

    it('and to that of the one in whose place it is rendered', async () => {
      const app = await fixture<HTMLElement>(html`<div></div>`);
      app.innerHTML = '<wf-session></wf-session><wf-session id="own"></wf-session><wf-session></wf-session>';
      const places = () => [...app.querySelectorAll('wf-session')].map((each) => registry.placeOf(each));
      const before = places();
      app.innerHTML += '<p>Rendered anew</p>';
      expect(places()).to.deep.equal(before);
    });

    it('and tells nothing while it is away', async () => {
      const joined = await host();
      const element = await show(joined);
      element.remove();
      let told = 0;
      element.addEventListener('wf-participant-joined', () => told++);
      joined.room.join('Ben');
      expect(told).to.equal(0);
    });

    it('when the page goes to the back-forward cache and returns', async () => {
      const joined = await host();
      await show(joined);
      window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
      window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
      expect(joined.provider.calls).to.deep.equal(['suspend', 'resume']);
    });
  });

  describe('is found by a control', () => {
    async function nameIn(list: WfParticipants): Promise<string> {
      await list.updateComplete;
      return list.shadowRoot!.querySelector('.name bdi')?.textContent ?? '';
    }

    it('around it, through shadow roots', async () => {
      const joined = await host();
      const element = await show(joined);
      const outer = document.createElement('div');
      const list = document.createElement('wf-participants');
      outer.attachShadow({mode: 'open'}).append(list);
      element.append(outer);
      expect(await nameIn(list)).to.equal('Anna');
    });

    it('that is upgraded before it', async () => {
      const joined = await host();
      const parent = await fixture<HTMLElement>(html`<div></div>`);
      const list = document.createElement('wf-participants');
      const wrapper = document.createElement('wf-late');
      wrapper.append(list);
      parent.append(wrapper);
      customElements.define('wf-late', class extends (customElements.get('wf-session') as typeof WfSession) {});
      (wrapper as WfSession).session = joined.session;
      expect(await nameIn(list)).to.equal('Anna');
    });

    it('anywhere on the page when it is the only one, until there is another', async () => {
      const element = await show(await host());
      const list = await fixture<WfParticipants>(html`<wf-participants></wf-participants>`);
      expect(await nameIn(list)).to.equal('Anna');
      const other = await fixture<WfSession>(html`<wf-session><p></p></wf-session>`);
      expect(await nameIn(list)).to.equal('');
      other.remove();
      expect(await nameIn(list)).to.equal('Anna');
      element.remove();
      expect(await nameIn(list)).to.equal('');
    });

    it('by id, which wins over the nearest, and follows a changed id', async () => {
      const element = await show(await host());
      const joined = await guest({name: 'Ben'});
      const other = await fixture<WfSession>(html`<wf-session .session=${joined.session}><p></p></wf-session>`);
      const list = document.createElement('wf-participants');
      list.for = 'other';
      element.append(list);
      expect(await nameIn(list)).to.equal('');
      other.id = 'other';
      await waitUntil(async () => (await nameIn(list)) === 'Anna');
      expect(list.shadowRoot!.querySelectorAll('li')).to.have.length(2);
      list.for = '';
      await list.updateComplete;
      expect(list.shadowRoot!.querySelectorAll('li')).to.have.length(1);
    });

    it('no longer once the control is taken out, and again when it is put back', async () => {
      const joined = await host();
      const element = await show(joined);
      const list = document.createElement('wf-participants');
      element.append(list);
      await nameIn(list);
      list.remove();
      joined.room.join('Ben');
      await list.updateComplete;
      expect(list.shadowRoot!.querySelectorAll('li')).to.have.length(0);
      element.append(list);
      await list.updateComplete;
      expect(list.shadowRoot!.querySelectorAll('li')).to.have.length(2);
    });
  });

  describe('is steered by plain buttons', () => {
    async function button(command: string, value = ''): Promise<HTMLButtonElement> {
      return fixture<HTMLButtonElement>(html`
        <button type="button" commandfor="tea" command=${command} value=${value}>Go</button>
      `);
    }

    it('with their value as the argument', async () => {
      const joined = await host();
      await show(joined);
      (await button('--open-tab', 'http://shop.localhost/')).click();
      (await button('--open-tab', 'http://shop.localhost/tea')).click();
      (await button('--activate-tab', '1')).click();
      await waitUntil(() => joined.room.state.tabs.length === 2 && joined.room.state.activeSsid === 1);
    });

    it('that start and end it', async () => {
      const joined = idle();
      const element = await show(joined);
      (await button('--start')).click();
      await joined.session.ready;
      (await button('--end')).click();
      await waitUntil(() => element.status === 'ended');
    });

    it('which tell when the session refused', async () => {
      await show(await guest());
      const end = await button('--end');
      const refused = oneEvent(end, 'wf-command-refused');
      end.click();
      expect((await refused).detail).to.include({code: 'not_allowed', command: 'end'});
    });

    it('which the console is told of, once, when a command was misspelt; a page may have others of its own', async () => {
      await show(idle());
      const {error} = console;
      const said: string[] = [];
      console.error = (message: string) => void said.push(message);
      try {
        for (const command of ['--give-up', 'show-popover', '--to-string', '--opentab', '--opentab', '--tart-s']) {
          (await button(command)).click();
        }
        await waitUntil(() => said.length > 1);
      } finally {
        console.error = error;
      }
      expect(said).to.deep.equal([
        '<wf-session>: Expected command to be "--open-tab"; got "--opentab".',
        '<wf-session>: Expected command to be "--start"; got "--tart-s".',
      ]);
    });

    it('also where the browser does not know such buttons', async () => {
      const joined = await host();
      await show(joined);
      const open = await button('--open-tab', 'http://shop.localhost/');
      const click = new Event('click');
      Object.defineProperty(click, 'composedPath', {value: () => [open, document]});
      invokeOnClick(click);
      await waitUntil(() => joined.room.state.tabs.length === 1);
    });
  });
});
