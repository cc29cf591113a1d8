import {expect, fixture, html} from '@open-wc/testing';
import '../../components/define.ts';
import {ALIAS_NAMES, EVENT_NAMES, SessionError} from '../../src/client/index.ts';
import type {ToldEvent} from '../../src/model/events.ts';
import {QUESTIONS} from '../support/questions.ts';
import {host, nextTask} from '../support/sessions.ts';

const dom = (name: string) => `wf-${name.replaceAll('_', '-')}`;
const FACTS = EVENT_NAMES.map(dom);
const ALIASES = ALIAS_NAMES.map(dom);

/** What each client is told by its own line, and no log knows. */
const OWN = new Set(['session_started', 'connection_lost', 'connection_restored', 'error']);

/** Enough for any event. */
const PAYLOAD = {
  clientIndex: 0,
  userData: {},
  ssid: 1,
  tabIndex: 0,
  url: 'http://shop.localhost/',
  filename: 'list.csv',
  leaderIndex: 0,
  controlIndex: 0,
  to: 0,
  gained: true,
  myIndex: 0,
  enabled: true,
  client_index: 0,
  following_index: 0,
  followingIndex: 0,
  message: 'Hello',
  data: 'Hello',
  origin: '',
  targetOrigin: '*',
  entry: 'Hello',
};

describe('the events of the kit', () => {
  it('are questions by names that no fact and no alias has', () => {
    const names = QUESTIONS.map(({type}) => type);
    expect(names).to.have.length.above(20);
    expect(new Set(names).size).to.equal(names.length);
    expect(names.filter((name) => [...FACTS, ...ALIASES, 'wf-command-refused'].includes(name))).to.deep.equal([]);
  });

  it('can be cancelled when they ask, and cross shadow roots', () => {
    for (const {type, cancelable, bubbles, composed} of QUESTIONS) {
      expect([cancelable, bubbles, composed], type).to.deep.equal([true, true, true]);
      expect(type).to.match(/^wf(-[a-z]+)+$/);
    }
  });

  it('tell every event of a session on its element, by its own name alone', async () => {
    const {session, provider} = await host();
    const element = await fixture<HTMLElement>(html`<wf-session .session=${session}><p></p></wf-session>`);
    const fired: string[] = [];
    for (const name of [...FACTS, ...ALIASES]) element.addEventListener(name, ({type}) => fired.push(type));

    const {listener} = provider;
    for (const name of EVENT_NAMES) {
      if (!OWN.has(name) && name !== 'session_ended') listener.told({name, payload: PAYLOAD} as unknown as ToldEvent);
    }
    listener.lost();
    listener.restored(null);
    listener.told({name: 'session_ended', payload: {}});

    const another = await host();
    Object.assign(element, {session: another.session});
    another.provider.listener.failed('other_connection', new SessionError('connection_closed', 'Elsewhere.'));
    const last = another.room.session();
    Object.assign(element, {session: last});
    await last.start(null);
    await nextTask();
    expect(FACTS.filter((name) => !fired.includes(name))).to.deep.equal([]);
    expect(fired.filter((name) => ALIASES.includes(name))).to.deep.equal([]);
  });
});
