import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../components/define.ts';
import '../../components/controls/wf-controls.ts';
import type {WfControls} from '../../components/index.ts';
import {drawingOf, type SessionSettings, type Told} from '../../src/client/index.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {guest, host, idle, type Joined, nextTask} from '../support/sessions.ts';
import {expectAccessible, standsByItsSession} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

async function show({session}: Joined, width = 900): Promise<WfControls> {
  const element = await fixture<HTMLElement>(html`
    <wf-session .session=${session}><wf-controls .style=${`inline-size: ${width}px`}></wf-controls></wf-session>
  `);
  const controls = element.querySelector('wf-controls')!;
  await controls.updateComplete;
  return controls;
}

const buttons = (controls: WfControls) => [...controls.shadowRoot!.querySelectorAll('button')];
const labels = (controls: WfControls) => buttons(controls).map((button) => button.getAttribute('aria-label'));

async function press(controls: WfControls, label: string): Promise<void> {
  buttons(controls)
    .find((button) => button.getAttribute('aria-label') === label)!
    .click();
  await nextTask();
  await controls.updateComplete;
}

async function leader(settings: Partial<SessionSettings> = {}): Promise<{joined: Joined; controls: WfControls}> {
  const joined = await host({name: 'Anna'}, new TestRoom(settings));
  joined.room.open(0, 'http://shop.localhost/', 'Shop');
  joined.room.join('Ben');
  return {joined, controls: await show(joined)};
}

async function follower(settings: Partial<SessionSettings> = {}): Promise<{joined: Joined; controls: WfControls}> {
  const joined = await guest({name: 'Ben'}, new TestRoom(settings));
  joined.room.open(0, 'http://shop.localhost/', 'Shop');
  return {joined, controls: await show(joined)};
}

