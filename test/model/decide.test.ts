import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {decide} from '../../src/model/decide.ts';
import {evolve} from '../../src/model/evolve.ts';
import {isRefusal, newcomerOf} from '../../src/model/outcome.ts';
import {project, projectState} from '../../src/model/project.ts';
import {DEFAULT_SETTINGS, withSettings} from '../../src/model/settings.ts';
import {shownSsid} from '../../src/model/state.ts';
import {MAX_TABS} from '../../src/model/tabs.ts';
import {A, ADA, B, controllers, GRACE, LINUS, meeting, names, owners, Play} from '../support/play.ts';

describe('joining', () => {
  it('gives the leader index 0, also when somebody was there before', () => {
    const play = new Play();
    play.ask('room', 'join', {leader: false, user_data: {}});
    play.ask('room', 'join', {leader: true, user_data: {}});
    assert.deepEqual(
      play.state.participants.map((participant) => participant.clientIndex),
      [1, 0],
    );
  });

  it('gives the next index, however many came before', () => {
    const roles = Object.fromEntries(Array.from({length: 200_000}, (_, index) => [index, 'guest' as const]));
    const args = {leader: false, user_data: {}};
    const outcome = decide({...meeting().state, roles}, {name: 'join', args}, 'room');
    assert.ok(!isRefusal(outcome));
    assert.equal(newcomerOf(outcome), 200_000);
  });

  it('gives index 0 only once', () => {
    const play = meeting();
    play.ask('room', 'leave', {client_index: ADA});
    assert.equal(play.refusal('room', 'join', {leader: true, user_data: {}}), 'not_allowed');
  });

  it('makes the first one the host, and gives them the tabs that nobody could inherit', () => {
    const play = meeting();
    for (const client_index of [GRACE, LINUS, ADA]) play.ask('room', 'leave', {client_index});
    assert.equal(play.state.host, null);
    assert.deepEqual(owners(play), [ADA, ADA]);
    play.ask('room', 'join', {leader: false, user_data: {}});
    assert.equal(play.state.host, 3);
    assert.deepEqual(owners(play), [3, 3]);
    assert.deepEqual(controllers(play), [3, 3]);
  });
});

describe('leaving', () => {
  it('passes host and tabs to whoever has been there longest', () => {
    const play = meeting();
    const events = play.ask('room', 'leave', {client_index: ADA});
    assert.deepEqual(names(events), ['participant_left', 'host_changed', 'tab_control_transferred']);
    assert.equal(play.state.host, GRACE);
    assert.deepEqual(owners(play), [GRACE, GRACE]);
  });

  it('passes the host on to someone whose line is up, where there is one', () => {
    const play = meeting();
    play.ask('room', 'set_online', {client_index: GRACE, online: false});
    play.ask('room', 'leave', {client_index: ADA});
    assert.equal(play.state.host, LINUS);
  });

  it("passes a guest's tabs to the host", () => {
    const play = meeting();
    play.ask('room', 'leave', {client_index: GRACE});
    assert.deepEqual(owners(play), [ADA, ADA]);
  });

  it('leaves borrowed control where it is, and gives it back when the borrower leaves', () => {
    const play = meeting();
    play.ask(GRACE, 'transfer_tab_control', {to: LINUS});
    play.ask('room', 'leave', {client_index: GRACE});
    assert.deepEqual(controllers(play), [ADA, LINUS]);
    play.ask('room', 'leave', {client_index: LINUS});
    assert.deepEqual(controllers(play), [ADA, ADA]);
  });
});

