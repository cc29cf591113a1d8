import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {findBrowser} from '../../../src/server/browser/find.ts';
import {readAll} from '../../../src/server/cli/production.ts';
import {Production} from '../../support/production.ts';

const args = {check: false, help: false, version: false, noSandbox: false} as const;

describe('a server in production', () => {
  it('joins the browser that its config or its environment names, and needs none of its own then', (test) => {
    const said = 'ws://127.0.0.1:9222/devtools/browser/said';
    const {config, secret} = new Production(test, {browser: {browserWSEndpoint: said, processes: 'session'}});
    // Nobody has a browser there.
    const env = {WEBFUSE_SECRET: secret, CHROME_PATH: '/nowhere/chromium'};
    assert.equal(readAll({...args, config}, env).browserWSEndpoint, said);
    const other = 'wss://pool.internal/?token=x';
    assert.equal(readAll({...args, config}, {...env, BROWSER_WS_ENDPOINT: other}).browserWSEndpoint, other);
  });

  it('is called what its environment says, or its config, or main', (test) => {
    const nameOf = (said: object, env: object) => {
      const {config, secret} = new Production(test, {browser: {browserWSEndpoint: 'ws://127.0.0.1:9222/'}, ...said});
      return readAll({...args, config}, {WEBFUSE_SECRET: secret, ...env}).config.instance;
    };
    assert.deepEqual([nameOf({}, {}), nameOf({instance: 'eu-1'}, {})], ['main', 'eu-1']);
    assert.equal(nameOf({instance: 'eu-1'}, {WEBFUSE_INSTANCE: 'eu-2'}), 'eu-2');
  });

  it('finds a browser of its own otherwise', (test) => {
    const {config, secret} = new Production(test);
    const {browserWSEndpoint, executablePath} = readAll({...args, config}, {...process.env, WEBFUSE_SECRET: secret});
    assert.deepEqual([browserWSEndpoint, executablePath], [undefined, findBrowser(process.env)]);
  });
});