describe('<wf-controls>', () => {
  standsByItsSession('wf-controls', {
    news: ({room}) => {
      room.join('Ben');
      if (!room.state.huddle) room.as(0, 'set_huddle_mode', {enabled: true});
    },
    says: 'End huddle',
  });

  it('stays as it is while the line is lost, and does nothing meanwhile', async () => {
    const {joined, controls} = await leader();
    const before = labels(controls);
    let asked = 0;
    controls.addEventListener('wf-huddle-switch', () => asked++);
    joined.provider.listener.lost();
    await controls.updateComplete;
    expect(labels(controls)).to.deep.equal(before);
    expect(buttons(controls).every((button) => button.getAttribute('aria-disabled') === 'true')).to.equal(true);
    await press(controls, 'Huddle');
    expect(asked).to.equal(0);
    joined.provider.listener.restored(null);
    await controls.updateComplete;
    await press(controls, 'Huddle');
    expect(asked).to.equal(1);
  });

  it('is accessible with nothing, as a host, as a guest, and where there is little room', async () => {
    await expectAccessible(await show(idle()));
    const {joined, controls} = await leader({pause_enabled: true});
    await expectAccessible(controls);
    await expectAccessible(await show(joined, 300));
    await expectAccessible((await follower()).controls);
  });

  it('has what each may do, and no more', async () => {
    expect(labels(await show(idle()))).to.deep.equal([]);
    const {joined, controls} = await leader({pause_enabled: true});
    expect(labels(controls)).to.deep.equal(['Draw', 'Share a file', 'Pause', 'Huddle', 'End for everyone']);
    joined.room.as(0, 'end', {});
    await controls.updateComplete;
    expect(labels(controls)).to.deep.equal([]);
    expect(labels((await follower()).controls)).to.deep.equal([
      'Draw',
      'Share a file',
      'Ask for control',
      'Ask to be host',
    ]);
    const few = await follower({
      drawing_mode: 'disabled',
      non_hosts_can_open_tabs: false,
      participants_can_request_to_interact: false,
      host_switching_allowed: false,
    });
    expect(labels(few.controls)).to.deep.equal([]);
    expect(few.controls.getBoundingClientRect().height).to.equal(0);
    expect(labels((await follower({anyone_can_deactivate_space: true})).controls)).to.contain('End for everyone');
  });

  it('asks for control, cancels it, and gives it back', async () => {
    const {joined, controls} = await follower();
    await press(controls, 'Ask for control');
    expect(joined.room.state.controlRequests).to.have.length(1);
    await press(controls, 'Cancel asking for control');
    expect(joined.room.state.controlRequests).to.have.length(0);
    joined.room.as(0, 'transfer_tab_control', {to: 1});
    await controls.updateComplete;
    await press(controls, 'Give control back');
    expect(joined.room.state.tabs[0]!.controlIndex).to.equal(0);
  });

  it('pauses the own tab and shows it again, and begins and ends a huddle', async () => {
    const {joined, controls} = await leader({pause_enabled: true});
    await press(controls, 'Pause');
    expect(joined.room.state.tabs[0]!.paused).to.equal(true);
    await press(controls, 'Show again');
    expect(joined.room.state.tabs[0]!.paused).to.equal(false);
    await press(controls, 'Huddle');
    expect(joined.room.state.huddle).to.equal(true);
    await press(controls, 'End huddle');
    expect(joined.room.state.huddle).to.equal(false);
  });

  it('takes the highlighter up and puts it away, whoever did it', async () => {
    const {joined, controls} = await leader();
    const pressed = () => buttons(controls)[0]!.getAttribute('aria-pressed');
    expect(pressed()).to.equal('false');
    document.addEventListener('wf-highlighter-take', (event) => event.preventDefault(), {once: true});
    await press(controls, 'Draw');
    expect(pressed()).to.equal('false');
    buttons(controls)[0]!.click();
    await waitUntil(() => pressed() === 'true');
    expect(drawingOf(joined.session).on).to.equal(true);
    drawingOf(joined.session).toggle();
    await controls.updateComplete;
    expect(pressed()).to.equal('false');
  });

  it('shares the file that is chosen, if the page does not mind', async () => {
    const {joined, controls} = await leader();
    const input = controls.shadowRoot!.querySelector<HTMLInputElement>('input')!;
    const choose = () => {
      const files = new DataTransfer();
      files.items.add(new File(['tea'], 'tea.txt', {type: 'text/plain'}));
      input.files = files.files;
      input.dispatchEvent(new Event('change'));
    };
    const refused = oneEvent(document, 'wf-file-share');
    document.addEventListener('wf-file-share', (event) => event.preventDefault(), {once: true});
    choose();
    expect((await refused).detail.file.name).to.equal('tea.txt');
    await nextTask();
    expect(joined.room.files).to.have.length(0);
    const done = Promise.withResolvers<void>();
    const {upload} = joined.provider;
    let tell: Told | undefined;
    joined.provider.upload = async (file, told) => {
      tell = told;
      await done.promise;
      return upload.call(joined.provider, file);
    };
    choose();
    const bar = () => controls.shadowRoot!.querySelector('progress');
    await waitUntil(() => tell && bar()?.value === 0);
    tell?.(0.75);
    await waitUntil(() => bar()!.value === 0.75);
    expect(bar()!.parentElement).to.have.text('tea.txt');
    done.resolve();
    await waitUntil(() => joined.room.files.length === 1);
    await waitUntil(() => !bar());
    await waitUntil(() => controls.shadowRoot!.querySelector('[role=status]')!.textContent === '');
  });

  it('asks the page before it ends the session, then ends it for everyone', async () => {
    const {joined, controls} = await leader();
    document.addEventListener('wf-session-end', (event) => event.preventDefault(), {once: true});
    await press(controls, 'End for everyone');
    expect(joined.session.state.status).to.equal('live');
    await press(controls, 'End for everyone');
    expect(joined.session.state.status).to.equal('ended');
  });

  it('is one stop of the Tab key, and arrows go on from there', async () => {
    const {controls} = await leader();
    const all = buttons(controls);
    expect(all.map(({tabIndex}) => tabIndex)).to.deep.equal([0, -1, -1, -1]);
    all[0]!.focus();
    const focused = () => all.indexOf(controls.shadowRoot!.activeElement as HTMLButtonElement);
    await sendKeys({press: 'ArrowRight'});
    expect(focused()).to.equal(1);
    await sendKeys({press: 'End'});
    expect(focused()).to.equal(3);
    await sendKeys({press: 'ArrowRight'});
    expect(focused()).to.equal(0);
    controls.dir = 'rtl';
    await sendKeys({press: 'ArrowRight'});
    expect(focused()).to.equal(3);
    await controls.updateComplete;
    expect(all.map(({tabIndex}) => tabIndex)).to.deep.equal([-1, -1, -1, 0]);
  });

  it('keeps the focus when what was pressed is gone, where another Enter does nothing', async () => {
    const {joined, controls} = await follower();
    buttons(controls)[2]!.focus();
    await sendKeys({press: 'Enter'});
    await waitUntil(() => labels(controls)[2] === 'Cancel asking for control');
    await sendKeys({press: 'Enter'});
    expect(controls.shadowRoot!.activeElement?.getAttribute('role')).to.equal('toolbar');
    expect(joined.room.state.controlRequests).to.have.length(1);
  });

  it('shows icons alone where there is little room, and all of it has a name', async () => {
    const {joined} = await leader();
    const wide = buttons(await show(joined));
    const narrow = buttons(await show(joined, 300));
    expect(narrow[1]!.offsetWidth).to.be.below(wide[1]!.offsetWidth);
    expect(narrow[1]!.getAttribute('aria-label')).to.equal('Share a file');
    expect(narrow[1]!.offsetWidth).to.be.at.least(44);
  });
});
