import {expect} from '@open-wc/testing';
import type {ServerProvider} from '../../../src/client/providers/server.ts';
import {goOn} from '../../../src/client/window/go-on.ts';
import {passOldMessages} from '../../../src/client/window/old-messages.ts';
import {openHere} from '../../../src/client/window/open-here.ts';
import {DEFAULT_SETTINGS} from '../../../src/model/settings.ts';

/** A window of a page around this one. */
function outerFrame(): Window & typeof globalThis {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  return frame.contentWindow as Window & typeof globalThis;
}

describe('a page that shows a session', () => {
  afterEach(() => document.body.replaceChildren());

  describe('with a page around it that has no script', () => {
    const asked: unknown[] = [];
    let provider: ServerProvider;
    let told: unknown[];
    let outer: Window & typeof globalThis;

    beforeEach(() => {
      [asked.length, told, outer] = [0, [], outerFrame()];
      provider = {
        listener: {told: (event: unknown) => told.push(event)},
        ask: async (method: string, params: object) => void asked.push([method, params]),
      } as unknown as ServerProvider;
      passOldMessages(provider, outer);
    });

    it('passes messages of the pages inside on to whom they are for', async () => {
      const heard = new Promise<MessageEvent>((resolve) => outer.addEventListener('message', resolve, {once: true}));
      const message = {data: {n: 1}, origin: 'https://in.example', ssid: 1, tabIndex: 0};
      provider.listener.told({name: 'message', payload: {...message, targetOrigin: 'https://else.example'}});
      provider.listener.told({name: 'message', payload: {data: 'of a page', origin: '', targetOrigin: '*'}});
      provider.listener.told({name: 'huddle_mode', payload: {enabled: true}});
      provider.listener.told({name: 'message', payload: {...message, data: {n: 2}, targetOrigin: location.origin}});
      expect((await heard).data).to.deep.equal({type: 'widget_message', params: {msg: {n: 2}}});
      expect(told.length).to.equal(4);
    });

    it('takes messages of the same form from that page alone', async () => {
      const form = (msg: string) => `parent.postMessage({type: 'widget_message', params: {msg: '${msg}'}}, '*')`;
      const done = new Promise<void>((resolve) => {
        addEventListener('message', ({data}) => data === 'done' && resolve());
      });
      outerFrame().eval(form('of a stranger'));
      outer.eval(`parent.postMessage({type: 'other'}, '*'); parent.postMessage({type: 'widget_message'}, '*')`);
      outer.eval(`${form('hello')}; parent.postMessage('done', '*')`);
      await done;
      expect(asked).to.deep.equal([['send_message', {data: 'hello', target_origin: '*', origin: location.origin}]]);
    });
  });

  it('goes on where the settings say, if anywhere', () => {
    const before = location.href;
    goOn(DEFAULT_SETTINGS, 0);
    goOn({...DEFAULT_SETTINGS, leader_redirect_url: 'javascript:alert(1)'}, 0);
    goOn({...DEFAULT_SETTINGS, leader_redirect_url: 'https://leader.example/'}, 1);
    expect(location.href).to.equal(before);
    goOn({...DEFAULT_SETTINGS, follower_redirect_url: `${before.split('#')[0]}#over`}, 1);
    expect(location.hash).to.equal('#over');
    history.replaceState(null, '', before);
  });

  it('shows the session of its link by itself where nobody opened it', async () => {
    expect(window.parent).to.equal(window);
    expect(await openHere('https://co.example/sabcdefghijkl#wf-invite=abcdefghijkl.letin')).to.equal(null);
  });
});
