import {expect, fixture, html} from '@open-wc/testing';
import '../../components/define.ts';
import type {WfCommandRefusedEvent, WfQuestionEventMap, WfSession} from '../../components/index.ts';
import {SessionError} from '../../src/client/index.ts';
import {host, idle, type Joined} from '../support/sessions.ts';
import {waitUntil} from '../support/wait-until.ts';

/** Why what is asked comes to nothing. */
const REASON = 'Whoever was to be asked is not there.';

async function show({session}: Joined): Promise<WfSession> {
  const element = await fixture<WfSession>(html`
    <wf-session .session=${session}>
      <wf-view></wf-view><wf-participants></wf-participants><wf-downloads></wf-downloads><wf-join></wf-join>
      <wf-launcher></wf-launcher><wf-pointers></wf-pointers><wf-log></wf-log><wf-invite></wf-invite><wf-room></wf-room>
    </wf-session>
  `);
  const tags = [
    'wf-view',
    'wf-participants',
    'wf-downloads',
    'wf-join',
    'wf-launcher',
    'wf-pointers',
    'wf-log',
    'wf-invite',
    'wf-room',
  ] as const;
  for (const tag of tags) await waitUntil(() => element.querySelector(tag)?.updateComplete, tag);
  return element;
}

async function open(): Promise<{joined: Joined; element: WfSession}> {
  const joined = await host();
  joined.room.join('Ben');
  joined.room.open(0, 'http://shop.localhost/', 'Shop');
  const element = await show(joined);
  joined.room.as('room', 'tab_downloaded', {ssid: 1, file_id: 'a', filename: 'list.csv', sha256: ''});
  await element.querySelector('wf-downloads')!.updateComplete;
  return {joined, element};
}

/** What someone touches, and what is refused then. */
const TOUCHED: readonly [keyof WfQuestionEventMap, command: string, touch: () => Promise<void>][] = [
  [
    'wf-session-start',
    'start',
    async () => (await show(idle())).querySelector('wf-launcher')!.shadowRoot!.querySelector('button')!.click(),
  ],
  [
    'wf-session-join',
    'start',
    async () => {
      const {shadowRoot} = (await show(idle())).querySelector('wf-join')!;
      for (const field of shadowRoot!.querySelectorAll('input')) field.value = '1234';
      shadowRoot!.querySelector('button')!.click();
    },
  ],
  [
    'wf-control-grant',
    'transferTabControl',
    async () => {
      const {shadowRoot} = (await open()).element.querySelector('wf-participants')!;
      shadowRoot!.querySelector<HTMLElement>('[aria-label="Give control: Ben"]')!.click();
    },
  ],
  [
    'wf-log-copy',
    'copy',
    async () => {
      const {shadowRoot} = (await open()).element.querySelector('wf-log')!;
      const button = shadowRoot!.querySelector('button')!;
      await waitUntil(() => !button.disabled, 'something to copy');
      button.click();
    },
  ],
  [
    'wf-invite-share',
    'share',
    async () => {
      const {shadowRoot} = (await open()).element.querySelector('wf-invite')!;
      await waitUntil(() => shadowRoot!.querySelector('button'), 'the link');
      shadowRoot!.querySelector('button')!.click();
    },
  ],
  [
    'wf-room-show',
    'show',
    async () => {
      const {shadowRoot} = (await open()).element.querySelector('wf-room')!;
      await waitUntil(() => shadowRoot!.querySelector('[part=choice]'), 'the choice');
      shadowRoot!.querySelector<HTMLElement>('[part=choice]')!.click();
    },
  ],
  [
    'wf-file-save',
    'save',
    async () => (await open()).element.querySelector('wf-downloads')!.shadowRoot!.querySelector('a')!.click(),
  ],
  [
    'wf-highlighter-take',
    'toggleDrawing',
    async () => {
      const pointers = (await open()).element.querySelector('wf-pointers')!;
      await waitUntil(() => pointers.shadowRoot!.querySelector('button'));
      pointers.shadowRoot!.querySelector('button')!.click();
    },
  ],
];

describe('a question that waits in vain', () => {
  for (const [type, command, touch] of TOUCHED) {
    it(`is refused by the control that asked, with the reason: ${type}`, async () => {
      const controller = new AbortController();
      const {signal} = controller;
      const refused: WfCommandRefusedEvent['detail'][] = [];
      document.addEventListener('wf-command-refused', ({detail}) => refused.push(detail), {signal});
      document.addEventListener(
        type,
        (event) => event.waitFor(Promise.reject(new SessionError('not_allowed', REASON))),
        {signal},
      );
      await touch();
      await waitUntil(() => refused.length > 0);
      controller.abort();
      expect(refused).to.deep.equal([{command, code: 'not_allowed', message: REASON}]);
    });
  }
});
