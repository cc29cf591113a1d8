import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {UserData} from '../../src/model/events.ts';
import {project, projectState} from '../../src/model/project.ts';
import {DEFAULT_SETTINGS, type SessionSettings} from '../../src/model/settings.ts';
import type {Role} from '../../src/model/state.ts';
import {A, ADA, controllers, GRACE, LINUS, meeting, names, owners, Play} from '../support/play.ts';

/** A session that Ada leads, and into which others come with these roles. */
function session(settings: Partial<SessionSettings>, ...roles: Role[]): Play {
  const play = new Play();
  play.ask('room', 'create', {settings: {...DEFAULT_SETTINGS, ...settings}});
  play.ask('room', 'join', {leader: true, user_data: {name: 'Ada'}});
  for (const role of roles) play.ask('room', 'join', {leader: false, user_data: {name: role}, role});
  return play;
}

/** A session that lets nobody in without the host. */
const guarded = () => session({admission_enabled: true, host_rights: 'everyone'});

describe('host_rights', () => {
  const heirs: [SessionSettings['host_rights'], Role[], heir: number | null][] = [
    ['everyone', ['guest', 'member', 'admin'], 1],
    ['members-only', ['guest', 'member', 'admin'], 2],
    ['admins-only', ['guest', 'member', 'admin'], 3],
    ['members-only', ['guest', 'guest'], null],
    ['admins-only', ['guest', 'member'], null],
  ];
  for (const [host_rights, roles, heir] of heirs) {
    it(`${host_rights}: of ${roles.join(', ')}, ${heir === null ? 'nobody' : `number ${heir}`} inherits from the leader`, () => {
      const play = session({host_rights}, ...roles);
      play.ask('room', 'leave', {client_index: ADA});
      assert.equal(play.state.host, heir);
    });
  }

  for (const [host_rights, first] of [
    ['everyone', 1],
    ['members-only', 2],
    ['admins-only', 3],
  ] as const) {
    it(`${host_rights}: number ${first} becomes host by coming first, before the leader`, () => {
      const play = new Play();
      play.ask('room', 'create', {settings: {...DEFAULT_SETTINGS, host_rights}});
      for (const role of ['guest', 'member', 'admin'] as const) {
        play.ask('room', 'join', {leader: false, user_data: {}, role});
      }
      assert.equal(play.state.host, first);
    });
  }

  it('prefers whoever is connected', () => {
    const play = session({host_rights: 'everyone'}, 'guest', 'guest');
    play.ask('room', 'set_online', {client_index: 1, online: false});
    play.ask('room', 'leave', {client_index: ADA});
    assert.equal(play.state.host, 2);
  });

  it('does not limit whom the host makes host', () => {
    const play = session({host_rights: 'admins-only'}, 'guest');
    play.ask(ADA, 'make_host', {to: 1});
    assert.equal(play.state.host, 1);
  });

  it('leaves nobody to ask where nobody may be host', () => {
    const play = session({host_rights: 'admins-only'}, 'guest');
    play.ask('room', 'leave', {client_index: ADA});
    assert.equal(play.refusal(1, 'request_to_host', {}), 'not_allowed');
  });

  it('passes the tabs of a leader whom no host follows to whoever came first', () => {
    const play = session({host_rights: 'admins-only'}, 'guest', 'guest');
    play.ask(ADA, 'open_tab', {url: A});
    play.ask('room', 'leave', {client_index: ADA});
    assert.deepEqual([owners(play), controllers(play)], [[1], [1]]);
  });
});

