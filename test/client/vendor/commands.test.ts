import assert from 'node:assert/strict';
import {afterEach, describe, it, mock} from 'node:test';
import {SessionError} from '../../../src/client/errors.ts';
import {type Entered, inside, settle} from './fake-vendor.ts';

async function refusal(asked: Promise<unknown>): Promise<SessionError> {
  const error = await asked.then(
    () => assert.fail('it was done'),
    (refused) => refused,
  );
  assert.ok(error instanceof SessionError, String(error));
  return error;
}

/** Asks, and lets the vendor tell something once it was called. */
async function after({vendor}: Entered, asked: Promise<unknown>, ...events: [string, object][]): Promise<unknown> {
  for (const [name, payload] of events) vendor.tell(name, payload);
  return asked;
}

const nothing = () => undefined;

describe('a command to the client of the vendor', () => {
  afterEach(() => mock.timers.reset());

  it('is its method, and is done when the event comes that says so', async () => {
    const entered = await inside({makeHost: nothing});
    const {client, vendor} = entered;
    await after(entered, Promise.resolve(), ['participant_joined', {clientIndex: 1, userData: {}}]);
    let isDone = false;
    const asked = client.desk.send('make_host', {to: 1}).then(() => {
      isDone = true;
    });
    await settle();
    assert.deepEqual(vendor.calls, [['makeHost', 1]]);
    assert.equal(isDone, false);
    await after(entered, asked, ['host_changed', {to: 1, gained: false, my_index: 0}]);
  });

  it('is refused by name when nothing says that it was done', async () => {
    const {client} = await inside({makeHost: nothing});
    const {code, message} = await refusal(client.desk.send('make_host', {to: 1}));
    assert.equal(code, 'timeout');
    assert.equal(message, 'Expected to see make_host done within 0.05 s; nothing came.');
  });

  it('is refused by name when its method never answers', async () => {
    const {client} = await inside({getSessionInfo: () => new Promise(() => {})});
    assert.equal((await refusal(client.desk.send('get_session_info', {}))).code, 'timeout');
  });

  it('is done for each kind once its event says so', async () => {
    const methods = 'end activateTab revokeTabControl returnTabControl setHuddleMode removeParticipant'.split(' ');
    const entered = await inside(Object.fromEntries(methods.map((name) => [name, nothing])));
    const {client, vendor} = entered;
    const {desk} = client;
    vendor.tell('participant_joined', {clientIndex: 1, userData: {}});
    vendor.tell('tab_activated', {ssid: 8});
    vendor.tell('tab_control', {tabIndex: 0, leaderIndex: 0, controlIndex: 1});
    vendor.tell('tab_control', {tabIndex: 1, leaderIndex: 1, controlIndex: 0});
    await settle();
    const cases: [string, object, [string, object], unknown[]][] = [
      ['activate_tab', {ssid: 7}, ['tab_activated', {ssid: 7}], [7]],
      ['revoke_tab_control', {}, ['tab_control', {tabIndex: 0, leaderIndex: 0, controlIndex: 0}], []],
      ['return_tab_control', {}, ['tab_control', {tabIndex: 1, leaderIndex: 1, controlIndex: 1}], []],
      ['set_huddle_mode', {enabled: true}, ['huddle_mode', {enabled: true}], [true]],
      ['remove_participant', {client_index: 1}, ['participant_left', {clientIndex: 1}], [1]],
      ['end', {}, ['session_ended', {}], []],
    ];
    for (const [name, args, event, expected] of cases) {
      vendor.calls.length = 0;
      let isDone = false;
      const asked = desk.send(name as 'end', args).then(() => {
        isDone = true;
      });
      await settle();
      assert.equal(isDone, false, name);
      await after(entered, asked, event);
      assert.deepEqual(vendor.calls[0]?.slice(1), expected, name);
    }
  });

  it('is an older method where that is all there is', async () => {
    const entered = await inside({giveControl: nothing, requestControl: nothing});
    const {client, vendor} = entered;
    const given = client.desk.send('transfer_tab_control', {to: 1});
    await after(entered, given, ['tab_control', {tabIndex: 0, leaderIndex: 0, controlIndex: 1}]);
    assert.deepEqual(vendor.calls, [['giveControl', 1]]);
  });

  it('is a request by name where there is no method', async () => {
    const entered = await inside({apiRequest: nothing});
    const {client, vendor} = entered;
    const said = client.desk.send('send_chat_message', {message: 'Hello'});
    await after(entered, said, ['chat_message', {message: 'Hello', clientIndex: 0}]);
    assert.deepEqual(vendor.calls, [['apiRequest', {cmd: 'send_chat_message', message: 'Hello'}]]);
  });

  it('is not done by what someone else says', async () => {
    const entered = await inside({sendChatMessage: nothing});
    const said = entered.client.desk.send('send_chat_message', {message: 'Hello'});
    const other: [string, object] = ['chat_message', {message: 'Good-bye', clientIndex: 1}];
    assert.equal((await refusal(after(entered, said, other))).code, 'timeout');
  });

  it('is unsupported where there is neither', async () => {
    const {client} = await inside();
    const {code, message} = await refusal(client.desk.send('follow', {client_index: 1}));
    assert.equal(code, 'unsupported');
    assert.equal(message, "Webfuse's client has no follow(). People follow each other in its own window.");
    const unknown = await refusal(client.desk.send('execute', {code: '1', type: 'javascript'}));
    assert.match(unknown.message, /not among what the vendor documents/);
  });

  it('is refused with what the vendor throws, or rejects with', async () => {
    const {client} = await inside({
      closeTab: () => {
        throw new Error('No such tab');
      },
      activateTab: () => Promise.reject(Object.assign(new Error('Only the host'), {code: 'not_allowed'})),
      endless: nothing,
      end: () => Promise.reject('gone'),
    });
    const thrown = await refusal(client.desk.send('close_tab', {ssid: 7}));
    assert.deepEqual([thrown.code, thrown.message], ['internal', 'No such tab']);
    assert.ok(thrown.cause instanceof Error);
    const other = await refusal(client.desk.send('end', {}));
    assert.deepEqual([other.code, other.message], ['internal', 'gone']);
  });

  it('is refused with what there is to say when the vendor fails without a word', async () => {
    const {client} = await inside({closeTab: () => Promise.reject({code: 'Not A Code'}), end: () => Promise.reject()});
    const {code, message} = await refusal(client.desk.send('close_tab', {ssid: 7}));
    assert.deepEqual([code, message], ['internal', "Webfuse's client failed at close_tab."]);
    assert.equal((await refusal(client.desk.send('end', {}))).code, 'internal');
  });

  it('is refused at once when it is certain that nothing would come of it', async () => {
    const {client, vendor} = await inside({closeTab: nothing, revokeTabControl: nothing, relocate: nothing});
    assert.equal((await refusal(client.desk.send('close_tab', {ssid: 99}))).code, 'unknown_tab');
    assert.equal((await refusal(client.desk.send('revoke_tab_control', {}))).code, 'nothing_to_do');
    assert.equal((await refusal(client.desk.send('relocate', {url: 'shop'}))).code, 'invalid_url');
    assert.deepEqual(vendor.calls, []);
  });

  it('goes by the settings of the session as far as they are known here', async () => {
    const methods = {relocate: nothing};
    const entered = await inside(methods, {
      blocklist: 'not JSON',
      white_label: true,
      newurl: false,
      pause_enabled: 'no',
    });
    const {settings} = entered.client;
    assert.deepEqual([settings.blocklist, settings.new_urls_allowed, settings.pause_enabled], ['[]', false, false]);
    const seen = entered.client.desk.send('relocate', {url: 'https://shop.example/'});
    await after(entered, seen, ['relocated', {url: 'https://shop.example/'}]);
  });

  it('opens a tab of this client, named by the method or found by looking', async () => {
    const named = await inside({openTab: async (url: string) => ({ssid: 8, url, title: ''})});
    assert.deepEqual(await named.client.desk.send('open_tab', {url: 'https://shop.example/'}), {ssid: 8});
    const opened = {ssid: 8, tabIndex: 1, leaderIndex: 0, url: 'https://shop.example/'};
    assert.deepEqual(named.payloads('tab_opened'), [opened]);

    const tabs = [{ssid: 7, url: '', title: ''}];
    const found = await inside({
      relocate: (url: string) => void tabs.push({ssid: 9, url, title: ''}),
      getTabs: async () => tabs,
    });
    assert.deepEqual(await found.client.desk.send('open_tab', {url: 'https://shop.example/'}), {ssid: 9});
    assert.deepEqual(found.vendor.calls[0], ['relocate', 'https://shop.example/', true]);

    const told = await inside({openTab: nothing});
    const asked = told.client.desk.send('open_tab', {url: 'https://shop.example/'});
    assert.deepEqual(await after(told, asked, ['tab_activated', {ssid: 10}]), {ssid: 10});
  });

  it('opens two tabs at once without mistaking one for the other', async () => {
    const entered = await inside({openTab: nothing});
    const {client, vendor} = entered;
    const asked = ['tea', 'cart'].map((page) => client.desk.send('open_tab', {url: `https://shop.example/${page}`}));
    vendor.tell('tab_activated', {ssid: 10});
    vendor.tell('tab_activated', {ssid: 11});
    assert.deepEqual(await Promise.all(asked), [{ssid: 10}, {ssid: 11}]);
  });

  it('opens a tab that is its own, also when the vendor tells of it before the method returns', async () => {
    let come = (_tab: object) => {};
    const entered = await inside({openTab: () => new Promise((resolve) => (come = resolve))});
    const {client, vendor, payloads} = entered;
    vendor.tell('host_changed', {to: 3, gained: false, myIndex: 2});
    const asked = client.desk.send('open_tab', {url: 'https://shop.example/'});
    vendor.tell('tab_activated', {ssid: 8});
    await settle();
    come({ssid: 8, url: 'https://shop.example/', title: 'Shop'});
    assert.deepEqual(await asked, {ssid: 8});
    vendor.tell('tab_activated', {ssid: 9});
    await settle();
    assert.deepEqual(
      (payloads('tab_opened') as {leaderIndex: number}[]).map(({leaderIndex}) => leaderIndex),
      [2, 3],
      'the next one is not',
    );
  });

  it('opens a tab with a file', async () => {
    const entered = await inside({uploadFile: nothing});
    const file = new File(['tea'], 'tea.txt');
    const asked = entered.client.desk.upload(file);
    assert.deepEqual(await after(entered, asked, ['tab_activated', {ssid: 8}]), {ssid: 8});
    assert.deepEqual(entered.vendor.calls, [['uploadFile', file]]);
  });

  it('closes a tab, which is seen in the list', async () => {
    let tabs = [{ssid: 7}, {ssid: 8}];
    const {client, payloads} = await inside({
      getTabs: async () => tabs,
      closeTab: () => {
        tabs = [{ssid: 7}];
      },
    });
    await client.desk.send('close_tab', {ssid: 8});
    assert.deepEqual(payloads('tab_closed'), [{ssid: 8, tabIndex: 1}]);
  });

  it('goes to an address in the tab that is seen, or in another', async () => {
    const tabs = [
      {ssid: 7, url: 'https://shop.example/'},
      {ssid: 8, url: 'https://shop.example/cart'},
    ];
    const entered = await inside({
      getTabs: async () => tabs,
      relocate: nothing,
      relocateTab: (url: string) => {
        tabs[1]!.url = url;
      },
    });
    const {client, vendor} = entered;
    const seen = client.desk.send('relocate', {url: 'https://shop.example/tea', ssid: 7});
    await after(entered, seen, ['relocate_start', {url: 'https://shop.example/tea'}]);
    await client.desk.send('relocate', {url: 'https://shop.example/pay', ssid: 8});
    const again = client.desk.send('reload', {});
    await after(entered, again, ['relocated', {url: 'https://shop.example/tea'}]);
    assert.deepEqual(
      vendor.calls.filter(([method]) => method.startsWith('relocate')),
      [
        ['relocate', 'https://shop.example/tea', false],
        ['relocateTab', 'https://shop.example/pay', 8],
        ['relocate', 'https://shop.example/tea', false],
      ],
    );
  });

  it('is a request that is told here too, and ends by itself since nobody can decline it', async () => {
    const entered = await inside({requestTabControl: nothing, requestToHost: nothing});
    const {client, vendor, payloads} = entered;
    vendor.tell('tab_control_transferred', {tabIndex: 0, leaderIndex: 1, controlIndex: 1});
    vendor.tell('host_changed', {to: 1, gained: false, myIndex: 0});
    await settle();
    mock.timers.enable({apis: ['setTimeout']});
    await client.desk.send('request_tab_control', {});
    await client.desk.send('request_to_host', {});
    assert.deepEqual(payloads('tab_control_requested'), [{ssid: 7, tabIndex: 0, clientIndex: 0}]);
    assert.deepEqual(payloads('host_rights_requested'), [{clientIndex: 0}]);
    assert.equal((await refusal(client.desk.send('request_tab_control', {}))).code, 'already_requested');
    mock.timers.tick(60_000);
    assert.deepEqual(payloads('control_request_withdrawn'), [{ssid: 7, tabIndex: 0, clientIndex: 0}]);
    assert.deepEqual(payloads('host_request_withdrawn'), [{clientIndex: 0}]);
    await client.desk.send('request_tab_control', {ssid: 7});
    await client.desk.send('request_to_host', {});
    vendor.tell('tab_control_transferred', {tabIndex: 0, leaderIndex: 1, controlIndex: 0});
    vendor.tell('host_changed', {to: 0, gained: true, myIndex: 0});
    await settle();
    mock.timers.tick(60_000);
    assert.equal(payloads('control_request_withdrawn').length, 1, 'what was granted is not taken back');
    assert.equal(payloads('host_request_withdrawn').length, 1);
    await refusal(client.desk.send('request_to_host', {}));
    client.stop();
  });

  it('hands messages on as they are', async () => {
    const {client, vendor} = await inside({sendMessage: nothing, broadcastMessage: nothing, log: nothing});
    const data = {a_b: [1, null]};
    await client.desk.send('send_message', {
      data,
      target_origin: 'https://shop.example',
      origin: 'https://own.example',
    });
    await client.desk.send('broadcast_message', {message: data});
    await client.desk.send('log', {entry: 'tea'});
    assert.deepEqual(vendor.calls, [
      ['sendMessage', data, 'https://shop.example'],
      ['broadcastMessage', data],
      ['log', 'tea'],
    ]);
    assert.equal(vendor.calls[0]![1], data);
  });

  it('answers with what the method comes to', async () => {
    const info = {sessionId: 's1', space: {id: 838}, metadata: {tea: true}, method() {}};
    const {client} = await inside({getSessionInfo: async () => info});
    const {method: _, ...expected} = info;
    assert.deepEqual(await client.desk.send('get_session_info', {}), expected);
    const cyclic: {self?: object} = {};
    cyclic.self = cyclic;
    const other = await inside({getSessionInfo: () => cyclic});
    assert.equal(await other.client.desk.send('get_session_info', {}), '[object Object]');
  });
});
