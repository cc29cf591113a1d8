import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../components/define.ts';
import type {
  WfChat,
  WfDownloads,
  WfJoin,
  WfParticipants,
  WfRequests,
  WfRoom,
  WfSession,
} from '../../components/index.ts';
import {SessionError} from '../../src/client/index.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {emulate} from '../support/emulate.ts';
import {guest, host, idle, type Joined} from '../support/sessions.ts';
import {standsByItsSession} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

/** All that it has, also what is fetched after the first picture. */
const PARTS = ['wf-tab-bar', 'wf-address-bar', 'wf-view', 'wf-notices', 'wf-requests', 'wf-participants', 'wf-chat'];

/** What an author can replace while a session is on. */
const AUTHORS_SLOTS = [
  'chat',
  'choice',
  'controls',
  'downloads',
  'header',
  'huddle',
  'invite',
  'log',
  'notices',
  'people',
  'requests',
  'view',
];

/** Slots that it has nothing of its own in. */
const NO_PARTS = ['consent', 'wf-window'];

/** Parts that nothing is seen of until something happens. */
const SILENT = ['downloads', 'notices', 'requests'];

async function show({session}: Joined): Promise<WfRoom> {
  const element = await fixture<WfSession>(html`
    <wf-session widget-key="wk_test" .session=${session}></wf-session>
  `);
  const room = element.shadowRoot!.querySelector('wf-room')!;
  await settled(room);
  return room;
}

/** Waits until all parts are there, and show what is true. */
async function settled(room: WfRoom): Promise<void> {
  await waitUntil(() => find(room, 'wf-chat'), 'the furniture');
  await room.updateComplete;
  const parts = [...room.shadowRoot!.querySelectorAll<WfRoom>(`${PARTS}, wf-controls`)];
  await Promise.all(parts.map(({updateComplete}) => updateComplete));
}

function find<Element extends HTMLElement>(room: WfRoom, selector: string): Element | null {
  return room.shadowRoot!.querySelector<Element>(selector);
}

function has(room: WfRoom, selector: string): boolean {
  return find(room, selector) !== null;
}

/** What the bar offers. */
function offers(room: WfRoom): readonly string[] {
  const buttons = find(room, 'wf-controls')!.shadowRoot!.querySelectorAll<HTMLElement>('[data-offer]');
  return [...buttons].map(({dataset}) => dataset['offer']!);
}

function choice(room: WfRoom, name: string): HTMLButtonElement {
  const buttons = room.shadowRoot!.querySelectorAll<HTMLButtonElement>('[part=choice]');
  return [...buttons].find(({textContent}) => textContent.trim().startsWith(name))!;
}

/** Which of people and chat is shown. */
function shown(room: WfRoom): string {
  return ['wf-participants', 'wf-chat'].filter((tag) => find(room, tag)!.checkVisibility()).join();
}

/** An empty session that is not made yet, and what one comes in by. */
async function showEmpty(attributes: object = {}): Promise<{element: WfSession; room: WfRoom}> {
  const element = await fixture<WfSession>(html`<wf-session widget-key="wk_test"></wf-session>`);
  Object.assign(element, attributes);
  const room = element.shadowRoot!.querySelector('wf-room')!;
  await settled(room);
  return {element, room};
}

const wayIn = (room: WfRoom) => find<WfJoin>(room, 'wf-join')?.shadowRoot?.querySelector('form');
const cue = (room: WfRoom) => find(room, 'wf-view')!.shadowRoot!.querySelector('.cue')!;

/** Has the form start this. */
function startsWith(element: WfSession, {session}: Joined): void {
  element.start = async () => {
    element.session = session;
    await session.start(null, {name: element.userName});
  };
}