describe('tabs', () => {
  it('belong to whoever opens them, and only the host shows a new one to all', () => {
    const play = meeting();
    assert.deepEqual(owners(play), [ADA, GRACE]);
    assert.equal(play.state.activeSsid, 1);
    play.ask(ADA, 'open_tab', {url: B});
    assert.equal(play.state.activeSsid, 3);
  });

  it('are shown by the host alone', () => {
    const play = meeting();
    assert.equal(play.refusal(GRACE, 'activate_tab', {ssid: 2}), 'not_allowed');
    assert.deepEqual(names(play.ask(ADA, 'activate_tab', {ssid: 2})), ['tab_activated']);
    assert.deepEqual(play.ask(ADA, 'activate_tab', {ssid: 2}), []);
  });

  it('are closed by their owner and by the host', () => {
    const play = meeting();
    assert.equal(play.refusal(LINUS, 'close_tab', {ssid: 2}), 'not_allowed');
    assert.equal(play.refusal(GRACE, 'close_tab', {ssid: 1}), 'not_allowed');
    play.ask(GRACE, 'close_tab', {ssid: 2});
    play.ask(GRACE, 'open_tab', {url: B});
    play.ask(ADA, 'close_tab', {ssid: 3});
    assert.deepEqual(owners(play), [ADA]);
  });

  it('have an heir when the one that everyone sees is closed: the next, else the one before', () => {
    const play = meeting();
    play.ask(ADA, 'open_tab', {url: A});
    play.ask(ADA, 'activate_tab', {ssid: 2});
    play.ask(ADA, 'close_tab', {ssid: 2});
    assert.equal(play.state.activeSsid, 3);
    play.ask(ADA, 'close_tab', {ssid: 3});
    assert.equal(play.state.activeSsid, 1);
    play.ask(ADA, 'close_tab', {ssid: 1});
    assert.equal(play.state.activeSsid, null);
    assert.equal(play.refusal(ADA, 'reload', {}), 'unknown_tab');
  });

  it('go where the one in control says, to http, https and about:blank alone', () => {
    const play = meeting();
    assert.deepEqual(play.ask(ADA, 'relocate', {url: B}), []);
    assert.equal(play.refusal(GRACE, 'relocate', {url: B}), 'not_allowed');
    assert.equal(play.refusal(ADA, 'relocate', {url: B, ssid: 2}), 'not_allowed');
    assert.equal(play.refusal(ADA, 'go_back', {ssid: 2}), 'not_allowed');
    for (const url of [
      'a.example',
      'ftp://a.example/',
      'chrome://settings',
      'javascript:1',
      'view-source:http://a/',
      '',
    ]) {
      assert.equal(play.refusal(ADA, 'relocate', {url}), 'invalid_url', url);
      assert.equal(play.refusal(ADA, 'open_tab', {url}), 'invalid_url', url);
    }
    assert.deepEqual(play.ask(ADA, 'relocate', {url: 'about:blank'}), []);
  });

  it('are no more than a session can have', () => {
    const play = meeting();
    while (play.state.tabs.length < MAX_TABS) play.ask(ADA, 'open_tab', {url: A});
    assert.equal(play.refusal(ADA, 'open_tab', {url: A}), 'too_many');
    assert.equal(play.refusal('room', 'tab_popped_up', {opener: 1, url: A}), 'too_many');
  });

  it('that a page opens belong to its owner, are shown in its place, and are used by whoever used it', () => {
    const play = meeting();
    play.ask(ADA, 'transfer_tab_control', {to: GRACE});
    play.ask('room', 'tab_popped_up', {opener: 1, url: B});
    assert.equal(play.state.activeSsid, 3);
    assert.deepEqual([play.state.tabs[2]?.leaderIndex, play.state.tabs[2]?.controlIndex], [ADA, GRACE]);
    play.ask('room', 'tab_popped_up', {opener: 2, url: B});
    assert.equal(play.state.activeSsid, 3);
  });

  it('that a paused page opens are paused, and nobody but their owner hears where they lead', () => {
    const play = meeting({pause_enabled: true});
    play.ask(ADA, 'pause_tab', {});
    const before = play.state;
    const events = play.ask('room', 'tab_popped_up', {opener: 1, url: 'http://secret.example/'});
    assert.partialDeepStrictEqual(play.state.tabs[2], {paused: true, url: 'http://secret.example/', leaderIndex: ADA});
    assert.equal(play.state.activeSsid, 3);
    assert.doesNotMatch(JSON.stringify(projectState(play.state, GRACE)), /secret/);
    assert.match(JSON.stringify(projectState(play.state, ADA)), /secret/);
    const told = (viewer: number) => {
      let state = before;
      return events.flatMap((event) => {
        const heard = project(event, viewer, state);
        state = evolve(state, event);
        return heard ?? [];
      });
    };
    assert.deepEqual(
      told(GRACE).map(({name}) => name),
      ['tab_opened', 'tab_paused', 'tab_activated'],
    );
    assert.doesNotMatch(JSON.stringify(told(GRACE)), /secret/);
    assert.match(JSON.stringify(told(ADA)), /secret/);
    assert.equal(play.refusal('room', 'tab_popped_up', {opener: 1, url: 'ftp://a.example'}), 'invalid_url');
  });

  it('lead back to the page that opened them when they close themselves', () => {
    const play = meeting();
    play.ask('room', 'tab_popped_up', {opener: 1, url: B});
    const [, shown] = play.ask('room', 'tab_gone', {ssid: 3, opener: 1});
    assert.deepEqual(shown, {name: 'tab_activated', payload: {ssid: 1, tabIndex: 0}});
    play.ask(ADA, 'activate_tab', {ssid: 2});
    play.ask('room', 'tab_gone', {ssid: 2, opener: 7});
    assert.equal(play.state.activeSsid, 1, 'the one before, when the opener is gone');

    play.ask('room', 'tab_popped_up', {opener: 1, url: B});
    play.ask(ADA, 'open_tab', {url: A});
    play.ask(ADA, 'set_huddle_mode', {enabled: true});
    play.ask(GRACE, 'activate_tab', {ssid: 4});
    play.ask('room', 'tab_gone', {ssid: 4, opener: 1});
    assert.deepEqual([shownSsid(play.state, GRACE), shownSsid(play.state, ADA)], [1, 5]);
  });

  it('load between relocate_start and relocated, and keep their page when a load comes to nothing', () => {
    const play = meeting();
    const tab = () => play.state.tabs[0];
    play.ask('room', 'tab_relocating', {ssid: 1, url: B});
    assert.equal(tab()?.loading, true);
    play.ask('room', 'tab_changed', {ssid: 1, loading: false, error: 'It is not there.'});
    assert.deepEqual([tab()?.loading, tab()?.error], [false, 'It is not there.']);
    play.ask('room', 'tab_relocated', {ssid: 1, url: A});
    assert.deepEqual([tab()?.url, tab()?.error], [A, null]);
  });
});

