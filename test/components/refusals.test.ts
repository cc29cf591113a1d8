import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import '../../components/controls/wf-controls.ts';
import '../../components/define.ts';
import * as kit from '../../components/index.ts';
import {BUTTONS} from '../../components/shared/buttons.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {QUESTIONS} from '../support/questions.ts';
import {guest, host, idle, type Joined, nextTask} from '../support/sessions.ts';
import {waitUntil} from '../support/wait-until.ts';

type Refused = kit.WfCommandRefusedEvent;

/** Buttons that ask nothing of the session before something is drawn or chosen. */
const OTHERS = ['Draw', 'Share a file'];

/** Questions that are for the page alone: nothing is asked of the session. */
const FOR_THE_PAGE: readonly string[] = [
  'wf-file-save',
  'wf-highlighter-take',
  'wf-invite-share',
  'wf-log-copy',
  'wf-room-show',
  'wf-session-join',
];

/** Questions that no button asks by itself: about what was written or chosen, which the tests of their controls do. */
const NOT_BY_BUTTONS: readonly string[] = ['wf-chat-send', 'wf-file-share'];

/** The states of a session in which the controls offer all that they can ask, and which control that is about. */
const SCENES: Readonly<Record<string, () => Promise<[joined: Joined, tag: string]>>> = {
  'the tab bar of a host': async () => {
    const joined = await host({name: 'Anna'}, new TestRoom({pause_enabled: true}));
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.open(0, 'http://shop.localhost/tea', 'Tea');
    joined.room.as(0, 'pause_tab', {ssid: 2});
    return [joined, 'wf-tab-bar'];
  },
  'the address bar of whoever is in control': async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as('room', 'tab_changed', {ssid: 1, canGoBack: true, canGoForward: true});
    return [joined, 'wf-address-bar'];
  },
  'people who ask the host': async () => {
    const joined = await host({name: 'Anna'}, new TestRoom({admission_enabled: true}));
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as(0, 'admit', {to: joined.room.join('Ben')});
    joined.room.join('Cleo');
    joined.room.as(1, 'request_tab_control', {});
    joined.room.as(1, 'request_to_host', {});
    return [joined, 'wf-participants'];
  },
  'people, for an owner who gave control away': async () => {
    const joined = await host();
    joined.room.join('Ben');
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as(0, 'transfer_tab_control', {to: 1});
    return [joined, 'wf-participants'];
  },
  'people, for a guest': async () => {
    const joined = await guest();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    return [joined, 'wf-participants'];
  },
  'people, for a guest who asked': async () => {
    const joined = await guest();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as(1, 'request_tab_control', {});
    joined.room.as(1, 'request_to_host', {});
    return [joined, 'wf-participants'];
  },
  'people, for a guest in control': async () => {
    const joined = await guest();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as(0, 'transfer_tab_control', {to: 1});
    return [joined, 'wf-participants'];
  },
  'people in a huddle': async () => {
    const joined = await guest();
    joined.room.join('Cleo');
    joined.room.as(0, 'set_huddle_mode', {enabled: true});
    joined.room.as(1, 'follow', {client_index: 2});
    return [joined, 'wf-participants'];
  },
  'the bar of a host': async () => [await host(), 'wf-controls'],
  'the view of a guest': async () => {
    const joined = await guest();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    return [joined, 'wf-view'];
  },
  'the view of a page that could not be loaded': async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as('room', 'tab_changed', {ssid: 1, error: 'No such page.'});
    return [joined, 'wf-view'];
  },
  'the view of a session that is not started': async () => {
    const joined = idle();
    joined.provider.refusal = new kit.SessionError('not_allowed', 'No.');
    return [joined, 'wf-view'];
  },
};

/** Values with which a button asks something that is not wrong in itself. */
const VALUES: Readonly<Record<string, string>> = {ssid: '1', to: '1', client_index: '1', url: 'http://a.example/'};

describe('what a session refuses', () => {
  const asked = new Set<string>();

  for (const [scene, set] of Object.entries(SCENES)) {
    it(`is told by the control that was touched: ${scene}`, async () => {
      const [joined, tag] = await set();
      joined.provider.send = () => Promise.reject(new kit.SessionError('not_allowed', 'No.'));
      const element = await fixture<HTMLElement>(html`<wf-session .session=${joined.session}><p></p></wf-session>`);
      const control = document.createElement(tag) as kit.WfRoom;
      element.append(control);
      await control.updateComplete;
      for (const {type} of QUESTIONS) control.addEventListener(type, () => asked.add(type));
      const refused: Refused[] = [];
      element.addEventListener('wf-command-refused', (event) => refused.push(event));

      const pressable = () =>
        [...control.shadowRoot!.querySelectorAll('button')].filter(
          ({disabled, textContent}) => !disabled && !OTHERS.includes(textContent.trim()),
        );
      await waitUntil(() => pressable().length > 0, 'something to press');
      const buttons = pressable();
      for (const [index, button] of buttons.entries()) {
        button.click();
        await waitUntil(() => refused.length > index, button.textContent);
      }
      const field = control.shadowRoot!.querySelector('[inputmode=url]');
      field?.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
      await nextTask();
      expect(refused).to.have.length(buttons.length + (field ? 1 : 0));
      for (const {target, detail} of refused) {
        expect(target).to.equal(control);
        expect(detail.code).to.equal('not_allowed');
      }
    });
  }

  it('was asked with every question there is', () => {
    const others = [...FOR_THE_PAGE, ...NOT_BY_BUTTONS];
    const types = QUESTIONS.map(({type}) => type).filter((type) => !others.includes(type));
    expect(types.filter((type) => !asked.has(type))).to.deep.equal([]);
  });

  for (const [command, spec] of Object.entries(BUTTONS)) {
    it(`is told by the button with the command ${command}`, async () => {
      await fixture(html`<wf-session id="gone" widget-key="wk" server="http://127.0.0.1:4"><p></p></wf-session>`);
      const button = await fixture<HTMLButtonElement>(html`<button type="button" commandfor="gone">Go</button>`);
      button.setAttribute('command', `--${command.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
      button.value = VALUES[spec.split(' ')[0]!.replace('?', '')] ?? 'text';
      const refused = oneEvent(button, 'wf-command-refused');
      button.click();
      const {detail} = (await refused) as Refused;
      expect(detail.command).to.equal(command);
      expect(detail.code).to.equal(['start', 'create'].includes(command) ? 'connect_failed' : 'not_started');
    });
  }
});
