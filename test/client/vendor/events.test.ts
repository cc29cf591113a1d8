import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {HEARD_NAMES, OLDER_NAMES} from '../../../src/client/vendor/names.ts';
import {evolve} from '../../../src/model/evolve.ts';
import {INITIAL_STATE, type SessionState} from '../../../src/model/state.ts';
import {type Entered, enter, FakeVendor, inside, outside, settle} from './fake-vendor.ts';

async function heard(entered: Entered, name: string, payload: object): Promise<void> {
  entered.vendor.tell(name, payload);
  await settle();
}

describe('what the client of the vendor tells', () => {
  it('is understood in camel case and in snake case', async () => {
    for (const payload of [
      {tabIndex: 0, leaderIndex: 0, controlIndex: 1},
      {tab_index: 0, leader_index: 0, control_index: '1'},
    ]) {
      const entered = await inside();
      await heard(entered, 'tab_control_transferred', payload);
      assert.deepEqual(entered.told, [
        {name: 'participant_joined', payload: {clientIndex: 1, userData: {}}},
        {name: 'tab_control_transferred', payload: {ssid: 7, tabIndex: 0, leaderIndex: 0, controlIndex: 1}},
      ]);
    }
  });

  it('is understood in every order of the arguments', async () => {
    const payload = {message: 'Hello', clientIndex: 0};
    for (const order of ['last', 'first', 'alone']) {
      const {vendor, payloads} = await inside();
      if (order === 'last') vendor.call('chat_message', vendor, payload);
      if (order === 'first') vendor.call('chat_message', payload, vendor);
      if (order === 'alone') vendor.call('chat_message', payload);
      await settle();
      assert.deepEqual(payloads('chat_message'), [payload], order);
    }
  });

  it('is understood by its older names', async () => {
    const entered = outside();
    await enter(entered, 0, {name: 'Anna'}, 'viewer_joined');
    const {vendor, told} = entered;
    vendor.tell('tab_activated', {ssid: 7});
    await settle();
    told.length = 0;
    vendor.tell('viewer_joined', {count: 1, clientIndex: 1, userData: {name: 'Ben'}});
    vendor.tell('control', {to: 1, gained: false});
    vendor.tell('relocate', {url: 'https://shop.example/'});
    vendor.call('page_info', {title: 'Shop', favicon: 'tea.png'});
    vendor.tell('file_download', {url: 'https://files.example/1', filename: 'tea.csv'});
    vendor.tell('viewer_left', {count: 0, clientIndex: 1});
    await settle();
    const file = {ssid: 7, tabIndex: 0, url: 'https://files.example/1', filename: 'tea.csv'};
    assert.deepEqual(told, [
      {name: 'participant_joined', payload: {clientIndex: 1, userData: {name: 'Ben'}}},
      {name: 'host_changed', payload: {to: 1, gained: false, myIndex: 0}},
      {name: 'relocated', payload: {ssid: 7, tabIndex: 0, url: 'https://shop.example/'}},
      {name: 'tab_updated', payload: {ssid: 7, tabIndex: 0, title: 'Shop'}},
      {name: 'file_downloaded', payload: file},
      {name: 'participant_left', payload: {clientIndex: 1, userData: {name: 'Ben'}}},
    ]);
  });

  it('is told once where it comes by both names, whichever comes first', async () => {
    for (const names of [
      ['relocate', 'relocated'],
      ['relocated', 'relocate'],
    ]) {
      const {vendor, payloads} = await inside();
      for (const name of names) vendor.tell(name, {url: 'https://shop.example/'});
      await settle();
      for (const name of names) vendor.tell(name, {url: 'https://shop.example/'});
      await settle();
      assert.equal(payloads('relocated').length, 2);
    }
  });

  it('keeps the order in which it came', async () => {
    const {vendor, told} = await inside();
    vendor.tell('relocate_start', {url: 'https://shop.example/'});
    vendor.tell('relocate', {url: 'https://shop.example/'});
    vendor.tell('user_activity');
    await settle();
    assert.deepEqual(
      told.map(({name}) => name),
      ['relocate_start', 'relocated', 'user_activity'],
    );
  });

  it('leaves the data of a message untouched', async () => {
    const {vendor, told} = await inside();
    const data = {message: {client_index: 1, list: [null, {a_b: 1}]}};
    vendor.tell('message', {data, origin: 'https://shop.example'});
    await settle();
    assert.equal((told[0]!.payload as {data: unknown}).data, data);
    assert.deepEqual(told[0]!.payload, {data, origin: 'https://shop.example', targetOrigin: '*'});
  });

  it('gives both spellings where the source has snake case', async () => {
    const {vendor, payloads} = await inside();
    vendor.tell('participant_joined', {clientIndex: 1, userData: {}});
    vendor.tell('huddle_mode', {enabled: true});
    vendor.tell('huddle_follow', {client_index: 1, following_index: 0});
    vendor.tell('huddle_follow', {clientIndex: 1, followingIndex: null});
    vendor.tell('session_ended', {final_location: 'https://shop.example/'});
    await settle();
    assert.deepEqual(payloads('huddle_follow'), [
      {clientIndex: 1, followingIndex: 0, client_index: 1, following_index: 0},
      {clientIndex: 1, followingIndex: 1, client_index: 1, following_index: 1},
    ]);
    assert.deepEqual(payloads('session_ended'), [
      {final_location: 'https://shop.example/', finalLocation: 'https://shop.example/'},
    ]);
  });

  it('is not told any more once the session has ended', async () => {
    const {vendor, told} = await inside();
    vendor.tell('session_ended');
    vendor.tell('user_activity');
    await settle();
    assert.deepEqual(told, [{name: 'session_ended', payload: {}}]);
  });

  it('says who is there, also of those who were there before', async () => {
    const {vendor, told} = await inside();
    vendor.tell('chat_message', {message: 'Hello', clientIndex: 3});
    vendor.tell('participant_joined', {clientIndex: 3, userData: {name: 'Dora'}});
    vendor.tell('participant_joined', {clientIndex: 3, userData: {name: 'Dora'}});
    vendor.tell('participant_left', {clientIndex: 3});
    vendor.tell('host_rights_requested', {clientIndex: 3});
    await settle();
    assert.deepEqual(told.slice(0, 4), [
      {name: 'participant_joined', payload: {clientIndex: 3, userData: {}}},
      {name: 'chat_message', payload: {message: 'Hello', clientIndex: 3}},
      {name: 'participant_updated', payload: {clientIndex: 3, userData: {name: 'Dora'}}},
      {name: 'participant_left', payload: {clientIndex: 3, userData: {name: 'Dora'}}},
    ]);
    assert.equal(told.filter(({name}) => name === 'participant_joined').length, 1, 'who left does not come back');
  });

  it('is not told again when it says what is so', async () => {
    const {vendor, told} = await inside();
    vendor.tell('host_changed', {to: 0, gained: true, myIndex: 0});
    vendor.tell('tab_activated', {ssid: 7});
    vendor.tell('tab_control', {tabIndex: 0, leaderIndex: 0, controlIndex: 0});
    vendor.tell('huddle_mode', {enabled: false});
    await settle();
    assert.deepEqual(told, []);
  });

  it('opens no tab again that was closed, though a list still has it', async () => {
    let tabs = [{ssid: 7}];
    const {vendor, payloads} = await inside({getTabs: async () => tabs});
    tabs = [{ssid: 7}, {ssid: 8}];
    vendor.tell('tab_activated', {ssid: 8});
    vendor.tell('tab_closed', {ssid: 8});
    vendor.tell('relocated', {url: 'https://shop.example/'});
    await settle();
    assert.equal(payloads('tab_opened').length, 1);
    assert.equal(payloads('tab_closed').length, 1);
  });

  it('is told of the tab it is about, though it names none or only its place', async () => {
    const {vendor, told} = await inside();
    vendor.tell('tab_activated', {ssid: 9});
    vendor.tell('relocate_start', {url: 'https://shop.example/'});
    vendor.tell('tab_paused', {tabIndex: 0, leaderIndex: 0});
    vendor.tell('tab_paused', {tabIndex: 0, leaderIndex: 0});
    vendor.tell('tab_resumed', {tabIndex: 0, leaderIndex: 0});
    vendor.tell('tab_control_requested', {clientIndex: 1});
    await settle();
    assert.deepEqual(told, [
      {name: 'tab_opened', payload: {ssid: 9, tabIndex: 1, leaderIndex: 0, url: ''}},
      {name: 'tab_activated', payload: {ssid: 9, tabIndex: 1}},
      {name: 'relocate_start', payload: {ssid: 9, tabIndex: 1, url: 'https://shop.example/'}},
      {name: 'tab_paused', payload: {ssid: 7, tabIndex: 0, leaderIndex: 0}},
      {name: 'tab_resumed', payload: {ssid: 7, tabIndex: 0, leaderIndex: 0}},
      {name: 'participant_joined', payload: {clientIndex: 1, userData: {}}},
      {name: 'tab_control_requested', payload: {ssid: 9, tabIndex: 1, clientIndex: 1}},
    ]);
  });

  it('is about a tab without a known id until the vendor names one', async () => {
    const entered = outside();
    await settle();
    await heard(entered, 'relocated', {url: 'https://shop.example/'});
    await heard(entered, 'tab_activated', {ssid: 40});
    assert.deepEqual(
      entered.told.filter(({name}) => name.startsWith('tab_') || name === 'relocated'),
      [
        {name: 'tab_opened', payload: {ssid: 1, tabIndex: 0, leaderIndex: 0, url: ''}},
        {name: 'tab_activated', payload: {ssid: 1, tabIndex: 0}},
        {name: 'relocated', payload: {ssid: 1, tabIndex: 0, url: 'https://shop.example/'}},
        {name: 'tab_closed', payload: {ssid: 1, tabIndex: 0}},
        {name: 'tab_opened', payload: {ssid: 40, tabIndex: 0, leaderIndex: 0, url: ''}},
        {name: 'tab_activated', payload: {ssid: 40, tabIndex: 0}},
      ],
    );
  });

  it('is completed by its lists: tabs that came, went, or have another title', async () => {
    let tabs = [{ssid: 7, url: 'https://shop.example/', title: 'Shop'}];
    const {vendor, told} = await inside({getTabs: async () => tabs});
    vendor.tell('relocated', {url: 'https://shop.example/tea'});
    tabs = [
      {ssid: 7, url: 'https://shop.example/tea', title: 'Tea'},
      {ssid: 8, url: 'https://shop.example/cart', title: 'Cart'},
    ];
    await settle();
    assert.deepEqual(told, [
      {name: 'relocated', payload: {ssid: 7, tabIndex: 0, url: 'https://shop.example/tea'}},
      {name: 'tab_updated', payload: {ssid: 7, tabIndex: 0, title: 'Tea'}},
      {name: 'tab_opened', payload: {ssid: 8, tabIndex: 1, leaderIndex: 0, url: 'https://shop.example/cart'}},
      {name: 'tab_updated', payload: {ssid: 8, tabIndex: 1, title: 'Cart'}},
    ]);
    tabs = tabs.slice(1);
    vendor.tell('tab_activated', {ssid: 8});
    await settle();
    assert.deepEqual(told.slice(4), [
      {name: 'tab_activated', payload: {ssid: 8, tabIndex: 1}},
      {name: 'tab_closed', payload: {ssid: 7, tabIndex: 0}},
    ]);
  });

  it('is completed by a list of participants, where there is one', async () => {
    const people = [
      {client_index: 0, name: 'Anna', self: true, online: true},
      {client_index: 1, name: 'Ben', email: 'ben@example.org', online: false},
    ];
    const {vendor, payloads} = await inside({getParticipants: async () => people});
    assert.deepEqual(payloads('participant_joined'), []);
    vendor.tell('host_changed', {to: 1, gained: false, myIndex: 0});
    await settle();
    assert.deepEqual(payloads('host_changed'), [{to: 1, gained: false, myIndex: 0}]);
  });

  it('may be that the lists are not to be had', async () => {
    const {vendor, told} = await inside({
      getTabs: () => Promise.reject(new Error('Not now')),
      getParticipants: () => 'nobody',
    });
    vendor.tell('relocated', {url: 'https://shop.example/tea'});
    await settle();
    assert.deepEqual(
      told.map(({name}) => name),
      ['relocated'],
    );
  });

  it('shows each a tab of their own in huddle mode, and the one that was seen afterwards', async () => {
    const {vendor, told} = await inside();
    vendor.tell('tab_opened', {ssid: 8, leaderIndex: 0});
    vendor.tell('huddle_mode', {enabled: true});
    vendor.tell('tab_activated', {ssid: 8});
    vendor.tell('huddle_mode', {enabled: false});
    await settle();
    assert.deepEqual(told.slice(1), [
      {name: 'huddle_mode', payload: {enabled: true}},
      {name: 'tab_activated', payload: {ssid: 8, tabIndex: 1, clientIndex: 0}},
      {name: 'huddle_mode', payload: {enabled: false}},
      {name: 'tab_activated', payload: {ssid: 8, tabIndex: 1}},
    ]);
  });

  it('may be of someone who was removed', async () => {
    const {vendor, payloads} = await inside();
    vendor.tell('participant_left', {clientIndex: 5});
    vendor.tell('participant_joined', {clientIndex: 1, userData: {}});
    vendor.tell('participant_left', {clientIndex: 1, removed: true});
    await settle();
    assert.deepEqual(payloads('participant_left'), [{clientIndex: 1, userData: {}, removed: true}]);
  });

  it('is completed by the tab that is seen, in a list or alone', async () => {
    const versions: Record<string, () => unknown>[] = [
      {getTabs: async () => [{ssid: 7}, {ssid: 8, active: true}]},
      {getTabs: async () => [], getActiveTab: async () => ({id: 8, url: 'https://shop.example/', title: 'Shop'})},
    ];
    for (const methods of versions) {
      const entered = outside(new FakeVendor(methods));
      await enter(entered, 0);
      await settle();
      const [{ssid}] = entered.payloads('tab_activated') as [{ssid: number}];
      assert.equal(ssid, 8);
    }
  });

  it('is completed by who is online, and who is host', async () => {
    let people: object[] = [{clientIndex: 0, self: true}, {clientIndex: 1, online: true}, {name: 'Nobody'}];
    const {vendor, payloads} = await inside({getTabs: async () => [], getParticipants: async () => people});
    people = [
      {clientIndex: 0, self: true},
      {clientIndex: 1, online: false, is_host: true},
    ];
    vendor.tell('participant_left', {clientIndex: 9});
    await settle();
    assert.deepEqual(payloads('participant_updated'), [{clientIndex: 1, online: false}]);
    assert.deepEqual(payloads('host_changed'), [{to: 1, gained: false, myIndex: 0}]);
  });

  it('may be heard before this client knows who it is', async () => {
    const {vendor, payloads} = outside();
    vendor.tell('host_changed', {to: 2, gained: true});
    vendor.tell('host_changed', {to: 1, gained: false});
    vendor.tell('tab_control', {tabIndex: 0});
    await settle();
    assert.deepEqual(payloads('host_changed'), [
      {to: 2, gained: true, myIndex: 2},
      {to: 1, gained: false, myIndex: 0},
    ]);
  });

  it('is borne when it is nonsense', async () => {
    const {vendor, client, told, payloads} = await inside({getTabs: () => [null, {}, {ssid: 7}, {ssid: 'tea'}]});
    const nonsense = [
      [],
      [null],
      ['text'],
      [7, vendor],
      [vendor, []],
      [vendor, {clientIndex: 'tea', ssid: {}, tabIndex: 1.5, to: -3, url: 7, userData: 'Ben', removed: 0}],
      [vendor, {clientIndex: 0, ssid: 7, title: 8, loading: 'yes', error: 9, userData: [], online: 'no'}],
      [vendor, {clientIndex: -1, ssid: null, tabIndex: 99, leaderIndex: null, controlIndex: '', enabled: 'yes'}],
    ];
    for (const name of HEARD_NAMES.filter((each) => each !== 'session_ended')) {
      for (const spelling of [name, ...(OLDER_NAMES[name] ?? [])]) {
        for (const args of nonsense) vendor.call(spelling, ...args);
        await settle();
      }
    }
    const joined = payloads('participant_joined') as {clientIndex: number}[];
    assert.ok(joined.every(({clientIndex}) => Number.isInteger(clientIndex) && clientIndex >= 0));
    const {tabs} = told.reduce<SessionState>(evolve, {...INITIAL_STATE, settings: client.settings});
    assert.ok(
      tabs.every(
        ({ssid, url, title}) => Number.isInteger(ssid) && typeof url === 'string' && typeof title === 'string',
      ),
    );
    assert.ok(!told.some(({name}) => name === 'tab_updated' || name === 'participant_updated'));
    told.length = 0;
    vendor.tell('chat_message', {message: 'Hello', clientIndex: 0});
    await settle();
    assert.deepEqual(told, [{name: 'chat_message', payload: {message: 'Hello', clientIndex: 0}}]);
  });

  it('may come from a client of this kit, which tells more', async () => {
    const {vendor, told} = await inside();
    const events = [
      ['tab_opened', {ssid: 8, tabIndex: 1, leaderIndex: 0, url: 'https://shop.example/'}],
      ['tab_updated', {ssid: 8, tabIndex: 1, title: 'Shop'}],
      ['participant_updated', {clientIndex: 0, userData: {name: 'Anna B.'}}],
      ['tab_closed', {ssid: 8, tabIndex: 1}],
    ] as const;
    for (const [name, payload] of events) vendor.tell(name, payload);
    vendor.tell('tab_updated', {ssid: 8, tabIndex: 1, title: 'Gone'});
    await settle();
    assert.deepEqual(
      told,
      events.map(([name, payload]) => ({name, payload})),
    );
  });
});