describe('requests', () => {
  it('for control wait in line, and a grant to one leaves the others waiting', () => {
    const play = meeting();
    play.ask(GRACE, 'request_tab_control', {});
    play.ask(LINUS, 'request_tab_control', {});
    play.ask(ADA, 'transfer_tab_control', {to: LINUS});
    assert.deepEqual(
      play.state.controlRequests.map(({clientIndex}) => clientIndex),
      [GRACE],
    );
  });

  it('for host rights wait in line, and all are settled when the host changes', () => {
    const play = meeting();
    play.ask(GRACE, 'request_to_host', {});
    play.ask(LINUS, 'request_to_host', {});
    assert.deepEqual(play.state.hostRequests, [GRACE, LINUS]);
    play.ask(ADA, 'make_host', {to: LINUS});
    assert.deepEqual(play.state.hostRequests, []);
  });

  it('for control stay when the page of another tab opens one for whoever asks', () => {
    const play = meeting();
    play.ask(ADA, 'transfer_tab_control', {to: GRACE});
    play.ask(ADA, 'open_tab', {url: A});
    play.ask(GRACE, 'request_tab_control', {ssid: 3});
    play.ask('room', 'tab_popped_up', {opener: 1, url: A});
    assert.deepEqual(play.state.controlRequests, [{clientIndex: GRACE, leaderIndex: ADA, ssid: 3}]);
  });

  it('go when the tab goes, and when either of the two leaves', () => {
    const play = meeting();
    play.ask(LINUS, 'request_tab_control', {ssid: 2});
    play.ask(GRACE, 'close_tab', {ssid: 2});
    play.ask(LINUS, 'request_tab_control', {ssid: 1});
    play.ask('room', 'leave', {client_index: LINUS});
    assert.deepEqual(play.state.controlRequests, []);
  });

  it('are known to those two alone', () => {
    const play = meeting();
    play.ask(LINUS, 'request_tab_control', {ssid: 2});
    play.ask(LINUS, 'request_to_host', {});
    const known = (viewer: number) => {
      const {controlRequests, hostRequests} = projectState(play.state, viewer);
      return [controlRequests.length, hostRequests.length];
    };
    assert.deepEqual([ADA, GRACE, LINUS].map(known), [
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
  });
});

describe('admission', () => {
  it('lets guests wait, and the leader, members and admins in', () => {
    const play = guarded();
    const [event] = play.ask('room', 'join', {leader: false, user_data: {name: 'Ben'}});
    assert.deepEqual(event, {
      name: 'admission_requested',
      payload: {clientIndex: 1, userData: {name: 'Ben'}, role: 'guest'},
    });
    play.ask('room', 'join', {leader: false, user_data: {}, role: 'member'});
    play.ask('room', 'join', {leader: false, user_data: {}, role: 'admin'});
    assert.deepEqual(
      play.state.participants.map(({clientIndex}) => clientIndex),
      [0, 2, 3],
    );
    assert.deepEqual(play.state.waiting, [{clientIndex: 1, userData: {name: 'Ben'}}]);
  });

  it('is told to the host, who is told no role, and to nobody else', () => {
    const play = guarded();
    play.ask('room', 'join', {leader: false, user_data: {}, role: 'member'});
    const before = play.state;
    const [event] = play.ask('room', 'join', {leader: false, user_data: {}});
    assert.ok(event);
    assert.deepEqual(project(event, ADA, before), {
      name: 'admission_requested',
      payload: {clientIndex: 2, userData: {}},
    });
    assert.equal(project(event, 1, before), null);
    assert.deepEqual(
      [projectState(play.state, ADA).waiting.length, projectState(play.state, 1).waiting.length],
      [1, 0],
    );
  });

  it('is up to the host', () => {
    const play = guarded();
    play.ask('room', 'join', {leader: false, user_data: {}, role: 'member'});
    play.ask('room', 'join', {leader: false, user_data: {}});
    assert.equal(play.refusal(1, 'admit', {to: 2}), 'not_allowed');
    assert.equal(play.refusal(1, 'refuse', {to: 2}), 'not_allowed');
    assert.equal(play.refusal(ADA, 'admit', {to: 9}), 'not_requested');
    assert.deepEqual(names(play.ask(ADA, 'admit', {to: 2})), ['participant_joined']);
    assert.equal(play.refusal(ADA, 'refuse', {to: 2}), 'not_requested');
    assert.deepEqual(play.state.waiting, []);
  });

  it('sends someone away, who may come again under another index', () => {
    const play = guarded();
    play.ask('room', 'join', {leader: false, user_data: {}});
    assert.deepEqual(names(play.ask(ADA, 'refuse', {to: 1})), ['admission_refused']);
    play.ask('room', 'join', {leader: false, user_data: {}});
    assert.deepEqual(
      play.state.waiting.map(({clientIndex}) => clientIndex),
      [2],
    );
  });

  it('is withdrawn by someone who goes away', () => {
    const play = guarded();
    play.ask('room', 'join', {leader: false, user_data: {}});
    assert.deepEqual(names(play.ask('room', 'leave', {client_index: 1})), ['admission_withdrawn']);
    assert.deepEqual(play.state.waiting, []);
  });

  it('is told again to a new host, and to everyone in huddle mode', () => {
    const play = guarded();
    play.ask('room', 'join', {leader: false, user_data: {}, role: 'member'});
    play.ask('room', 'join', {leader: false, user_data: {}});
    assert.deepEqual(names(play.ask(ADA, 'make_host', {to: 1})), ['host_changed', 'admission_requested']);
    assert.deepEqual(names(play.ask(1, 'set_huddle_mode', {enabled: true})), ['huddle_mode', 'admission_requested']);
    assert.equal(projectState(play.state, ADA).waiting.length, 1);
    play.ask(ADA, 'admit', {to: 2});
    assert.equal(play.state.participants.length, 3);
  });

  it('waits for a host who comes later', () => {
    const play = new Play();
    play.ask('room', 'create', {settings: {...DEFAULT_SETTINGS, admission_enabled: true}});
    play.ask('room', 'join', {leader: false, user_data: {}});
    const events = play.ask('room', 'join', {leader: true, user_data: {}});
    assert.deepEqual(names(events), ['participant_joined', 'host_changed', 'admission_requested']);
  });
});

describe('identification', () => {
  it('wants a name of everyone but the leader, and goes on to want it', () => {
    const play = session({identification: 'name_only', host_rights: 'everyone'});
    for (const user_data of [{}, {name: ' '}, {name: 7}] as UserData[]) {
      assert.equal(play.refusal('room', 'join', {leader: false, user_data}), 'identification_required');
    }
    play.ask('room', 'join', {leader: false, user_data: {name: 'Ben'}});
    assert.equal(play.refusal(1, 'update_user_data', {user_data: {}}), 'identification_required');
    play.ask(1, 'update_user_data', {user_data: {name: 'Benjamin'}});
    play.ask(ADA, 'update_user_data', {user_data: {}});
  });

  it('wants proof of who everyone is but the leader', () => {
    const play = session({identification: 'verified'});
    assert.equal(play.refusal('room', 'join', {leader: false, user_data: {name: 'Ben'}}), 'identification_required');
    play.ask('room', 'join', {leader: false, user_data: {name: 'Ben'}, verified: true});
  });

  it('lets who came with a proof add to what is known of them, and change nothing of it', () => {
    for (const [identification, name] of [
      ['verified', 'Ben'],
      ['name_only', 'Ada'],
    ] as const) {
      const play = session({identification});
      play.ask('room', 'join', {leader: false, user_data: {name: 'Ben'}, verified: true});
      play.ask(1, 'update_user_data', {user_data: {name: 'Ada', team: 'Tea'}});
      assert.deepEqual(play.state.participants.at(-1)?.userData, {name, team: 'Tea'});
    }
  });
});

describe('removing someone', () => {
  it('is for the host, and never of oneself or of a stranger', () => {
    const play = meeting();
    assert.equal(play.refusal(GRACE, 'remove_participant', {client_index: LINUS}), 'not_allowed');
    assert.equal(play.refusal(ADA, 'remove_participant', {client_index: ADA}), 'not_allowed');
    assert.equal(play.refusal(ADA, 'remove_participant', {client_index: 9}), 'unknown_participant');
  });

  it('says so, and hands their tabs to the host', () => {
    const play = meeting();
    const [left] = play.ask(ADA, 'remove_participant', {client_index: GRACE});
    assert.deepEqual(left, {
      name: 'participant_left',
      payload: {clientIndex: GRACE, userData: {name: 'Grace'}, removed: true},
    });
    assert.deepEqual(owners(play), [ADA, ADA]);
    assert.equal(play.refusal(GRACE, 'open_tab', {url: A}), 'not_joined');
  });
});