describe('control', () => {
  it('is asked of the owner, once', () => {
    const play = meeting();
    assert.equal(play.refusal(ADA, 'request_tab_control', {}), 'nothing_to_do');
    play.ask(GRACE, 'request_tab_control', {});
    assert.equal(play.refusal(GRACE, 'request_tab_control', {}), 'already_requested');
    play.ask(LINUS, 'request_tab_control', {ssid: 2});
    assert.deepEqual(play.state.controlRequests, [
      {clientIndex: GRACE, leaderIndex: ADA, ssid: 1},
      {clientIndex: LINUS, leaderIndex: GRACE, ssid: 2},
    ]);
  });

  it('is granted over all tabs of the owner, with one event for each', () => {
    const play = meeting();
    play.ask(ADA, 'open_tab', {url: A});
    play.ask(GRACE, 'request_tab_control', {});
    const events = play.ask(ADA, 'transfer_tab_control', {to: GRACE});
    assert.deepEqual(names(events), ['tab_control_transferred', 'tab_control_transferred']);
    assert.deepEqual(controllers(play), [GRACE, GRACE, GRACE]);
    assert.deepEqual(play.state.controlRequests, []);
  });

  it('is granted, declined and taken back by the owner alone', () => {
    const play = meeting();
    play.ask(LINUS, 'request_tab_control', {});
    assert.equal(play.refusal(GRACE, 'decline_tab_control', {to: LINUS}), 'not_requested');
    assert.equal(play.refusal(LINUS, 'transfer_tab_control', {to: LINUS}), 'not_allowed');
    assert.equal(play.refusal(ADA, 'transfer_tab_control', {to: 9}), 'unknown_participant');
    play.ask(ADA, 'decline_tab_control', {to: LINUS});
    assert.deepEqual(play.state.controlRequests, []);
    play.ask(ADA, 'transfer_tab_control', {to: LINUS});
    assert.equal(play.refusal(ADA, 'relocate', {url: B}), 'not_allowed');
    assert.equal(play.refusal(GRACE, 'revoke_tab_control', {}), 'nothing_to_do');
    play.ask(ADA, 'revoke_tab_control', {});
    assert.deepEqual(controllers(play), [ADA, GRACE]);
  });

  it('is given back by the borrower, and clicking and typing go with it', () => {
    const play = meeting();
    play.ask(ADA, 'transfer_tab_control', {to: GRACE});
    assert.deepEqual(play.ask(GRACE, 'input', {ssid: 1}), []);
    assert.equal(play.refusal(ADA, 'input', {ssid: 1}), 'not_allowed');
    play.ask(GRACE, 'return_tab_control', {});
    assert.deepEqual(controllers(play), [ADA, GRACE]);
    assert.equal(play.refusal(GRACE, 'input', {ssid: 1}), 'not_allowed');
    assert.equal(play.refusal(GRACE, 'return_tab_control', {}), 'nothing_to_do');
  });

  it('is asked for no longer when the request is withdrawn or waited too long', () => {
    const play = meeting();
    assert.equal(play.refusal(GRACE, 'withdraw_tab_control_request', {}), 'not_requested');
    play.ask(GRACE, 'request_tab_control', {});
    play.ask(GRACE, 'withdraw_tab_control_request', {});
    assert.deepEqual(play.state.controlRequests, []);
    play.ask(GRACE, 'request_tab_control', {});
    play.ask('room', 'expire_control_request', {client_index: GRACE, ssid: 1});
    assert.deepEqual(play.state.controlRequests, []);
    assert.equal(play.refusal('room', 'expire_control_request', {client_index: GRACE, ssid: 1}), 'not_requested');
  });
});

