import {expect, fixture, html} from '@open-wc/testing';
import type {WfLauncher} from '../../../components/index.ts';
import {idle} from '../sessions.ts';
import {waitUntil} from '../wait-until.ts';
import {find, hasFocus, inside, said} from './look.ts';
import {anna, press, type Scenes, show, tabTo} from './scene.ts';

/** Where nothing answers. */
const NOWHERE = 'http://127.0.0.1:4';

/** Scenes of how one comes in, and of what one takes along. */
export const COMING: Scenes = {
  async 'wf-consent'() {
    const element = await show(idle(), 'wf-consent', html`<wf-consent><p slot="join">Our terms.</p></wf-consent>`);
    const session = element.closest('wf-session')!;
    session.consent = 'required';
    session.start().catch(() => {});
    await waitUntil(() => find(element, 'button', 'Join'), 'the question');
    return {
      element,
      async keys() {
        await waitUntil(() => element.shadowRoot!.activeElement, 'the focus in the question');
        for (let stops = 0; stops < 4; stops++) {
          await press('Tab');
          expect(hasFocus('Before'), 'what is around the question').to.equal(false);
        }
        await press('Escape');
        await waitUntil(() => !find(element, 'button', 'Join'), 'the end of the question');
        await waitUntil(() => hasFocus('Before'), 'the focus where it was');
      },
    };
  },
  async 'wf-downloads'() {
    const joined = await anna();
    const element = await show(joined, 'wf-downloads');
    const bring = (filename: string) =>
      joined.room.as('room', 'tab_downloaded', {ssid: 1, file_id: filename, filename, sha256: ''});
    bring('list.csv');
    await waitUntil(() => find(element, 'link', 'Save: list.csv'), 'the file');
    joined.room.say(1, {kind: 'downloading', files: [{filename: 'film.mp4', received: 1, total: 2}]});
    await waitUntil(() => find(element, 'progressbar', 'film.mp4'), 'how far one is');
    return {
      element,
      news: () => bring('plan.pdf'),
      async keys() {
        let saved = '';
        element.addEventListener('wf-file-save', (event) => {
          saved = event.detail.filename;
          event.preventDefault();
        });
        await tabTo('Save: list.csv');
        await press('Enter');
        expect(saved).to.equal('list.csv');
        await tabTo('Take off this list: list.csv');
        await press('Enter');
        await waitUntil(() => !find(element, 'link', 'Save: list.csv'), 'no file');
      },
    };
  },
  async 'wf-join'() {
    const element = await show(null, 'wf-join', html`<wf-join name-required></wf-join>`);
    await waitUntil(() => find(element, 'button', 'Join'), 'the form');
    const keys = async () => {
      await tabTo('PIN or invite link');
      await press('Enter');
      await waitUntil(() => said(element) === 'Say who you are.', 'what is missing');
      await waitUntil(() => hasFocus('Your name'), 'the focus on the field that lacks something');
    };
    return {element, keys, news: keys};
  },
  async 'wf-launcher'() {
    const joined = idle();
    const element = await fixture<WfLauncher>(html`
      <wf-launcher><wf-session .session=${joined.session}><p>A page</p></wf-session></wf-launcher>
    `);
    await waitUntil(() => find(element, 'button', 'Browse together'), 'the button');
    return {
      element,
      async news() {
        element.querySelector('wf-session')!.remove();
        Object.assign(element, {opens: 'window', space: 'tea', widgetKey: 'wk_tea', server: NOWHERE});
        await element.updateComplete;
        inside(element, '.launch').click();
      },
      async keys() {
        await tabTo('Browse together');
        await press('Enter');
        await waitUntil(() => inside<HTMLDialogElement>(element, 'dialog').open, 'the panel');
        await press('Escape');
        await waitUntil(() => !inside<HTMLDialogElement>(element, 'dialog').open, 'no panel');
        await waitUntil(() => hasFocus('Browse together'), 'the focus on the button');
      },
    };
  },
};
