import {expect, fixture, html} from '@open-wc/testing';
import {sendMouse} from '@web/test-runner-commands';
import '../../components/define.ts';
import '../../components/chat/wf-chat.ts';
import '../../components/notices/wf-notices.ts';
import '../../components/requests/wf-requests.ts';
import type {WfNotices} from '../../components/index.ts';
import {chatLogOf} from '../../components/shared/chat-log.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {emulate} from '../support/emulate.ts';
import {guest, host, idle, type Joined} from '../support/sessions.ts';
import {expectAccessible, standsByItsSession} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

async function show({session}: Joined, more = html``): Promise<WfNotices> {
  const element = await fixture<HTMLElement>(html`
    <wf-session .session=${session}><wf-notices></wf-notices>${more}</wf-session>
  `);
  const notices = element.querySelector('wf-notices')!;
  await notices.updateComplete;
  await import('../../components/notices/telling.ts');
  return notices;
}

/** What stands there, with what is only said in brackets. */
async function told(notices: WfNotices): Promise<string[]> {
  await notices.updateComplete;
  const all = [...notices.shadowRoot!.querySelectorAll('[role=status] p')];
  return all.map(({textContent, part}) => (part.contains('notice') ? textContent! : `(${textContent})`));
}

/** What a colour of the system is at the moment. */
function colorOf(name: string): string {
  const element = document.createElement('p');
  element.style.color = name;
  document.body.append(element);
  const {color} = getComputedStyle(element);
  element.remove();
  return color;
}