describe('a paused tab', () => {
  it('is hidden by its owner alone, where the settings allow it', () => {
    assert.equal(meeting().refusal(ADA, 'pause_tab', {}), 'not_allowed');
    const play = meeting({pause_enabled: true});
    assert.equal(play.refusal(GRACE, 'pause_tab', {}), 'not_allowed');
    const [event] = play.ask(ADA, 'pause_tab', {});
    assert.deepEqual(event, {name: 'tab_paused', payload: {ssid: 1, tabIndex: 0, leaderIndex: ADA}});
    assert.equal(play.refusal(ADA, 'pause_tab', {}), 'nothing_to_do');
    play.ask(ADA, 'resume_tab', {});
    assert.equal(play.refusal(ADA, 'resume_tab', {}), 'nothing_to_do');
  });

  it('is used by nobody else, not even by whoever borrowed control', () => {
    const play = meeting({pause_enabled: true});
    play.ask(ADA, 'transfer_tab_control', {to: GRACE});
    play.ask(ADA, 'pause_tab', {});
    assert.equal(play.refusal(GRACE, 'input', {ssid: 1}), 'not_allowed');
    assert.equal(play.refusal(GRACE, 'relocate', {url: B}), 'not_allowed');
    play.ask(ADA, 'resume_tab', {});
    assert.deepEqual(play.ask(GRACE, 'input', {ssid: 1}), []);
  });

  it('is shown again when its owner leaves', () => {
    const play = meeting({pause_enabled: true});
    play.ask(ADA, 'pause_tab', {});
    const events = play.ask('room', 'leave', {client_index: ADA});
    assert.deepEqual(names(events), [
      'participant_left',
      'host_changed',
      'tab_resumed',
      'tab_updated',
      'tab_control_transferred',
    ]);
    assert.equal(play.state.tabs[0]?.paused, false);
  });
});

describe('the chat', () => {
  it('tells everyone what someone wrote, if it is something', () => {
    const play = meeting();
    const [event] = play.ask(GRACE, 'send_chat_message', {message: 'Hello'});
    assert.deepEqual(event, {name: 'chat_message', payload: {message: 'Hello', clientIndex: GRACE}});
    assert.equal(play.refusal(GRACE, 'send_chat_message', {message: ' \n'}), 'invalid_message');
  });
});

