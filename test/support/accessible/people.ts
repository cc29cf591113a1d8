import {sendKeys} from '@web/test-runner-commands';
import {waitUntil} from '../wait-until.ts';
import {find, inside, said} from './look.ts';
import {anna, press, type Scenes, show, tabTo} from './scene.ts';

/** Scenes of what people say to each other, and of each other. */
export const PEOPLE: Scenes = {
  async 'wf-chat'() {
    const joined = await anna();
    const element = await show(joined, 'wf-chat');
    return {
      element,
      news: () => joined.room.as(1, 'send_chat_message', {message: 'Look at this'}),
      async keys() {
        await tabTo('Write a message');
        await sendKeys({type: 'Good day'});
        await sendKeys({down: 'Shift'});
        await press('Enter');
        await sendKeys({up: 'Shift'});
        await sendKeys({type: 'Ben'});
        await press('Enter');
        await waitUntil(() => inside(element, '[role=log]').textContent!.includes('Good day\nBen'), 'the message');
      },
    };
  },
  async 'wf-huddle'() {
    const joined = await anna();
    const {room} = joined;
    room.as(0, 'set_huddle_mode', {enabled: true});
    const element = await show(joined, 'wf-huddle');
    await waitUntil(() => find(element, 'button', 'Follow: Ben'), 'the huddle');
    return {
      element,
      news: () => room.as(0, 'follow', {client_index: 1}),
      async keys() {
        await tabTo('Follow: Ben');
        await press('Enter');
        await waitUntil(() => find(element, 'button', 'Stop following: Ben'), 'that Ben is followed');
        await press('Enter');
        await waitUntil(() => find(element, 'button', 'Follow: Ben'), 'that Ben is followed no more');
      },
    };
  },
  async 'wf-invite'() {
    const joined = await anna();
    await joined.session.create();
    joined.provider.pin = '0815';
    Object.defineProperty(navigator, 'clipboard', {value: {writeText: async () => {}}, configurable: true});
    const element = await show(joined, 'wf-invite');
    await waitUntil(() => element.shadowRoot!.querySelector('svg[role=img]'), 'the code');
    const keys = async () => {
      await tabTo('Copy link');
      await press('Enter');
    };
    return {element, keys, news: keys};
  },
  async 'wf-log'() {
    const joined = await anna();
    const element = await show(joined, 'wf-log');
    Object.defineProperty(navigator, 'clipboard', {value: {writeText: async () => {}}, configurable: true});
    joined.room.as(1, 'send_chat_message', {message: 'Hello'});
    await waitUntil(() => inside(element, '.head'), 'an event');
    return {
      element,
      async news() {
        await tabTo('Copy');
        await press('Enter');
      },
      async keys() {
        await tabTo('Events of this session');
        await press('Tab', 'Enter');
        await waitUntil(() => inside(element, '.head').ariaExpanded === 'true', 'what the event holds');
      },
    };
  },
  async 'wf-notices'() {
    const joined = await anna();
    const element = await show(joined, 'wf-notices');
    joined.room.join('Cleo');
    await waitUntil(() => said(element).includes('Cleo joined'), 'a notice');
    return {element, news: () => joined.room.as(1, 'request_tab_control', {})};
  },
  async 'wf-participants'() {
    const joined = await anna();
    const element = await show(joined, 'wf-participants');
    return {
      element,
      news: () => joined.room.as(1, 'request_tab_control', {}),
      async keys() {
        await tabTo('Give control: Ben');
        await press('Enter');
        await waitUntil(() => joined.session.state.tabs[0]!.controlIndex === 1, 'that Ben is in control');
      },
    };
  },
  async 'wf-requests'() {
    const joined = await anna({host_rights: 'everyone'});
    const element = await show(joined, 'wf-requests');
    joined.room.as(1, 'request_tab_control', {});
    await waitUntil(() => find(element, 'button', /^Accept:/), 'the request');
    return {
      element,
      news: () => joined.room.as(1, 'request_to_host', {}),
      async keys() {
        joined.room.as(1, 'request_to_host', {});
        await tabTo('Accept: Ben asks for control');
        await press('Enter');
        await waitUntil(() => joined.session.state.tabs[0]!.controlIndex === 1, 'that Ben is in control');
        await waitUntil(() => !find(element, 'button', 'Accept: Ben asks for control'), 'one request less');
        await waitUntil(
          () => element.shadowRoot!.activeElement?.textContent?.includes('to be host'),
          'the focus on what is left',
        );
      },
    };
  },
};
