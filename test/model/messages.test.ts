import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {project, projectState, projectToPage} from '../../src/model/project.ts';
import {A, ADA, GRACE, LINUS, meeting, type Play} from '../support/play.ts';

const SHOP = {origin: 'http://a.example', ssid: 1};
const OTHER = {origin: 'http://b.example', ssid: 2};

/** Who hears of the one event that a command leads to: participants by index, and the two pages. */
function heardBy(play: Play, ...ask: Parameters<Play['ask']>): unknown[] {
  const before = play.state;
  const [event] = play.ask(...ask);
  assert.ok(event);
  const people = [ADA, GRACE, LINUS].filter((viewer) => project(event, viewer, before));
  return [...people, ...[SHOP, OTHER].filter((page) => projectToPage(event, page, before)).map(({origin}) => origin)];
}

describe('a message', () => {
  it('of an outer page goes to the pages inside that it names, and to nobody else', () => {
    const args = {data: 'hi', origin: 'https://outer.example'};
    assert.deepEqual(heardBy(meeting(), GRACE, 'send_message', {...args, target_origin: '*'}), [
      SHOP.origin,
      OTHER.origin,
    ]);
    const play = meeting();
    assert.deepEqual(heardBy(play, GRACE, 'send_message', {...args, target_origin: SHOP.origin}), [SHOP.origin]);
    assert.deepEqual(heardBy(play, GRACE, 'send_message', {...args, target_origin: 'http://c.example'}), []);
  });

  it('of a page inside goes to the owner of its tab alone', () => {
    const args = {ssid: 2, data: 'hi', origin: OTHER.origin, target_origin: '*'};
    assert.deepEqual(heardBy(meeting(), 'room', 'message_from_page', args), [GRACE]);
    assert.equal(meeting().refusal('room', 'message_from_page', {...args, ssid: 9}), 'unknown_tab');
  });

  it('that is broadcast goes to everyone but whoever sent it, and to all pages', () => {
    assert.deepEqual(heardBy(meeting(), GRACE, 'broadcast_message', {message: 'hi'}), [
      ADA,
      LINUS,
      SHOP.origin,
      OTHER.origin,
    ]);
  });

  it('says where it is from, in the words of the source', () => {
    const play = meeting();
    const before = play.state;
    const [sent] = play.ask(ADA, 'broadcast_message', {message: {a: 1}, origin: 'https://outer.example'});
    assert.ok(sent);
    const payload = {data: {a: 1}, origin: 'https://outer.example', targetOrigin: '*', clientIndex: ADA};
    assert.deepEqual(project(sent, GRACE, before), {name: 'message', payload});
    assert.deepEqual(projectToPage(sent, SHOP, before), {name: 'message', payload});
    const [inside] = play.ask('room', 'message_from_page', {...SHOP, data: 7, target_origin: A});
    assert.ok(inside);
    assert.deepEqual(project(inside, ADA, before), {
      name: 'message',
      payload: {data: 7, origin: SHOP.origin, targetOrigin: A, ssid: 1, tabIndex: 0},
    });
  });
});

describe('what a page inside hears', () => {
  it('is what the owner of its tab is told, but for what the source keeps from it', () => {
    const play = meeting();
    assert.deepEqual(heardBy(play, ADA, 'send_chat_message', {message: 'hi'}), [
      ADA,
      GRACE,
      LINUS,
      SHOP.origin,
      OTHER.origin,
    ]);
    assert.deepEqual(heardBy(play, LINUS, 'request_tab_control', {ssid: 2}), [GRACE, LINUS, OTHER.origin]);
    for (const name of ['tab_relocating', 'tab_relocated'] as const) {
      assert.deepEqual(heardBy(play, 'room', name, {ssid: 1, url: A}), [ADA, GRACE, LINUS]);
    }
  });
});

describe('the log', () => {
  it('is told to whoever wrote into it', () => {
    assert.deepEqual(heardBy(meeting(), GRACE, 'log', {entry: {step: 1}}), [GRACE, OTHER.origin]);
  });
});

