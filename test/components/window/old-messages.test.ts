import {expect} from '@open-wc/testing';
import type {ProviderListener} from '../../../src/client/providers/provider.ts';
import {ServerProvider} from '../../../src/client/providers/server.ts';
import {passOldMessages} from '../../../src/client/window/old-messages.ts';
import type {Json} from '../../../src/model/events.ts';

/** A provider that notes what it is asked. */
class Provider extends ServerProvider {
  override listener: ProviderListener = {told() {}, lost() {}, restored() {}, waiting() {}, failed() {}};
  readonly asked: unknown[] = [];

  constructor() {
    super({server: 'https://co.example', space: '', widgetKey: ''});
  }

  override async ask(method: string, params: object): Promise<Json> {
    this.asked.push([method, params]);
    throw new Error('It is not started.');
  }
}

describe('a page around a session that has no script of ours', () => {
  const sent: unknown[] = [];
  const outer = {postMessage: (...args: unknown[]) => sent.push(args)} as unknown as Window;
  const provider = new Provider();
  const told: string[] = [];

  before(() => {
    provider.listener.told = ({name}) => void told.push(name);
    passOldMessages(provider, outer);
  });

  it('gets the messages of pages inside, in the form of the vendor, and nothing else', () => {
    const payload = {data: {a: 1}, origin: 'https://in.example', targetOrigin: 'https://out.example'};
    provider.listener.told({name: 'message', payload: {...payload, ssid: 1, tabIndex: 0}});
    provider.listener.told({name: 'message', payload: {...payload, clientIndex: 1}});
    provider.listener.told({name: 'user_activity', payload: {}});
    expect(sent).to.deep.equal([[{type: 'widget_message', params: {msg: {a: 1}}}, 'https://out.example']]);
    expect(told).to.deep.equal(['message', 'message', 'user_activity']);
  });

  it('sends messages to the pages inside, and nobody else does', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const around = frame.contentWindow as Window;
    const other = new Provider();
    passOldMessages(other, around);
    const say = (data: unknown, source: Window) =>
      window.dispatchEvent(new MessageEvent('message', {data, source, origin: 'https://out.example'}));
    say({type: 'widget_message', params: {msg: 'hi'}}, around);
    say({type: 'widget_message', params: {msg: 'hi'}}, window);
    say({type: 'widget_message', params: {}}, around);
    say({type: 'widget_message'}, around);
    say('hi', around);
    frame.remove();
    const message = {data: 'hi', target_origin: '*', origin: 'https://out.example'};
    expect(other.asked).to.deep.equal([['send_message', message]]);
  });
});
