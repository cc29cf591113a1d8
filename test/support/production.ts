import {randomBytes} from 'node:crypto';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {TestContext} from 'node:test';
import {ServerProcess} from './server-process.ts';

/** The public key of the space `support`, in the config of a test. */
export const WIDGET_KEY = 'wk_0123456789abcdef';

/** A folder with a config and the data of a server in production; goes when the test does. */
export class Production {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'webfuse-production-'));
  readonly config = path.join(this.folder, 'config.json');
  readonly secret = randomBytes(32).toString('base64');
  readonly #test: TestContext;

  constructor(test: TestContext, config: object = {}) {
    this.#test = test;
    test.after(() => rmSync(this.folder, {recursive: true}));
    const spaces = [{slug: 'support', widgetKeys: [WIDGET_KEY]}];
    writeFileSync(this.config, JSON.stringify({dataFolder: 'data', listen: {port: 0}, spaces, ...config}));
  }

  /** Runs `keys` with the config, to its end; what it wrote for programs and for people, and its exit code. */
  async keys(
    args: readonly string[],
    main?: string,
    env: Record<string, string> = {},
  ): Promise<{said: string[]; noted: string[]; code: number | null}> {
    const all = {WEBFUSE_SECRET: this.secret, ...env};
    const command = ['keys', ...args, '--config', this.config];
    const {said, complained, exited} = ServerProcess.run(this.#test, all, command, main);
    const code = await exited;
    return {said, noted: complained, code};
  }

  /** Starts the server. */
  run(
    env: Record<string, string> = {},
    args: readonly string[] = [],
    main?: string,
    within?: readonly string[],
  ): ServerProcess {
    const all = {WEBFUSE_SECRET: this.secret, ...env};
    return ServerProcess.run(this.#test, all, ['--config', this.config, ...args], main, within);
  }
}