describe('a download', () => {
  const args = {ssid: 1, file_id: 'f1', filename: 'price list.csv', sha256: 'ab'};

  it('is told to whoever is in control, with what makes a link', () => {
    const play = meeting();
    play.ask(ADA, 'transfer_tab_control', {to: LINUS});
    const before = play.state;
    const [event] = play.ask('room', 'tab_downloaded', args);
    assert.ok(event);
    assert.deepEqual([project(event, ADA, before), project(event, GRACE, before)], [null, null]);
    assert.deepEqual(project(event, LINUS, before)?.payload, {
      ssid: 1,
      tabIndex: 0,
      filename: 'price list.csv',
      url: 'f1',
    });
    assert.equal(play.refusal('room', 'tab_downloaded', {...args, ssid: 9}), 'unknown_tab');
  });

  it('stays hidden from whoever borrowed control while the tab is paused', () => {
    const play = meeting({pause_enabled: true});
    play.ask(ADA, 'transfer_tab_control', {to: LINUS});
    play.ask(ADA, 'pause_tab', {});
    assert.deepEqual(heardBy(play, 'room', 'tab_downloaded', args), []);
  });
});

describe('the end', () => {
  it('tells the leader alone where the session was last', () => {
    const play = meeting();
    const before = play.state;
    const [event] = play.ask(ADA, 'end', {});
    assert.ok(event);
    assert.deepEqual(project(event, ADA, before)?.payload, {final_location: A, finalLocation: A});
    assert.deepEqual(project(event, GRACE, before)?.payload, {});
  });

  it('is where the leader looked in huddle mode, also through someone they follow', () => {
    const play = meeting();
    play.ask(ADA, 'set_huddle_mode', {enabled: true});
    play.ask(GRACE, 'activate_tab', {ssid: 2});
    play.ask(ADA, 'follow', {client_index: GRACE});
    const [event] = play.ask(ADA, 'end', {});
    assert.deepEqual(event?.payload, {final_location: 'http://b.example/'});
  });

  it('does not tell the leader what someone hides in a paused tab', () => {
    const play = meeting({pause_enabled: true});
    play.ask(ADA, 'activate_tab', {ssid: 2});
    play.ask(GRACE, 'pause_tab', {ssid: 2});
    play.ask('room', 'tab_relocated', {ssid: 2, url: 'http://secret.example/'});
    const [event] = play.ask(ADA, 'end', {});
    assert.deepEqual(event?.payload, {final_location: 'http://b.example/'});
  });
});

describe('a paused tab', () => {
  it('keeps for the others how it was when that began, and is as it is when it ends', () => {
    const play = meeting({pause_enabled: true});
    play.ask(ADA, 'pause_tab', {});
    assert.deepEqual(play.told(GRACE, 'room', 'tab_relocated', {ssid: 1, url: 'http://secret.example/'}), []);
    assert.equal(
      play.told(ADA, 'room', 'tab_changed', {ssid: 1, title: 'Secret', icon: 'data:image/png;base64,AA=='}).length,
      1,
    );
    const [resumed, updated] = play.told(GRACE, ADA, 'resume_tab', {});
    assert.deepEqual([resumed?.name, updated?.name], ['tab_resumed', 'tab_updated']);
    assert.deepEqual(updated?.payload, {
      ssid: 1,
      tabIndex: 0,
      url: 'http://secret.example/',
      title: 'Secret',
      icon: 'data:image/png;base64,AA==',
      loading: false,
      error: null,
      errorCode: null,
      canGoBack: false,
      canGoForward: false,
    });
  });
});

describe('why a tab shows no page', () => {
  const trouble = {ssid: 1, error: 'The page crashed.', errorCode: 'crashed'} as const;

  it('is known to people and programs until it shows one', () => {
    const play = meeting();
    play.ask('room', 'tab_changed', trouble);
    assert.partialDeepStrictEqual(play.state.tabs[0], trouble);
    play.ask('room', 'tab_relocated', {ssid: 1, url: 'http://b.example/'});
    assert.partialDeepStrictEqual(play.state.tabs[0], {error: null, errorCode: null});
  });

  it('is hidden while it is paused', () => {
    const play = meeting({pause_enabled: true});
    play.ask(ADA, 'pause_tab', {});
    play.ask('room', 'tab_changed', trouble);
    assert.partialDeepStrictEqual(projectState(play.state, GRACE).tabs[0], {error: null, errorCode: null});
    assert.partialDeepStrictEqual(projectState(play.state, ADA).tabs[0], trouble);
  });
});
