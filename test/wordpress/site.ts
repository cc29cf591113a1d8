import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {cp, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';
import {freePort} from '../support/free-port.ts';

const run = promisify(execFile);

/** Where Debian puts WordPress. */
const DEBIAN = '/usr/share/wordpress';

/** What a site of WordPress is made of on Debian. The database alone, without the service around it. */
export const WORDPRESS_PACKAGES = [
  'wordpress',
  'wordpress-theme-twentytwentythree',
  'mariadb-server-core',
  'mariadb-client',
  'php-cli',
  'php-cgi',
  'php-mysql',
  'nginx-light',
];

/** All that is started or copied. */
const NEEDED = [
  `${DEBIAN}/wp-load.php`,
  `${DEBIAN}/wp-content/themes/twentytwentythree`,
  '/usr/sbin/mariadbd',
  '/usr/bin/mariadb-install-db',
  '/usr/bin/php',
];

/** What signs nothing that anyone else could read. */
const SALTS = ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'].flatMap((name) => [`${name}_KEY`, `${name}_SALT`]);

/** A site of WordPress with the plugin, and a database of its own, in a temporary folder and on loopback. */
export class WordPress {
  readonly origin: string;
  readonly #folder: string;
  readonly #children: ChildProcess[] = [];

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.origin = `http://127.0.0.1:${port}`;
  }

  /** Whether this machine has all of it. */
  static isThere(): boolean {
    return NEEDED.every((file) => existsSync(file));
  }

  /** Starts it. Where that fails, nothing is left of it. */
  static async start(): Promise<WordPress> {
    const site = new WordPress(await mkdtemp(path.join(tmpdir(), 'webfuse-wordpress-')), await freePort());
    try {
      await site.#copy();
      await site.#startDatabase();
      await site.php('install.php');
      await site.#startServer();
      return site;
    } catch (error) {
      await site.stop();
      throw error;
    }
  }

  /** Runs a script of this folder within WordPress, with these words. Resolves with what it writes. */
  async php(script: string, ...words: string[]): Promise<string> {
    const file = path.join(import.meta.dirname, script);
    const args = ['-d', 'sendmail_path=/bin/true', '-d', 'display_errors=stderr', file, this.#web, ...words];
    const {stdout, stderr} = await run('php', args);
    if (stderr) throw new Error(`Expected ${script} to have nothing to complain of, got:\n${stderr}`);
    return stdout;
  }

  /** What PHP complains of. */
  log(): Promise<string> {
    return readFile(this.#log, 'utf8');
  }

  /** Ends what it started, and throws the folder away. */
  async stop(): Promise<void> {
    for (const child of this.#children.splice(0).reverse()) {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    await rm(this.#folder, {recursive: true});
  }

  get #web(): string {
    return path.join(this.#folder, 'web');
  }

  get #log(): string {
    return path.join(this.#folder, 'php.log');
  }

  get #socket(): string {
    return path.join(this.#folder, 'database.sock');
  }

  /** PHP sees through links to where a file is, and WordPress looks for all else beside it. */
  async #copy(): Promise<void> {
    const isWanted = (file: string) => !file.endsWith('/.htaccess') && !file.endsWith('/plugins/akismet');
    await cp(DEBIAN, this.#web, {recursive: true, dereference: true, filter: isWanted});
    const plugin = path.join(this.#web, 'wp-content/plugins/webfuse-elements');
    await cp('demo/wordpress', plugin, {recursive: true});
    await cp('dist/kit', path.join(plugin, 'kit'), {recursive: true});
    const constants = {
      WP_HOME: this.origin,
      WP_SITEURL: this.origin,
      DB_NAME: 'wordpress',
      DB_USER: 'root',
      DB_PASSWORD: '',
      DB_HOST: `localhost:${this.#socket}`,
      DB_CHARSET: 'utf8mb4',
      DB_COLLATE: '',
      ...Object.fromEntries(SALTS.map((name) => [name, name])),
      // It asks nobody for news of itself.
      WP_HTTP_BLOCK_EXTERNAL: true,
      AUTOMATIC_UPDATER_DISABLED: true,
      DISABLE_WP_CRON: true,
      WP_DEBUG: true,
      WP_DEBUG_DISPLAY: false,
      WP_DEBUG_LOG: this.#log,
    };
    const lines = Object.entries(constants).map(([name, value]) => `define('${name}', ${JSON.stringify(value)});`);
    const config = ['<?php', ...lines, "$table_prefix = 'wp_';", "require ABSPATH . 'wp-settings.php';", ''];
    await writeFile(path.join(this.#web, 'wp-config.php'), config.join('\n'));
  }

  async #startDatabase(): Promise<void> {
    const data = path.join(this.#folder, 'database');
    const common = ['--no-defaults', `--datadir=${data}`, ...(process.getuid?.() === 0 ? ['--user=root'] : [])];
    const installed = ['--auth-root-authentication-method=normal', '--skip-test-db'];
    await run('mariadb-install-db', [...common, ...installed]);
    const init = path.join(this.#folder, 'init.sql');
    await writeFile(init, 'CREATE DATABASE wordpress;\n');
    await this.#runs(/ready for connections/, '/usr/sbin/mariadbd', [
      ...common,
      `--socket=${this.#socket}`,
      `--pid-file=${path.join(this.#folder, 'database.pid')}`,
      `--init-file=${init}`,
      '--skip-networking',
      '--innodb-flush-log-at-trx-commit=0',
    ]);
  }

  async #startServer(): Promise<void> {
    await this.#runs(/Development Server .* started/, 'php', ['-S', new URL(this.origin).host, '-t', this.#web]);
  }

  /** Starts a program, and waits until it says that. */
  async #runs(isReady: RegExp, program: string, args: readonly string[]): Promise<void> {
    const child = spawn(program, args, {stdio: ['ignore', 'ignore', 'pipe']});
    this.#children.push(child);
    let said = '';
    await new Promise<void>((resolve, reject) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (isReady.test(said)) resolve();
      });
      child.once('error', reject);
      child.once('exit', () => reject(new Error(`Expected ${program} to run, got:\n${said}`)));
    });
  }
}