describe('settings', () => {
  it('let others than the host open tabs, ask, chat and end, or not', () => {
    const play = meeting();
    assert.equal(play.refusal(GRACE, 'end', {}), 'not_allowed');
    meeting({anyone_can_deactivate_space: true}).ask(GRACE, 'end', {});
    assert.equal(meeting({chat_enabled: false}).refusal(ADA, 'send_chat_message', {message: 'Hello'}), 'not_allowed');
    assert.equal(meeting({host_switching_allowed: false}).refusal(GRACE, 'request_to_host', {}), 'not_allowed');
    const silent = meeting({participants_can_request_to_interact: false});
    assert.equal(silent.refusal(GRACE, 'request_tab_control', {}), 'not_allowed');
  });

  it('let tabs be opened by all, by the host, or no more than the first', () => {
    const play = new Play();
    play.ask('room', 'create', {
      settings: {...DEFAULT_SETTINGS, non_hosts_can_open_tabs: false, new_urls_allowed: false},
    });
    play.ask('room', 'join', {leader: true, user_data: {}});
    play.ask('room', 'join', {leader: false, user_data: {}});
    assert.equal(play.refusal(1, 'open_tab', {url: A}), 'not_allowed');
    play.ask(ADA, 'open_tab', {url: A});
    assert.equal(play.refusal(ADA, 'open_tab', {url: A}), 'not_allowed');
    assert.equal(play.refusal('room', 'tab_popped_up', {opener: 1, url: B}), 'not_allowed');
  });

  it('are refused when there is none of that name, or of another type', () => {
    const refusal = (changes: object) => {
      const outcome = withSettings(DEFAULT_SETTINGS, changes);
      return 'refused' in outcome ? outcome.message : undefined;
    };
    assert.match(refusal({pause: true}) ?? '', /got "pause"/);
    assert.match(refusal({pause_enabled: 'yes'}) ?? '', /pause_enabled to be a boolean, got a string/);
    assert.match(refusal({__proto__: null, constructor: true}) ?? '', /got "constructor"/);
    assert.equal(refusal({pause_enabled: true}), undefined);
  });
});

describe('the host', () => {
  it('declines a request for host rights, or it is withdrawn, or waits too long', () => {
    const play = meeting();
    play.ask(GRACE, 'request_to_host', {});
    assert.equal(play.refusal(LINUS, 'decline_host', {to: GRACE}), 'not_allowed');
    assert.equal(play.refusal(ADA, 'decline_host', {to: LINUS}), 'not_requested');
    play.ask(ADA, 'decline_host', {to: GRACE});
    play.ask(GRACE, 'request_to_host', {});
    play.ask(GRACE, 'withdraw_host_request', {});
    assert.equal(play.refusal('room', 'expire_host_request', {client_index: GRACE}), 'not_requested');
    play.ask(GRACE, 'request_to_host', {});
    play.ask('room', 'expire_host_request', {client_index: GRACE});
    assert.deepEqual(play.state.hostRequests, []);
  });

  it('is asked for host rights, once, and passes them on to someone who is there', () => {
    const play = meeting();
    assert.equal(play.refusal(ADA, 'request_to_host', {}), 'nothing_to_do');
    play.ask(GRACE, 'request_to_host', {});
    assert.equal(play.refusal(GRACE, 'request_to_host', {}), 'already_requested');
    assert.equal(play.refusal(GRACE, 'make_host', {to: GRACE}), 'not_allowed');
    assert.equal(play.refusal(ADA, 'make_host', {to: 9}), 'unknown_participant');
    assert.equal(play.refusal(ADA, 'make_host', {to: ADA}), 'nothing_to_do');
    play.ask(ADA, 'make_host', {to: GRACE});
    assert.equal(play.state.host, GRACE);
    assert.deepEqual(play.state.hostRequests, []);
  });

  it('ends the session, at the last page that everyone saw', () => {
    const play = meeting();
    assert.equal(play.refusal(GRACE, 'end', {}), 'not_allowed');
    const [event] = play.ask(ADA, 'end', {});
    assert.deepEqual(event, {name: 'session_ended', payload: {final_location: A}});
    assert.equal(play.refusal(ADA, 'open_tab', {url: A}), 'session_ended');
  });
});

describe('someone who is not there', () => {
  it('can ask for nothing, and what only the room may say is not theirs to say', () => {
    const play = meeting();
    assert.equal(play.refusal(7, 'open_tab', {url: A}), 'not_joined');
    assert.equal(play.refusal(ADA, 'leave', {client_index: GRACE}), 'not_allowed');
    assert.equal(play.refusal('room', 'set_online', {client_index: 7, online: true}), 'unknown_participant');
    assert.equal(play.refusal('room', 'leave', {client_index: 7}), 'unknown_participant');
    assert.equal(play.refusal('room', 'tab_gone', {ssid: 7}), 'unknown_tab');
  });
});
