import '../../../components/pointers/wf-pointers.ts';
import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {guest} from '../sessions.ts';
import {waitUntil} from '../wait-until.ts';
import {find, hasFocus, inside} from './look.ts';
import {anna, press, type Scene, type Scenes, SHOP, show, tabTo} from './scene.ts';

/** A room that shows all of its furniture. */
async function furnished(element: HTMLElement): Promise<Scene> {
  await waitUntil(() => find(element, 'textbox', 'Write a message') || find(element, 'button', 'Chat'), 'furniture');
  return {
    element,
    async keys() {
      await tabTo('Chat');
      await press('Enter');
      await waitUntil(() => find(element, 'textbox', 'Write a message'), 'the chat');
    },
  };
}

/** A question of the page to Anna, who is using it. */
async function prompted(): Promise<Scene> {
  const joined = await anna();
  const {room} = joined;
  const view = await show(joined, 'wf-view', html`<wf-view style="inline-size: 640px; block-size: 360px"></wf-view>`);
  await waitUntil(() => room.watchers(1) === 1);
  await room.paint(1, 1280, 720, 'white');
  await waitUntil(() => inside(view, '.hint'), 'the page can be used');
  await tabTo(`Shop, ${SHOP}`);
  await press('Enter');
  await waitUntil(() => view.matches(':state(captured)'), 'the page has the keys');
  const question = {id: 1, box: null, screen: {width: 1280, height: 720}, origin: SHOP, message: 'Buy it?'} as const;
  room.ask(1, {...question, waiting: false, kind: 'confirm'});
  await waitUntil(() => find(view, 'button', 'OK'), 'the question');
  return {
    element: view.shadowRoot!.querySelector('wf-prompts')!,
    async news() {
      room.as(0, 'transfer_tab_control', {to: 1});
      room.ask(1, {...question, waiting: true, kind: 'confirm'});
    },
    async keys() {
      const answered = async (key: string, ...answers: readonly unknown[]) => {
        await press(key);
        await waitUntil(() => room.answers.length === answers.length, `the answer to ${key}`);
        expect(room.answers.map(({answer}) => answer)).to.deep.equal(answers);
        room.ask(1);
        await waitUntil(() => hasFocus(`Shop, ${SHOP}`), 'the focus on the page');
      };
      await waitUntil(() => hasFocus('OK') || hasFocus('Cancel') || hasFocus('shop'), 'the focus on the question');
      await answered('Escape', null);
      room.ask(1, {...question, id: 2, waiting: false, kind: 'confirm'});
      await waitUntil(() => hasFocus('OK'), 'the focus on the question');
      await answered('Enter', null, {accept: true});
      const options = ['Small', 'Large', 'Largest'].map((label) => ({label}));
      const box = {x: 320, y: 160, width: 160, height: 32};
      room.ask(1, {
        ...question,
        id: 3,
        box,
        waiting: false,
        kind: 'select',
        label: 'Size',
        rtl: false,
        index: 0,
        options,
      });
      await waitUntil(() => hasFocus('Size'), 'the focus on the list');
      for (const [key, at] of [
        ['ArrowDown', 1],
        ['End', 2],
        ['ArrowUp', 1],
        ['Home', 0],
        ['ArrowDown', 1],
      ] as const) {
        await press(key);
        const isAt = () => inside(view, '[role=listbox]').getAttribute('aria-activedescendant') === `option-${at}`;
        await waitUntil(isAt, `${at} by ${key}`);
      }
      await answered('Enter', null, {accept: true}, {index: 1});
    },
  };
}

