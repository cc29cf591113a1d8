import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../components/define.ts';
import type {WfHuddle} from '../../components/index.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {guest, host, idle, type Joined, nextTask} from '../support/sessions.ts';
import {expectAccessible, standsByItsSession} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

async function show({session}: Joined): Promise<WfHuddle> {
  const element = await fixture<HTMLElement>(html`
    <wf-session .session=${session}><wf-huddle></wf-huddle></wf-session>
  `);
  const huddle = element.querySelector('wf-huddle')!;
  await waitUntil(() => huddle.updateComplete);
  return huddle;
}

const textOf = ({textContent}: Element) => textContent!.replaceAll(/\s+/g, ' ').trim();
const places = (huddle: WfHuddle) => [...huddle.shadowRoot!.querySelectorAll('li:has(.head)')].map(textOf);

function button(huddle: WfHuddle, name: string): HTMLButtonElement {
  return [...huddle.shadowRoot!.querySelectorAll('button')].find((each) => (each.ariaLabel ?? textOf(each)) === name)!;
}

async function press(huddle: WfHuddle, name: string): Promise<void> {
  button(huddle, name).click();
  await nextTask();
  await huddle.updateComplete;
}

/** Anna, Ben (this page) and Cleo, in huddle mode, with two tabs. */
async function together(): Promise<{joined: Joined; huddle: WfHuddle}> {
  const joined = await guest();
  joined.room.join('Cleo');
  joined.room.open(0, 'http://shop.localhost/', 'Shop');
  joined.room.open(0, 'http://shop.localhost/tea', 'Tea');
  joined.room.as(0, 'set_huddle_mode', {enabled: true});
  joined.room.as(0, 'activate_tab', {ssid: 1});
  return {joined, huddle: await show(joined)};
}

describe('<wf-huddle>', () => {
  standsByItsSession('wf-huddle', {
    news: ({room}) => {
      if (room.state.tabs.length === 0) room.open(0, 'http://shop.localhost/', 'Shop');
      if (!room.state.huddle) room.as(0, 'set_huddle_mode', {enabled: true});
    },
    says: 'You are here',
  });

  it('is accessible with no session, with no huddle, and in one', async () => {
    await expectAccessible(await show(idle()));
    await expectAccessible(await show(await host()));
    const {joined, huddle} = await together();
    joined.room.as(2, 'follow', {client_index: 1});
    await huddle.updateComplete;
    await expectAccessible(huddle);
  });

  it('shows twenty-five of those who look at a tab, and says how many more there are', async () => {
    const {joined, huddle} = await together();
    for (let number = 0; number < 30; number++) joined.room.join('Dan');
    await waitUntil(() => /\d+ more$/.test(places(huddle)[0]!));
    const [crowded] = huddle.shadowRoot!.querySelectorAll('li:has(.head)');
    expect(crowded!.querySelectorAll('[part=person]')).to.have.length(25);
    expect(textOf(crowded!)).to.match(/ 6 more$/);
  });

  it('has this participant and whom they follow among those, however many came before', async () => {
    const room = new TestRoom();
    for (let number = 0; number < 30; number++) room.join('Dan');
    room.open(0, 'http://shop.localhost/', 'Shop');
    const joined = await guest({name: 'Ben'}, room);
    room.join('Cleo');
    room.as(0, 'set_huddle_mode', {enabled: true});
    const huddle = await show(joined);
    expect(places(huddle)[0]).to.match(/ B Ben \(you\) 7 more$/);
    room.as(joined.session.state.me!, 'follow', {client_index: room.state.participants.at(-1)!.clientIndex});
    await waitUntil(() => / B Ben \(you\) You follow Cleo C Cleo Stop following 6 more$/.test(places(huddle)[0]!));
  });

  it('says who looks where, and whom they follow', async () => {
    const {joined, huddle} = await together();
    joined.room.as(2, 'follow', {client_index: 1});
    await huddle.updateComplete;
    expect(places(huddle)).to.deep.equal([
      'Shop Go there A Anna Follow',
      'Tea You are here B Ben (you) C Cleo follows you',
    ]);
  });

  it('goes where others look', async () => {
    const {joined, huddle} = await together();
    await press(huddle, 'Go there: Shop');
    expect(joined.session.state.activeSsid).to.equal(1);
    expect(places(huddle)).to.deep.equal(['Shop You are here A Anna Follow B Ben (you)', 'Tea Go there C Cleo Follow']);
  });

  it('follows someone, says so, and stops', async () => {
    const {joined, huddle} = await together();
    await press(huddle, 'Follow: Anna');
    expect(joined.session.state.activeSsid).to.equal(1);
    expect(huddle.shadowRoot!.querySelector('[role=status]')!.textContent).to.equal('You follow Anna');
    await press(huddle, 'Stop following: Anna');
    expect(joined.room.state.participants[1]?.following).to.equal(null);
  });

  it('begins and ends it for those who may, and keeps the focus', async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const huddle = await show(joined);
    expect(textOf(huddle.shadowRoot!.querySelector('.empty')!)).to.equal('All look at the same tab.');
    button(huddle, 'Start a huddle').focus();
    await sendKeys({press: 'Enter'});
    await waitUntil(() => joined.room.state.huddle);
    await huddle.updateComplete;
    expect(huddle.shadowRoot!.activeElement).to.equal(button(huddle, 'End the huddle'));
    await press(huddle, 'End the huddle');
    expect(joined.room.state.huddle).to.equal(false);
    expect(button(await show(await guest()), 'Start a huddle')).to.equal(undefined);
  });

  it('asks the page first, and does nothing when it refuses', async () => {
    const {joined, huddle} = await together();
    const asked = oneEvent(document, 'wf-participant-follow');
    document.addEventListener('wf-participant-follow', (event) => event.preventDefault(), {once: true});
    await press(huddle, 'Follow: Anna');
    expect((await asked).detail).to.deep.equal({clientIndex: 0});
    expect(joined.room.state.participants[1]?.following).to.equal(null);
  });
});