describe('<wf-notices>', () => {
  standsByItsSession('wf-notices', {news: ({room}) => room.join('Ben'), says: 'Ben joined'});

  it('is accessible with nothing and with something to tell', async () => {
    await expectAccessible(await show(idle()));
    const joined = await host();
    const notices = await show(joined);
    joined.room.join('Ben');
    await notices.updateComplete;
    await expectAccessible(notices);
  });

  it('is the one that tells aloud, whatever else of the page could', async () => {
    const joined = await host();
    const {room} = joined;
    const more = html`<wf-requests></wf-requests><wf-participants></wf-participants>`;
    const notices = await show(joined, more);
    room.join('Ben');
    room.open(0, 'http://shop.localhost/', 'Shop');
    room.as(1, 'request_tab_control', {});
    expect(await told(notices)).to.include('Ben asks for control');
    // What stood there before is not read again.
    expect(notices.shadowRoot!.querySelector('[role=status]')!.getAttribute('aria-atomic')).to.equal('false');
    const around = notices.parentElement!;
    const others = () =>
      [...around.querySelectorAll('wf-requests, wf-participants')].map((element) =>
        element.shadowRoot!.querySelector('[role=status]')!.textContent!.trim(),
      );
    expect(others()).to.deep.equal(['', '']);
    // Without it, one of them does.
    notices.remove();
    room.join('Cleo');
    room.as(2, 'request_tab_control', {});
    await waitUntil(() => others()[0]!.includes('Cleo asks for control'));
    expect(others()[1]).to.equal('');
  });

  it('is the only one of its session, also beside a room', async () => {
    const joined = await host();
    const element = await fixture<HTMLElement>(html`<wf-session .session=${joined.session}></wf-session>`);
    const room = () => element.shadowRoot!.querySelector('wf-room')?.shadowRoot;
    await waitUntil(() => room()?.querySelector('wf-notices'));
    await fixture(html`<wf-notices></wf-notices>`);
    joined.room.join('Ben');
    await waitUntil(() => !room()!.querySelector('wf-notices'));
  });

  it('says in forced colours what is under way, by what turns or is filled', async function () {
    if (!(await emulate('forced-colors', 'active'))) return this.skip();
    try {
      const joined = await guest();
      joined.room.open(0, 'http://shop.localhost/', 'Shop');
      joined.room.as(1, 'request_tab_control', {});
      joined.room.as('room', 'tab_relocating', {ssid: 1, url: 'http://shop.localhost/tea'});
      const element = await fixture<HTMLElement>(html`
        <wf-session .session=${joined.session}>
          <wf-requests></wf-requests><wf-view></wf-view><wf-address-bar></wf-address-bar>
        </wf-session>
      `);
      const progress = () => element.querySelector('wf-address-bar')!.shadowRoot!.querySelector('.progress');
      await waitUntil(progress);
      expect(getComputedStyle(progress()!, '::after').backgroundColor).to.equal(colorOf('Highlight'));
      const bar = () => element.querySelector('wf-requests')!.shadowRoot!.querySelector('.bar');
      await waitUntil(bar);
      expect(getComputedStyle(bar()!).backgroundColor).to.equal(colorOf('Highlight'));
      const spinner = () => element.querySelector('wf-view')!.shadowRoot!.querySelector('.spinner');
      await waitUntil(spinner);
      expect(getComputedStyle(spinner()!).borderBlockStartStyle).to.equal('none');
    } finally {
      await emulate('forced-colors', 'none');
    }
  });

  it('tells who comes, goes, asks, is host and is in control', async () => {
    const joined = await host();
    const {room} = joined;
    const notices = await show(joined);
    room.open(0, 'http://shop.localhost/', 'Shop');
    expect(await told(notices)).to.deep.equal(['(Page: Shop)']);
    room.join('Ben');
    room.as(1, 'request_tab_control', {});
    room.as(0, 'transfer_tab_control', {to: 1});
    expect(await told(notices)).to.deep.equal([
      '(Page: Shop)',
      'Ben joined',
      'Ben asks for control',
      'Ben is in control',
    ]);
    room.as(0, 'revoke_tab_control', {});
    room.as(0, 'make_host', {to: 1});
    room.as('room', 'leave', {client_index: 1});
    expect(await told(notices)).to.deep.equal([
      'You are in control',
      'Ben is host now',
      'Ben left',
      'You are host now',
    ]);
  });

  it('tells nothing that its page tells itself', async () => {
    const joined = await host();
    const notices = await show(joined);
    const heard: string[] = [];
    document.addEventListener(
      'wf-notice',
      (event) => {
        heard.push(event.detail.text);
        event.preventDefault();
      },
      {once: true},
    );
    joined.room.join('Ben');
    joined.room.join('Cleo');
    expect(await told(notices)).to.deep.equal(['Cleo joined']);
    expect(heard).to.deep.equal(['Ben joined']);
  });

  it('tells a guest what became of what they asked, and what others hide', async () => {
    const joined = await guest({name: 'Ben'}, new TestRoom({pause_enabled: true}));
    const {room} = joined;
    room.open(0, 'http://shop.localhost/', 'Shop');
    const notices = await show(joined);
    room.as(1, 'request_tab_control', {});
    room.as(0, 'decline_tab_control', {to: 1});
    room.as(1, 'request_to_host', {});
    room.as(0, 'decline_host', {to: 1});
    room.as(0, 'pause_tab', {ssid: 1});
    expect(await told(notices)).to.deep.equal([
      'You do not get control now',
      'The host stays the host',
      'Anna paused “Shop”',
    ]);
  });

  it('tells the same once, however many tabs it is about', async () => {
    const joined = await guest();
    const {room} = joined;
    for (const page of ['one', 'two', 'three']) room.open(0, `http://shop.localhost/${page}`, page);
    const notices = await show(joined);
    room.as(0, 'transfer_tab_control', {to: 1});
    expect(await told(notices)).to.deep.equal(['You are in control']);
  });

  it('has four at most, and each for a few seconds', async () => {
    const joined = await host();
    const notices = await show(joined);
    for (const name of ['A', 'B', 'C', 'D', 'E']) joined.room.join(name);
    expect(await told(notices)).to.deep.equal(['B joined', 'C joined', 'D joined', 'E joined']);
    notices.seconds = 0.05;
    joined.room.join('F');
    const texts = () => notices.shadowRoot!.textContent!;
    await waitUntil(() => !texts().includes('F joined'));
  });

  it('tells what was written, unless a chat shows it', async () => {
    const joined = await host();
    joined.room.join('Ben');
    const notices = await show(joined);
    joined.room.as(1, 'send_chat_message', {message: 'x'.repeat(200)});
    joined.room.as(0, 'send_chat_message', {message: 'Mine'});
    expect(await told(notices)).to.deep.equal([`Ben: ${'x'.repeat(140)}…`]);

    const again = await show(joined, html`<wf-chat></wf-chat>`);
    await waitUntil(() => chatLogOf(joined.session).isRead);
    joined.room.as(1, 'send_chat_message', {message: 'Hello'});
    expect(await told(again)).to.deep.equal([]);
  });

  it('tells nothing where the settings say so', async () => {
    const joined = await host({name: 'Anna'}, new TestRoom({notifications_enabled: false}));
    const notices = await show(joined);
    joined.room.join('Ben');
    expect(await told(notices)).to.deep.equal([]);
  });

  describe('sounds', () => {
    const {AudioContext: real} = globalThis;
    let played = 0;

    beforeEach(async () => {
      played = 0;
      // Browsers let no page sound before something was pressed.
      await sendMouse({type: 'click', position: [1, 1]});
      const {prototype} = real;
      const {createGain} = prototype;
      prototype.createGain = function () {
        played++;
        return createGain.call(this);
      };
      restore = () => Object.assign(prototype, {createGain});
    });
    let restore = () => {};
    afterEach(() => restore());

    it('once, when a crowd comes in', async () => {
      const joined = await host();
      await show(joined);
      for (const name of ['A', 'B', 'C']) joined.room.join(name);
      expect(played).to.equal(1);
    });

    it('never, where the settings say so', async () => {
      const joined = await host({name: 'Anna'}, new TestRoom({sounds_enabled: false}));
      const notices = await show(joined);
      joined.room.join('Ben');
      expect(await told(notices)).to.deep.equal(['Ben joined']);
      expect(played).to.equal(0);
    });
  });
});