/** Scenes of the remote page and of what steers it. */
export const PAGE: Scenes = {
  async 'wf-address-bar'() {
    const joined = await anna();
    const element = await show(joined, 'wf-address-bar');
    const refuse = async () => {
      inside(element, 'input').focus();
      inside<HTMLInputElement>(element, 'input').value = '';
      await sendKeys({type: 'ftp://nowhere'});
      await press('Enter');
    };
    return {
      element,
      news: refuse,
      async keys() {
        await tabTo('Address');
        await sendKeys({type: 'x'});
        await press('Escape');
        await waitUntil(() => inside<HTMLInputElement>(element, 'input').value === SHOP, 'the address');
        await sendKeys({type: `${SHOP}tea`});
        await press('Enter');
        await waitUntil(() => joined.session.state.tabs[0]!.loading, 'that it goes there');
      },
    };
  },
  async 'wf-controls'() {
    const joined = await anna();
    const element = await show(joined, 'wf-controls');
    await waitUntil(() => find(element, 'button', 'End for everyone'), 'the bar');
    return {
      element,
      news() {
        // It is on its way for as long as the test goes on.
        element.closest('wf-session')!.uploadFile = () => new Promise(() => {});
        const files = new DataTransfer();
        files.items.add(new File(['tea'], 'tea.txt', {type: 'text/plain'}));
        const {click} = HTMLInputElement.prototype;
        HTMLInputElement.prototype.click = function () {
          this.files = files.files;
          this.dispatchEvent(new Event('change'));
        };
        (find(element, 'button', 'Share a file') as HTMLElement).click();
        HTMLInputElement.prototype.click = click;
      },
      async keys() {
        await press('Tab', 'End');
        await waitUntil(() => hasFocus('End for everyone'), 'the last of the bar');
        await press('Home');
        expect(hasFocus('Draw')).to.equal(true);
        await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft');
        expect(hasFocus('Huddle')).to.equal(true);
        await press('Enter');
        await waitUntil(() => joined.session.state.huddle, 'the huddle');
      },
    };
  },
  async 'wf-pointers'() {
    const joined = await anna();
    const box = 'position: relative; inline-size: 640px; block-size: 360px';
    const element = await show(joined, 'wf-pointers', html`<div style=${box}><wf-pointers></wf-pointers></div>`);
    await waitUntil(() => find(element, 'button', 'Highlighter'), 'the highlighter');
    return {
      element,
      async keys() {
        inside(element, 'button').focus();
        await press('Enter');
        await waitUntil(() => find(element, 'button', 'Highlighter')!.ariaPressed === 'true', 'the pen');
        await press('Escape');
        await waitUntil(() => find(element, 'button', 'Highlighter')!.ariaPressed === 'false', 'no pen');
      },
    };
  },
  'wf-prompts': prompted,
  async 'wf-room'() {
    return furnished(await show(await anna(), 'wf-room'));
  },
  async 'wf-session'() {
    const {session} = await anna();
    const element = await fixture<HTMLElement>(html`<wf-session .session=${session}></wf-session>`);
    return furnished(element);
  },
  async 'wf-tab-bar'() {
    const joined = await anna();
    joined.room.open(0, `${SHOP}tea`, 'Tea');
    const element = await show(joined, 'wf-tab-bar');
    await waitUntil(() => find(element, 'tab', /^Tea/), 'two tabs');
    return {
      element,
      async keys() {
        await press('Tab', 'Home');
        expect(hasFocus('Shop')).to.equal(true);
        await press('End');
        expect(hasFocus('Tea')).to.equal(true);
        await press('ArrowLeft', 'Enter');
        await waitUntil(() => joined.session.state.activeSsid === 1, 'the first tab');
        await press('Delete');
        await waitUntil(() => joined.session.state.tabs.length === 1, 'one tab');
      },
    };
  },
  async 'wf-view'() {
    const joined = await guest();
    joined.room.open(0, SHOP, 'Shop');
    const element = await show(
      joined,
      'wf-view',
      html`<wf-view style="inline-size: 640px; block-size: 360px"></wf-view>`,
    );
    await waitUntil(() => joined.room.watchers(1) === 1);
    await joined.room.paint(1, 1280, 720, 'white');
    await waitUntil(() => find(element, 'button', 'Ask for control'), 'the page');
    return {
      element,
      news: () => joined.room.as('room', 'tab_changed', {ssid: 1, error: 'shop.localhost refused to connect.'}),
      async keys() {
        joined.room.as(0, 'transfer_tab_control', {to: 1});
        await tabTo(`Shop, ${SHOP}`);
        await waitUntil(() => inside(element, '.hint'), 'the page can be used');
        await press('Enter');
        await waitUntil(() => element.matches(':state(captured)'), 'the page has the keys');
        await press('Tab', 'Escape', 'Tab');
        await waitUntil(() => !element.matches(':state(captured)'), 'the page has them no more');
      },
    };
  },
};
