import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {
  DEFAULT_SETTINGS,
  isAllowedUrl,
  isBlockedUrl,
  SETTING_ALIASES,
  type SessionSettings,
  SPACE_ONLY,
  WITHOUT_EFFECT,
  withSettings,
} from '../../src/model/settings.ts';
import {MAX_TABS} from '../../src/model/tabs.ts';
import {checkUrl} from '../../src/model/url.ts';
import {A, ADA, B, GRACE, meeting, Play} from '../support/play.ts';

/** What is wrong with some settings, or undefined. */
function fault(changes: object, by?: 'space' | 'page'): string | undefined {
  const outcome = withSettings(DEFAULT_SETTINGS, changes, by);
  return 'refused' in outcome ? outcome.message : undefined;
}

function settled(changes: object): SessionSettings {
  const outcome = withSettings(DEFAULT_SETTINGS, changes);
  assert.ok(!('refused' in outcome), 'message' in outcome ? String(outcome.message) : '');
  return outcome as SessionSettings;
}

describe('a setting', () => {
  it('is refused with the names that there are, when it is none of them', () => {
    assert.match(fault({pause: true}) ?? '', /Expected one of the settings anyone_can_deactivate_space, .*got "pause"/);
    assert.match(fault({toString: true}) ?? '', /got "toString"/);
  });

  const wrong: [object, RegExp][] = [
    [{pause_enabled: 'yes'}, /pause_enabled to be a boolean, got a string/],
    [{pause_enabled: null}, /to be a boolean, got null/],
    [{tags: 'shop'}, /tags to be a list, got a string/],
    [{tags: [1]}, /tags to be a list of texts/],
    [{metadata: []}, /metadata to be an object, got a list/],
    [{host_rights: 'nobody'}, /one of everyone, members-only, admins-only; got "nobody"/],
    [{identification: 'face'}, /one of anonymous, name_only, verified/],
    [{startup_page_action: 'explode'}, /one of new_tab_page, custom_pages, do_nothing/],
    [{empty_session_timeout: '30'}, /to be a number, got a string/],
    [{empty_session_timeout: 0}, /number of seconds up to 86400, got 0/],
    [{empty_session_timeout: 100_000}, /up to 86400/],
    [{max_session_duration: 200}, /number of hours up to 168, got 200/],
    [{empty_session_timeout: Number.NaN}, /up to 86400, got NaN/],
    [{blocklist: '['}, /blocklist to be a JSON text like \[\{"pattern"/],
    [{blocklist: '{}'}, /it is something else/],
    [{allowlist: '[{"pattern": "("}]'}, /allowlist to be a JSON text .*Invalid regular expression/],
    [{allowlist: '[{"url": "a"}]'}, /it is something else/],
    [{blocklist: [{pattern: 'a'}]}, /blocklist to be a string, got a list/],
  ];
  for (const [changes, message] of wrong) {
    it(`is refused with what was expected and what came: ${JSON.stringify(changes)}`, () => {
      assert.match(fault(changes) ?? 'it was taken', message);
    });
  }

  it('goes on top of those of the space', () => {
    const space = settled({pause_enabled: true, tags: ['shop']});
    const session = withSettings(space, {tags: []});
    assert.deepEqual(session, {...DEFAULT_SETTINGS, pause_enabled: true, tags: []});
  });

  for (const [alias, name] of Object.entries(SETTING_ALIASES)) {
    it(`has an older name: ${alias} for ${name}`, () => {
      const opposite = name.startsWith('!');
      const real = name.replace('!', '') as keyof SessionSettings;
      const value = {boolean: true, string: '[{"pattern": "a"}]'}[typeof DEFAULT_SETTINGS[real] as string];
      assert.equal(settled({[alias]: value})[real], opposite ? false : value);
    });
  }

  it('is refused by the name it was given under', () => {
    assert.match(fault({auto_admission_enabled: 'yes'}) ?? '', /setting auto_admission_enabled to be a boolean/);
    assert.match(fault({allow_pause: 1}) ?? '', /setting allow_pause to be a boolean, got a number/);
  });

  it('admits automatically by its older name, and asks by the newer one', () => {
    assert.equal(settled({auto_admission_enabled: false}).admission_enabled, true);
    assert.equal(settled({admission_enabled: true}).admission_enabled, true);
  });

  it('takes the size of pages by its older name', () => {
    assert.equal(settled({set_to_smallest: true}).viewport, 'smallest');
    assert.equal(settled({set_to_smallest: false}).viewport, 'owner');
    assert.match(fault({set_to_smallest: 'yes'}) ?? '', /set_to_smallest/);
    assert.match(fault({viewport_width: 5_000}) ?? '', /pixels up to 1920, got 5000/);
  });

  it('is taken and forgotten where it is about something that is not here', () => {
    const changes = Object.fromEntries([...WITHOUT_EFFECT].map((name) => [name, 'anything']));
    assert.deepEqual(settled(changes), DEFAULT_SETTINGS);
  });

  for (const name of SPACE_ONLY) {
    it(`${name} belongs to the space: a page cannot set it`, () => {
      const value = DEFAULT_SETTINGS[name as keyof SessionSettings];
      assert.equal(fault({[name]: value}, 'space'), undefined);
      assert.match(fault({[name]: value}, 'page') ?? '', /belongs to the space, where it is .*: a page cannot set it/);
    });
  }

  it('of the space cannot be set by a page under its older name either', () => {
    assert.match(fault({auto_admission_enabled: true}, 'page') ?? '', /belongs to the space/);
    assert.match(fault({whitelist: '[]'}, 'page') ?? '', /belongs to the space/);
  });
});

describe('masked elements', () => {
  it('are selectors of elements, and nothing that reaches out of a selector', () => {
    const masked_elements = ['#account', 'td:nth-child(2)', '[data-kind="salary"] > span'];
    assert.deepEqual(settled({masked_elements}).masked_elements, masked_elements);
    for (const wrong of ['', ' ', 'p {} *', 'p::before', 'p/* */', 'p\\', 'a'.repeat(501)]) {
      assert.match(fault({masked_elements: [wrong]}) ?? '', /to hold CSS selectors of elements, got/);
    }
    assert.match(fault({masked_elements: Array(101).fill('p')}) ?? '', /at most 100 selectors, got 101/);
  });
});

describe('blocklist and allowlist', () => {
  it('say where people may go', () => {
    const blocked = settled({blocklist: '[{"pattern": "^https?://b\\\\."}]'});
    assert.deepEqual([isAllowedUrl(blocked, A), isAllowedUrl(blocked, B)], [true, false]);
    const allowed = settled({allowlist: '[{"pattern": "^http://a\\\\.example/"}]'});
    assert.deepEqual([isAllowedUrl(allowed, A), isAllowedUrl(allowed, B)], [true, false]);
  });

  it('both hold where both are set, and never about:blank', () => {
    const both = settled({allowlist: '[{"pattern": "example"}]', blocklist: '[{"pattern": "b.example"}]'});
    assert.deepEqual(
      [isAllowedUrl(both, A), isAllowedUrl(both, B), isAllowedUrl(both, 'about:blank')],
      [true, false, true],
    );
  });

  it('keep out of frames what is blocked, and not what is only not among those allowed', () => {
    const both = settled({allowlist: '[{"pattern": "a.example"}]', blocklist: '[{"pattern": "b.example"}]'});
    const other = 'http://c.example/';
    assert.deepEqual(
      [A, B, other].map((url) => isBlockedUrl(both, url)),
      [false, true, false],
    );
    const long = `${other}${'c'.repeat(10_000)}`;
    assert.deepEqual([isBlockedUrl(both, long), isBlockedUrl(settled({}), long)], [true, false]);
  });

  it('refuse an address, in an open tab, a new one, and one that a page opens', () => {
    const play = meeting({blocklist: '[{"pattern": "evil"}]'});
    const url = 'http://evil.example/';
    assert.equal(play.refusal(ADA, 'relocate', {url}), 'blocked_url');
    assert.equal(play.refusal(ADA, 'open_tab', {url}), 'blocked_url');
    assert.equal(play.refusal('room', 'tab_popped_up', {opener: 1, url}), 'blocked_url');
  });

  it('say nothing of files that people share, which are from nowhere on the web', () => {
    const play = meeting({allowlist: '[{"pattern": "^http://[ab]\\\\.example/"}]'});
    play.ask('room', 'file_shared', {client_index: ADA, url: 'http://files.localhost/f1/plan.pdf'});
    assert.equal(play.state.tabs.at(-1)?.url, 'http://files.localhost/f1/plan.pdf');
  });
});

describe('a file that someone shares', () => {
  const url = 'http://files.localhost/f1/plan.pdf';

  it('is refused where its sender may open no tab, and of those who are not there', () => {
    const play = new Play();
    play.ask('room', 'create', {
      settings: {...DEFAULT_SETTINGS, host_rights: 'everyone', non_hosts_can_open_tabs: false},
    });
    play.ask('room', 'join', {leader: true, user_data: {}});
    play.ask('room', 'join', {leader: false, user_data: {}});
    assert.equal(play.refusal('room', 'file_shared', {client_index: GRACE, url}), 'not_allowed');
    assert.equal(play.refusal('room', 'file_shared', {client_index: 9, url}), 'unknown_participant');
  });
});

describe('startup pages', () => {
  const begun = (settings: Partial<SessionSettings>) => {
    const play = new Play();
    play.ask('room', 'create', {settings: {...DEFAULT_SETTINGS, startup_page_action: 'custom_pages', ...settings}});
    return {play, events: play.ask('room', 'join', {leader: true, user_data: {}})};
  };

  it('open with the leader, and the first one is shown', () => {
    const {play} = begun({startup_page_list: [A, B]});
    assert.deepEqual(
      play.state.tabs.map(({url, leaderIndex}) => [url, leaderIndex]),
      [
        [A, ADA],
        [B, ADA],
      ],
    );
    assert.equal(play.state.activeSsid, 1);
  });

  it('open only where that is what the space wants', () => {
    for (const startup_page_action of ['new_tab_page', 'do_nothing'] as const) {
      assert.deepEqual(begun({startup_page_action, startup_page_list: [A]}).play.state.tabs, []);
    }
  });

  it('are those that people may go to, and no more than a session can have', () => {
    const startup_page_list = ['no address', 'file:///etc/passwd', B, ...Array<string>(2 * MAX_TABS).fill(A)];
    const {play} = begun({startup_page_list, blocklist: '[{"pattern": "b.example"}]'});
    assert.equal(play.state.tabs.length, MAX_TABS);
    assert.ok(play.state.tabs.every(({url}) => url === A));
  });

  it('wait for the leader, and do not open where something is open', () => {
    const play = new Play();
    const settings = {...DEFAULT_SETTINGS, startup_page_action: 'custom_pages' as const, startup_page_list: [A]};
    play.ask('room', 'create', {settings});
    play.ask('room', 'join', {leader: false, user_data: {}});
    assert.deepEqual(play.state.tabs, []);
    play.ask(1, 'open_tab', {url: B});
    play.ask('room', 'join', {leader: true, user_data: {}});
    assert.equal(play.state.tabs.length, 1);
  });
});

describe('running code', () => {
  it('is off unless the space allows it, and then for the leader and the host', () => {
    const code = {code: '1', type: 'javascript'} as const;
    assert.equal(meeting().refusal(ADA, 'execute', code), 'not_allowed');
    const play = meeting({code_execution_enabled: true});
    assert.equal(play.refusal(GRACE, 'execute', code), 'not_allowed');
    assert.deepEqual(play.ask(ADA, 'execute', code), []);
    play.ask(ADA, 'make_host', {to: GRACE});
    assert.deepEqual(play.ask(GRACE, 'execute', code), []);
    assert.deepEqual(play.ask(ADA, 'execute', {...code, ssid: 2}), []);
    assert.equal(play.refusal(ADA, 'execute', {...code, ssid: 9}), 'unknown_tab');
  });

  it('never reaches into a tab that is paused', () => {
    const play = meeting({code_execution_enabled: true, pause_enabled: true});
    play.ask(GRACE, 'pause_tab', {ssid: 2});
    assert.equal(play.refusal(ADA, 'execute', {code: '1', type: 'css', ssid: 2}), 'not_allowed');
  });
});

describe('an address', () => {
  it('is one of the web, in its normal form', () => {
    assert.equal(checkUrl('HTTP://A.example'), A);
    assert.equal(checkUrl('about:blank'), 'about:blank');
    for (const url of [undefined, null, 7, '', 'a.example', 'about:config', `${A}${'a'.repeat(9_000)}`]) {
      const checked = checkUrl(url);
      assert.ok(typeof checked === 'object' && checked.refused === 'invalid_url', String(url).slice(0, 20));
    }
  });
});
