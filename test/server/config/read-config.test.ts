import assert from 'node:assert/strict';
import {chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {DEFAULT_SETTINGS} from '../../../src/model/settings.ts';
import {ConfigError} from '../../../src/server/config/config-error.ts';
import {readConfig} from '../../../src/server/config/read-config.ts';
import type {Env} from '../../../src/server/config/read-secret.ts';
import {LIMITS} from '../../../src/server/limits/numbers.ts';

const FOLDER = mkdtempSync(path.join(tmpdir(), 'webfuse-config-'));
const FILE = path.join(FOLDER, 'config.json');
after(() => rmSync(FOLDER, {recursive: true}));

const SECRET = 'x'.repeat(40);
const WIDGET_KEY = 'wk_0123456789abcdef';

function read(said: unknown, env: Env = {}) {
  writeFileSync(FILE, typeof said === 'string' ? said : JSON.stringify(said));
  return readConfig(FILE, env);
}

/** What is said of a config, without the name of its file. */
function complaint(said: unknown, env: Env = {}): string {
  try {
    read(said, env);
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    assert.ok(error.message.startsWith(`${FILE}: `), error.message);
    assert.doesNotMatch(error.message, /\n/);
    return error.message.slice(FILE.length + 2);
  }
  throw new Error('Expected a complaint, got none.');
}

function secretFile(name: string, text: string, mode = 0o600): string {
  const file = path.join(FOLDER, name);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

describe('a config', () => {
  it('needs a data folder and nothing else', () => {
    const config = read({dataFolder: 'data'});
    assert.deepEqual(config, {
      dataFolder: path.join(FOLDER, 'data'),
      instance: 'main',
      listen: {host: '127.0.0.1', port: 8080},
      origins: [],
      trustProxy: [],
      retention: {endedSessionsDays: 30},
      browser: {
        processes: 'server',
        unmasked: false,
        pageMemory: 1024,
        pageProcessor: 57,
        sessionMemory: 4096,
        sessionProcessor: 114,
      },
      log: {level: 'info'},
      limits: LIMITS,
      webhookHosts: [],
      spaces: [],
      keys: [],
      webhooks: [],
    });
  });

  it('has paths that are relative to it', () => {
    mkdirSync(path.join(FOLDER, 'secrets'), {recursive: true});
    secretFile('secrets/magic', `${SECRET}\n`);
    const {browser, spaces} = read({
      dataFolder: '/srv/data',
      browser: {path: 'bin/chromium'},
      spaces: [{slug: 'support', extensions: ['greeter'], magicSecret: {file: 'secrets/magic'}}],
    });
    assert.equal(browser.path, path.join(FOLDER, 'bin/chromium'));
    assert.deepEqual(spaces[0]?.extensions, [path.join(FOLDER, 'greeter')]);
    assert.equal(spaces[0]?.magicSecret, SECRET);
  });

  it('says of a space what is other than usual', () => {
    const space = {slug: 'support', widgetKeys: [WIDGET_KEY], settings: {auto_admission_enabled: false}};
    assert.deepEqual(read({dataFolder: 'data', spaces: [space]}).spaces, [
      {
        id: 'support',
        slug: 'support',
        name: 'support',
        widgetKeys: [WIDGET_KEY],
        origins: '*',
        type: 'meeting',
        shared: false,
        accessControl: 'company',
        magicSecret: null,
        extensions: [],
        settings: {...DEFAULT_SETTINGS, admission_enabled: true},
      },
    ]);
  });

  it('has secrets from the environment', () => {
    const config = read(
      {
        dataFolder: 'data',
        keys: [{name: 'crm', space: 'support', key: {env: 'CRM_KEY'}}],
        webhooks: [{name: 'crm', url: 'https://crm.example/hook', secrets: [{env: 'HOOK'}]}],
      },
      {CRM_KEY: `rk_${SECRET}`, HOOK: `whsec_${SECRET}`},
    );
    assert.deepEqual(config.keys, [{name: 'crm', space: 'support', key: `rk_${SECRET}`}]);
    assert.deepEqual(config.webhooks[0]?.secrets, [`whsec_${SECRET}`]);
    assert.deepEqual(config.webhooks[0]?.categories, ['space.session.*']);
  });
});

describe('the config in deploy/', () => {
  const published = JSON.parse(readFileSync('deploy/config.json', 'utf8'));

  it('is taken once it has a key of its operator’s own, and not before', () => {
    assert.match(complaint(published), /^Expected spaces\[0\]\.widgetKeys\[0\] to be wk_ and 16/);
    published.spaces[0].widgetKeys = [WIDGET_KEY];
    assert.equal(read(published).publicUrl, 'https://sessions.example.com');
  });
});

describe('a config that is not as it should be', () => {
  const spaces = (space: object) => ({dataFolder: 'data', spaces: [{slug: 'support', ...space}]});
  const saying: readonly (readonly [what: string, said: unknown, complaint: RegExp, env?: Env])[] = [
    ['is no JSON', '{"dataFolder": ', /^Expected JSON: /],
    ['is a list', [], /^Expected the config to be an object, got a list\.$/],
    ['lacks what it needs', {}, /^Expected dataFolder, a folder; it is missing\.$/],
    [
      'has a key that is none',
      {dataFolder: 'd', lisen: {}},
      /^There is no lisen in a config: expected one of .*listen,/,
    ],
    ['has one deep inside', spaces({orgins: '*'}), /^There is no spaces\[0\]\.orgins in a config: .*origins/],
    ['is the prototype', '{"dataFolder": "d", "__proto__": {}}', /^There is no __proto__ in a config/],
    [
      'has a text for a number',
      {dataFolder: 'd', listen: {port: '80'}},
      /^Expected listen\.port to be a port from 0 to 65535, got "80"\.$/,
    ],
    [
      'has another choice',
      {dataFolder: 'd', log: {level: 'loud'}},
      /^Expected log\.level .*debug, info, .*got "loud"\.$/,
    ],
    [
      'has calls at once, which are counted by the minute',
      {dataFolder: 'd', limits: {calls: {atOnce: 1, aMinute: 1}}},
      /^Expected limits\.calls to be a number from 1, got /,
    ],
    ['has a section that is none', {dataFolder: 'd', listen: 80}, /^Expected listen to be an object, got 80\.$/],
    [
      'names the demo’s key',
      spaces({widgetKeys: ['wk_demo']}),
      /^Expected spaces\[0\]\.widgetKeys\[0\] .*got "wk_demo"/,
    ],
    [
      'has an origin with a path',
      spaces({origins: ['https://a.example/x']}),
      /^Expected spaces\[0\]\.origins to be "\*"/,
    ],
    [
      'has a setting that is none',
      spaces({settings: {chat: true}}),
      /^spaces\[0\]\.settings: Expected one of the settings/,
    ],
    [
      'has two spaces of one name',
      {dataFolder: 'd', spaces: [{slug: 'a'}, {slug: 'b', id: 'a'}]},
      /the name of "a" once/,
    ],
    ['trusts everyone', {dataFolder: 'd', trustProxy: ['0.0.0.0/0']}, /^Expected trustProxy .*got "0\.0\.0\.0\/0"\.$/],
    [
      'trusts a name',
      {dataFolder: 'd', trustProxy: ['proxy']},
      /^Expected trustProxy to be IP addresses .*got "proxy"/,
    ],
    ['lacks a secret', spaces({magicSecret: {env: 'NONE'}}), /^Expected NONE in the environment, where spaces\[0\]/],
    [
      'has it in two places',
      spaces({magicSecret: {env: 'A', file: 'b'}}),
      /^Expected spaces\[0\]\.magicSecret to be \{"env"/,
    ],
    [
      'has a short secret',
      spaces({magicSecret: {env: 'A'}}),
      /^Expected .* 32 or more characters, got 5\.$/,
      {A: 'short'},
    ],
    [
      'has the wrong key',
      {dataFolder: 'd', keys: [{name: 'crm', key: {env: 'A'}}]},
      /^Expected keys\[0\]\.key to be ck_ and 32/,
      {A: `rk_${SECRET}`},
    ],
  ];
  for (const [what, said, expected, env] of saying) {
    it(`is refused in one line when it ${what}`, () => {
      assert.match(complaint(said, env), expected);
    });
  }

  it('does not have its secrets repeated', () => {
    assert.doesNotMatch(complaint(spaces({magicSecret: SECRET})), new RegExp(SECRET));
    assert.doesNotMatch(complaint({dataFolder: 'd', keys: [{name: 'a', key: {env: 'A'}}]}, {A: SECRET}), /xxx/);
  });

  it('may not name a secret that everyone can read, or that is not there', () => {
    secretFile('open', SECRET, 0o644);
    secretFile('empty', '\n');
    assert.match(
      complaint(spaces({magicSecret: {file: 'open'}})),
      /spaces\[0\]\.magicSecret\.file is .*\/open, .*chmod o-r/,
    );
    assert.match(complaint(spaces({magicSecret: {file: 'empty'}})), /empty/);
    assert.match(complaint(spaces({magicSecret: {file: 'gone'}})), /cannot be read: ENOENT/);
  });

  it('has to be there', () => {
    assert.throws(() => readConfig('/nowhere/config.json', {}), {
      name: 'ConfigError',
      message: /^Expected a config at \/nowhere\/config\.json: ENOENT/,
    });
  });
});
