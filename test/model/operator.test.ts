import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {project, projectToPage} from '../../src/model/project.ts';
import {A, ADA, B, GRACE, LINUS, meeting, names, owners, Play} from '../support/play.ts';

const SHOP = {origin: 'http://a.example', ssid: 1};

describe('the operator of a space', () => {
  it('says something to everyone and to all pages, as nobody in the session', () => {
    const play = meeting();
    const before = play.state;
    const [said] = play.ask('room', 'broadcast_message', {message: {sold: true}});
    assert.ok(said);
    const payload = {data: {sold: true}, origin: '', targetOrigin: '*'};
    for (const viewer of [ADA, GRACE, LINUS]) {
      assert.deepEqual(project(said, viewer, before), {name: 'message', payload});
    }
    assert.deepEqual(projectToPage(said, SHOP, before), {name: 'message', payload});
  });

  it('steers tabs that others are in control of, but none that its owner has paused', () => {
    const play = meeting({pause_enabled: true});
    assert.deepEqual(play.ask('room', 'relocate', {url: B, ssid: 2}), []);
    assert.deepEqual(play.ask('room', 'relocate', {url: B}), [], 'the tab that everyone sees, if none is named');
    play.ask(GRACE, 'pause_tab', {ssid: 2});
    for (const name of ['go_back', 'go_forward', 'reload'] as const) {
      assert.equal(play.refusal('room', name, {ssid: 2}), 'not_allowed');
    }
    assert.equal(play.refusal('room', 'relocate', {url: B, ssid: 9}), 'unknown_tab');
  });

  it('opens a tab for the host that everyone sees, also before anyone came', () => {
    const play = meeting();
    assert.deepEqual(names(play.ask('room', 'open_tab', {url: A})), ['tab_opened', 'tab_activated']);
    assert.deepEqual(owners(play), [ADA, GRACE, ADA]);
    const empty = new Play();
    empty.ask('room', 'create', {settings: play.state.settings});
    empty.ask('room', 'open_tab', {url: A});
    empty.ask('room', 'join', {leader: false, user_data: {name: 'Grace'}});
    assert.deepEqual(owners(empty), [1], 'whoever comes first has it');
  });

  it('is held to what the settings forbid to all', () => {
    const url = 'http://c.example/';
    const blocked = meeting({blocklist: '[{"pattern": "c.example"}]'});
    assert.equal(blocked.refusal('room', 'open_tab', {url}), 'blocked_url');
    const last = meeting();
    last.state = {...last.state, settings: {...last.state.settings, new_urls_allowed: false}};
    assert.equal(last.refusal('room', 'open_tab', {url}), 'not_allowed');
    const code = {code: '1', type: 'javascript'} as const;
    assert.equal(meeting().refusal('room', 'execute', code), 'not_allowed');
    assert.deepEqual(meeting({code_execution_enabled: true}).ask('room', 'execute', code), []);
  });

  it('shows a tab to all, closes one, removes someone, and ends the session', () => {
    const play = meeting();
    assert.deepEqual(names(play.ask('room', 'activate_tab', {ssid: 2})), ['tab_activated']);
    assert.deepEqual(names(play.ask('room', 'close_tab', {ssid: 2})), ['tab_closed', 'tab_activated']);
    const [left] = play.ask('room', 'remove_participant', {client_index: LINUS});
    assert.deepEqual(left?.payload, {clientIndex: LINUS, userData: {name: 'Linus'}, removed: true});
    play.ask(ADA, 'set_huddle_mode', {enabled: true});
    assert.equal(play.refusal('room', 'activate_tab', {ssid: 1}), 'not_allowed');
    assert.deepEqual(names(play.ask('room', 'end', {})), ['session_ended']);
  });
});