describe('<wf-room>', () => {
  afterEach(() => sessionStorage.clear());

  standsByItsSession('wf-room', {
    news: ({room}) => {
      if (!room.state.huddle) room.as(0, 'set_huddle_mode', {enabled: true});
    },
    says: 'Huddle',
    async reads(control) {
      await settled(control as WfRoom);
      return control.shadowRoot!.textContent!;
    },
  });

  it('is accessible with no session, as a host, as a guest, with the chat, and after the end', async () => {
    await expect(await show(idle())).to.be.accessible();
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as(joined.room.join('Ben'), 'request_tab_control', {});
    const room = await show(joined);
    await expect(room).to.be.accessible();
    choice(room, 'Chat').click();
    await settled(room);
    await expect(room).to.be.accessible();
    joined.room.as(0, 'end', {});
    await settled(room);
    await expect(room).to.be.accessible();
    await expect(await show(await guest())).to.be.accessible();
  });

  it('is accessible on a dark page', async () => {
    document.documentElement.style.colorScheme = 'dark';
    const joined = await host();
    joined.room.join('Ben');
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as(1, 'request_tab_control', {});
    await expect(await show(joined)).to.be.accessible();
    document.documentElement.style.colorScheme = '';
  });

  it('is accessible in forced colours', async function () {
    if (!(await emulate('forced-colors', 'active'))) return this.skip();
    const joined = await host();
    joined.room.join('Ben');
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as(1, 'request_tab_control', {});
    expect(matchMedia('(forced-colors: active)').matches).to.equal(true);
    await expect(await show(joined)).to.be.accessible();
    await emulate('forced-colors', 'none');
  });

  it('shows all parts of the session around it, and the bar of what one may do while that is open', async () => {
    const joined = await host();
    const room = await show(joined);
    for (const tag of [...PARTS, 'wf-controls']) expect(has(room, tag), tag).to.equal(true);
    expect(find(room, 'wf-participants')!.shadowRoot!.textContent).to.contain('Anna');
    expect(offers(room)).to.contain('end');
    joined.room.as(0, 'end', {});
    await settled(room);
    expect(has(room, 'wf-controls')).to.equal(false);
  });

  it('has one say who one is before there is a session, and start one, with one button for that', async () => {
    const {element, room} = await showEmpty();
    await waitUntil(() => wayIn(room));
    await expect(room).to.be.accessible();
    expect(cue(room).checkVisibility()).to.equal(false);
    const joined = idle();
    startsWith(element, joined);
    const {promise, resolve} = Promise.withResolvers<void>();
    joined.provider.gate = promise;
    wayIn(room)!.querySelector<HTMLInputElement>('#name')!.value = 'Ada';
    wayIn(room)!.querySelector('button')!.click();
    await waitUntil(() => joined.session.state.status === 'connecting');
    await settled(room);
    expect(wayIn(room)!.ariaBusy).to.equal('true');
    resolve();
    await waitUntil(() => !find(room, 'wf-join'));
    expect(cue(room).checkVisibility()).to.equal(true);
    expect(find(room, 'wf-participants')!.shadowRoot!.textContent).to.contain('Ada');
    joined.room.as(0, 'end', {});
    await settled(room);
    expect(has(room, 'wf-join')).to.equal(false);
  });

  it('has the focus go on from the form to the page that takes its place', async () => {
    const {element, room} = await showEmpty();
    await waitUntil(() => wayIn(room));
    const joined = idle();
    startsWith(element, joined);
    wayIn(room)!.querySelector('button')!.focus();
    await sendKeys({press: 'Enter'});
    await waitUntil(() => !find(room, 'wf-join'));
    await settled(room);
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    await settled(room);
    joined.room.as('room', 'tab_changed', {ssid: 1, title: 'The shop'});
    await waitUntil(() => room.shadowRoot!.activeElement === find(room, 'wf-view'));
    expect(find(room, 'wf-view')!.shadowRoot!.activeElement!.localName).to.equal('textarea');
    expect(find(room, 'wf-view')!.hasAttribute('tabindex')).to.equal(false);
  });

  it('says in the form why one could not come in, and lets one try again', async () => {
    const {element, room} = await showEmpty();
    await waitUntil(() => wayIn(room));
    const joined = idle();
    joined.provider.refusal = new SessionError('not_admitted', 'The host did not let this participant in.');
    startsWith(element, joined);
    wayIn(room)!.querySelector('button')!.click();
    await waitUntil(() => wayIn(room)?.textContent?.includes('The host did not let this participant in.'));
    expect(cue(room).checkVisibility()).to.equal(false);
  });

  it('has no form for a session that starts by itself, was made by a script, or has a form elsewhere', async () => {
    const never = async () => {};
    const {room} = await showEmpty({autostart: true, start: never});
    expect(cue(room).checkVisibility()).to.equal(true);
    const made = await show(idle());
    await fixture(html`<wf-join for="other"></wf-join>`);
    const elsewhere = (await showEmpty()).room;
    document.querySelector('wf-join')!.remove();
    const other = await showEmpty();
    // By then they would have theirs.
    await waitUntil(() => wayIn(other.room));
    for (const without of [room, made, elsewhere]) {
      expect(has(without, 'wf-join')).to.equal(false);
      expect(cue(without).querySelector('button')!.checkVisibility()).to.equal(true);
    }
  });

  it('leaves to whoever is on it the button that starts, until they are elsewhere', async () => {
    const elsewhere = await fixture(html`<wf-join for="other"></wf-join>`);
    const {room} = await showEmpty();
    const start = cue(room).querySelector('button')!;
    start.focus();
    elsewhere.remove();
    room.requestUpdate();
    await settled(room);
    expect(has(room, 'wf-join')).to.equal(false);
    expect(start.matches(':focus')).to.equal(true);
    start.blur();
    await waitUntil(() => wayIn(room));
    wayIn(room)!.querySelector('button')!.focus();
    await settled(room);
    expect(wayIn(room)!.checkVisibility()).to.equal(true);
  });

  it('puts what the author has in the place of the form, and leaves starting to a view of the author', async () => {
    const element = await fixture<WfSession>(html`
      <wf-session widget-key="wk_test">
        <wf-room><p slot="join">Call us</p></wf-room>
        <wf-room><wf-view slot="view"></wf-view></wf-room>
        <wf-room><wf-join slot="join" name-required></wf-join></wf-room>
      </wf-session>
    `);
    const [own, view, form] = element.querySelectorAll('wf-room');
    await waitUntil(() => wayIn(own!) && wayIn(view!));
    expect(element.querySelector('p')!.checkVisibility()).to.equal(true);
    await waitUntil(() => form!.querySelector('wf-join')!.checkVisibility(), 'the form of the author');
    expect(find(own!, 'wf-join')!.checkVisibility()).to.equal(false);
    expect(cue(own!).checkVisibility()).to.equal(false);
    expect(find(view!, 'wf-join')!.checkVisibility()).to.equal(false);
    const {shadowRoot} = element.querySelector('wf-view')!;
    expect(shadowRoot!.querySelector('.cue button')!.checkVisibility()).to.equal(true);
  });

  it('puts what the author has in the place of a part', async () => {
    const {session} = await host();
    const element = await fixture<WfSession>(html`
      <wf-session .session=${session}><wf-room><p slot="chat">Ours</p><p slot="controls">No buttons</p></wf-room></wf-session>
    `);
    const room = element.querySelector('wf-room')!;
    await settled(room);
    expect(find(room, 'wf-controls')!.checkVisibility()).to.equal(false);
    expect(element.querySelector('[slot=controls]')!.checkVisibility()).to.equal(true);
    expect(element.querySelector('[slot=chat]')!.checkVisibility()).to.equal(false);
    choice(room, 'Chat').click();
    await settled(room);
    expect(element.querySelector('[slot=chat]')!.checkVisibility()).to.equal(true);
    expect(find(room, 'wf-chat')!.checkVisibility()).to.equal(false);
  });

  it('shows the part that is chosen, unless its page has another place for it, once that may be', async () => {
    const room = await show(await host());
    const parts: string[] = [];
    const {promise, resolve} = Promise.withResolvers<boolean>();
    room.addEventListener('wf-room-show', (event) => {
      parts.push(event.detail.part);
      if (parts.length === 1) event.preventDefault();
      if (parts.length === 2) event.waitFor(promise);
    });
    choice(room, 'Chat').click();
    choice(room, 'Chat').click();
    await settled(room);
    expect(shown(room)).to.equal('wf-participants');
    resolve(true);
    await waitUntil(() => shown(room) === 'wf-chat', 'the chat');
    choice(room, 'People').click();
    await settled(room);
    expect(shown(room)).to.equal('wf-participants');
    expect(parts).to.deep.equal(['chat', 'chat', 'people']);
  });

  it('takes what the author has for an invitation and for the choice, too', async () => {
    const {session} = await host();
    const element = await fixture<WfSession>(html`
      <wf-session .session=${session}><wf-room><p slot="invite">Call us</p><h2 slot="choice">Who is here</h2></wf-room></wf-session>
    `);
    const room = element.querySelector('wf-room')!;
    await settled(room);
    for (const slot of ['invite', 'choice'])
      expect(element.querySelector(`[slot=${slot}]`)!.checkVisibility(), slot).to.equal(true);
    expect(find(room, '.invite')!.checkVisibility()).to.equal(false);
    expect(choice(room, 'Chat').checkVisibility()).to.equal(false);
  });

  it('shows what the author has in the place of each part, and its own no more', async () => {
    const joined = await host();
    joined.room.join('Ben');
    joined.room.as(0, 'set_huddle_mode', {enabled: true});
    const element = await fixture<WfSession>(html`
      <wf-session .session=${joined.session}><wf-room log></wf-room></wf-session>
    `);
    const room = element.querySelector('wf-room')!;
    await settled(room);
    await waitUntil(() => has(room, 'slot[name=huddle]') && customElements.get('wf-log'));
    const slots = [...room.shadowRoot!.querySelectorAll<HTMLSlotElement>('.room slot[name]')].filter(
      ({name}) => !NO_PARTS.includes(name),
    );
    expect(slots.map(({name}) => name).sort()).to.deep.equal(AUTHORS_SLOTS);
    for (const slot of slots) {
      const {name} = slot;
      const label = {huddle: 'Huddle', log: 'Log', chat: 'Chat'}[name] ?? 'People';
      choice(room, label).click();
      await room.updateComplete;
      const own = [...slot.children];
      const seen = () => own.filter((part) => part.getClientRects().length > 0).length;
      // What has nothing to say yet has no size.
      if (!SILENT.includes(name)) expect(seen(), name).to.be.greaterThan(0);
      const authors = document.createElement('p');
      authors.slot = name;
      authors.textContent = 'Ours';
      room.append(authors);
      expect(authors.checkVisibility(), name).to.equal(true);
      expect([seen(), slot.assignedElements()], name).to.deep.equal([0, [authors]]);
      authors.remove();
    }
  });

  it('is as tall as its page, header and bar, however many people there are and however much was written', async () => {
    const joined = await host();
    const room = await show(joined);
    const height = () => room.getBoundingClientRect().height;
    (room.getRootNode() as ShadowRoot).host.setAttribute('style', 'inline-size: 1000px');
    const before = height();
    for (let number = 1; number <= 30; number++) joined.room.join(`Guest of honour ${number}`);
    await settled(room);
    expect(height()).to.equal(before);
    choice(room, 'Chat').click();
    for (let number = 1; number <= 30; number++) joined.room.as(1, 'send_chat_message', {message: `Message ${number}`});
    await settled(room);
    expect(height()).to.equal(before);
    expect(find(room, 'wf-chat')!.getBoundingClientRect().height).to.be.within(192, before);
  });

  it('stands below one another where there is little room, with nothing wider than that', async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as(joined.room.join('Ben'), 'request_tab_control', {});
    const room = await show(joined);
    (room.getRootNode() as ShadowRoot).host.setAttribute('style', 'inline-size: 320px');
    await settled(room);
    const order = ['.header', '.picture', '.actions', '.side'].map((part) => find(room, part)!.getBoundingClientRect());
    for (const [index, {left, right, top}] of order.entries()) {
      expect(right - left).to.be.at.most(320);
      if (index > 0) expect(top).to.be.at.least(order[index - 1]!.bottom);
    }
    expect(find(room, '.room')!.scrollWidth).to.be.at.most(320);
  });

  it('has people and chat in reach where there is little height', async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const room = await show(joined);
    const {style} = (room.getRootNode() as ShadowRoot).host as HTMLElement;
    Object.assign(style, {inlineSize: '680px', blockSize: '460px'});
    const side = find(room, '.side')!;
    expect(side.offsetHeight).to.be.at.least(176);
    expect(side.getBoundingClientRect().bottom).to.be.at.most(room.getBoundingClientRect().bottom);
    style.blockSize = '200px';
    find(room, '.invite')!.scrollIntoView();
    await waitUntil(() => room.scrollTop > 0);
  });

  it('lets the keyboard scroll people of whom none has a button', async () => {
    const joined = await guest();
    const room = await show(joined);
    (room.getRootNode() as ShadowRoot).host.setAttribute('style', 'inline-size: 680px; block-size: 460px');
    for (let number = 1; number <= 20; number++) joined.room.join(`Guest of honour ${number}`);
    await settled(room);
    const panel = find(room, '.panel')!;
    panel.focus();
    expect(room.shadowRoot!.activeElement).to.equal(panel);
    await sendKeys({press: 'End'});
    await waitUntil(() => panel.scrollTop > 0);
    await expect(room).to.be.accessible();
  });

  it('shows people or the chat, and how much in it is unread', async () => {
    const joined = await host();
    joined.room.join('Ben');
    const room = await show(joined);
    expect(shown(room)).to.equal('wf-participants');
    joined.room.as(1, 'send_chat_message', {message: 'Hello'});
    joined.room.as(1, 'send_chat_message', {message: 'Anna?'});
    await waitUntil(() => choice(room, 'Chat (2)'));
    choice(room, 'Chat').click();
    await settled(room);
    expect(shown(room)).to.equal('wf-chat');
    expect(choice(room, 'Chat').ariaPressed).to.equal('true');
    expect(choice(room, 'People').ariaPressed).to.equal('false');
    find(room, 'wf-chat')!.scrollIntoView();
    await waitUntil(() => choice(room, 'Chat').textContent.trim() === 'Chat');
    joined.room.as(0, 'end', {});
    await settled(room);
    expect(shown(room), 'what was written can be read after the end').to.equal('wf-chat');
    expect(find<WfChat>(room, 'wf-chat')!.shadowRoot!.textContent).to.contain('Anna?');
  });

  it('begins with the chat where the settings say so, and goes by them once', async () => {
    const joined = await host({name: 'Anna'}, new TestRoom({start_with_chat_open: true}));
    const room = await show(joined);
    expect(shown(room)).to.equal('wf-chat');
    choice(room, 'People').click();
    joined.room.join('Ben');
    await settled(room);
    expect(shown(room)).to.equal('wf-participants');
  });

  it('shows who looks where in the place of the people while a huddle is on', async () => {
    const joined = await host();
    joined.room.join('Ben');
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const room = await show(joined);
    expect(choice(room, 'Huddle')).to.equal(undefined);
    joined.room.as(0, 'set_huddle_mode', {enabled: true});
    await waitUntil(() => find(room, 'wf-huddle')?.shadowRoot?.textContent?.includes('Ben'));
    const huddle = find(room, 'wf-huddle')!;
    await settled(room);
    expect(huddle.checkVisibility()).to.equal(true);
    expect(shown(room)).to.equal('');
    expect(choice(room, 'Huddle').ariaPressed).to.equal('true');
    expect(huddle.shadowRoot!.querySelector('.switch')!.checkVisibility(), 'the bar has it').to.equal(false);
    await expect(room).to.be.accessible();
    choice(room, 'People').click();
    await settled(room);
    expect(shown(room)).to.equal('wf-participants');
    expect(huddle.checkVisibility()).to.equal(false);
    choice(room, 'Huddle').click();
    joined.room.as(0, 'set_huddle_mode', {enabled: false});
    await settled(room);
    expect(shown(room)).to.equal('wf-participants');
    expect(has(room, 'wf-huddle')).to.equal(false);
  });

  it('leaves who reads the chat there when a huddle begins, and has one without a chat, too', async () => {
    const joined = await host({name: 'Anna'}, new TestRoom({start_with_chat_open: true}));
    const room = await show(joined);
    joined.room.as(0, 'set_huddle_mode', {enabled: true});
    await settled(room);
    expect(shown(room)).to.equal('wf-chat');
    const other = await host({name: 'Anna'}, new TestRoom({chat_enabled: false}));
    const without = await show(other);
    other.room.as(0, 'set_huddle_mode', {enabled: true});
    await settled(without);
    expect(choice(without, 'Huddle').ariaPressed).to.equal('true');
    expect(choice(without, 'Chat')).to.equal(undefined);
  });

  it('has a log for developers where it is to, which hears what happens while something else is shown', async () => {
    const joined = await host();
    const room = await show(joined);
    expect(choice(room, 'Log')).to.equal(undefined);
    room.log = true;
    await waitUntil(() => find(room, 'wf-log')?.shadowRoot?.querySelector('.empty'));
    joined.room.join('Ben');
    expect(find(room, 'wf-log')!.checkVisibility()).to.equal(false);
    choice(room, 'Log').click();
    await settled(room);
    expect(choice(room, 'Log').ariaPressed).to.equal('true');
    expect(find(room, 'wf-log')!.checkVisibility()).to.equal(true);
    expect(shown(room)).to.equal('');
    await waitUntil(() => find(room, 'wf-log')!.shadowRoot!.textContent!.includes('participant_joined'));
    await expect(room).to.be.accessible();
    room.log = false;
    await settled(room);
    expect(shown(room)).to.equal('wf-participants');
    expect(has(room, 'wf-log')).to.equal(false);
  });

  it('has no chat where the settings allow none', async () => {
    const settings = {chat_enabled: false, start_with_chat_open: true};
    const room = await show(await host({name: 'Anna'}, new TestRoom(settings)));
    expect(shown(room)).to.equal('wf-participants');
    expect(has(room, '.choices')).to.equal(false);
  });

  it('has one part say what happens: the notices, or the others where there are to be none', async () => {
    for (const enabled of [true, false]) {
      const room = await show(await host({name: 'Anna'}, new TestRoom({notifications_enabled: enabled})));
      expect(find<WfRequests>(room, 'wf-requests')!.quiet).to.equal(enabled);
      expect(find<WfParticipants>(room, 'wf-participants')!.quiet).to.equal(enabled);
      expect(find<WfDownloads>(room, 'wf-downloads')!.quiet).to.equal(enabled);
    }
  });

  it('offers what is done about oneself once: in the bar, not with the people', async () => {
    const joined = await guest();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const room = await show(joined);
    const people = find(room, 'wf-participants')!.shadowRoot!;
    expect(people.querySelector('[part~=own]')!.checkVisibility()).to.equal(false);
    const view = find(room, 'wf-view')!.shadowRoot!;
    await waitUntil(() => view.querySelector('[part=ask]'));
    expect(view.querySelector('[part=ask]')!.checkVisibility()).to.equal(false);
    expect(offers(room)).to.contain('ask');
    joined.room.as(1, 'request_tab_control', {});
    const requests = find(room, 'wf-requests')!.shadowRoot!;
    await waitUntil(() => requests.querySelector('button'));
    expect(requests.querySelector('button')!.checkVisibility()).to.equal(false);
    await settled(room);
    expect(offers(room)).to.contain('withdraw');
  });

  it('has what others ask answered once: in the requests, unless the author has none', async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const answers = (room: WfRoom) => {
      const buttons = ['wf-requests', 'wf-participants'].flatMap((tag) => [
        ...find(room, tag)!.shadowRoot!.querySelectorAll<HTMLElement>(
          '[aria-label^="Accept"], [aria-label^="Decline"]',
        ),
      ]);
      return buttons.filter((button) => button.checkVisibility()).map(({ariaLabel}) => ariaLabel);
    };
    const room = await show(joined);
    joined.room.as(joined.room.join('Ben'), 'request_tab_control', {});
    await waitUntil(() => answers(room).length > 0);
    await settled(room);
    expect(answers(room)).to.deep.equal(['Accept: Ben asks for control', 'Decline: Ben asks for control']);
    const note = document.createElement('p');
    note.slot = 'requests';
    room.append(note);
    await waitUntil(() => answers(room).includes('Accept: Ben'));
    expect(answers(room)).to.deep.equal(['Accept: Ben', 'Decline: Ben']);
  });

  it('keeps the focus when the session is ended with the bar that had it', async () => {
    const joined = await host();
    const room = await show(joined);
    find(room, 'wf-controls')!.shadowRoot!.querySelector<HTMLElement>('[data-offer=end]')!.focus();
    await settled(room);
    joined.room.as(0, 'end', {});
    await settled(room);
    expect(room.shadowRoot!.activeElement?.className).to.equal('side');
  });

  it('invites people: the link is drawn when it is asked for', async () => {
    const joined = await host();
    const room = await show(joined);
    expect(has(room, 'wf-invite')).to.equal(false);
    const button = find<HTMLButtonElement>(room, '.invite button')!;
    button.click();
    await waitUntil(() => find(room, 'wf-invite')?.shadowRoot?.querySelector('input'));
    expect(find(room, 'wf-invite')!.shadowRoot!.querySelector('input')!.value).to.contain('#wf-invite=');
    await expect(room).to.be.accessible();
    button.click();
    await waitUntil(() => !find(room, 'wf-invite'));
  });

  it('invites nobody before the session is open, after its end, or without a link', async () => {
    const room = await show(idle());
    expect(has(room, '.invite')).to.equal(false);
    const joined = await host();
    const other = await show(joined);
    expect(has(other, '.invite')).to.equal(true);
    joined.room.as(0, 'end', {});
    await settled(other);
    expect(has(other, '.invite')).to.equal(false);
  });
});
