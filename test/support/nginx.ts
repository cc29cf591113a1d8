import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {TestContext} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {freePort} from './free-port.ts';

/** The file that is published. */
const PUBLISHED = path.join(import.meta.dirname, '../../deploy/nginx.conf');

/** Where Debian puts it, which is not in everyone's PATH. */
const PLACES = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx', '/usr/local/bin/nginx'];

/** How often it is looked for a line in the log. */
const LOOKS = 500;

/** nginx with the published config, on ports of its own, before a server. */
export class Nginx {
  /** `https://localhost` and its port. */
  readonly origin: string;
  readonly plainOrigin: string;
  /** What its certificate is checked against. */
  readonly ca: string;
  readonly #folder: string;

  private constructor(ports: {readonly secure: number; readonly plain: number}, folder: string) {
    this.origin = `https://localhost:${ports.secure}`;
    this.plainOrigin = `http://localhost:${ports.plain}`;
    this.ca = readFileSync(path.join(folder, 'certificate.pem'), 'utf8');
    this.#folder = folder;
  }

  /** Where nginx is, or undefined. */
  static find(): string | undefined {
    return PLACES.find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
  }

  /** Starts it before the server on that port; goes when the test does. */
  static async before(server: number, test: TestContext): Promise<Nginx> {
    const folder = mkdtempSync(path.join(tmpdir(), 'webfuse-nginx-'));
    const ports = {secure: await freePort(), plain: await freePort()};
    makeCertificate(folder);
    writeFileSync(path.join(folder, 'nginx.conf'), wrapped(adapted(folder, {...ports, server}), folder));
    const child = spawn(Nginx.find()!, ['-c', path.join(folder, 'nginx.conf'), '-p', folder, '-e', 'stderr'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    test.after(async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(folder, {recursive: true});
    });
    await listens(child, ports.secure);
    return new Nginx(ports, folder);
  }

  /** What it wrote of who asked what, once something like that is in it: it writes after it has answered. */
  async log(line: RegExp): Promise<string> {
    for (let looks = 0; ; looks++) {
      const log = readFileSync(path.join(this.#folder, 'access.log'), 'utf8');
      if (line.test(log)) return log;
      if (looks === LOOKS) throw new Error(`Expected nginx to write ${line}, got:\n${log}`);
      await delay(20);
    }
  }
}

/** The published file with other ports, paths and names. Each of them has to be there. */
function adapted(folder: string, {secure, plain, server}: Readonly<Record<string, number>>): string {
  const changes: readonly (readonly [from: string, to: string])[] = [
    ['listen 80;', `listen 127.0.0.1:${plain};`],
    ['listen [::]:80;', ''],
    ['listen 443 ssl;', `listen 127.0.0.1:${secure} ssl;`],
    ['listen [::]:443 ssl;', ''],
    ['server 127.0.0.1:8080;', `server 127.0.0.1:${server};`],
    ['/etc/letsencrypt/live/sessions.example.com/fullchain.pem', path.join(folder, 'certificate.pem')],
    ['/etc/letsencrypt/live/sessions.example.com/privkey.pem', path.join(folder, 'key.pem')],
    ['/var/log/nginx/webfuse.log', path.join(folder, 'access.log')],
    ['sessions.example.com', 'localhost'],
  ];
  let text = readFileSync(PUBLISHED, 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`Expected "${from}" in ${PUBLISHED}.`);
    text = text.replaceAll(from, to);
  }
  return text;
}

/** What Debian's own nginx.conf has around such a file, as far as it is needed. */
function wrapped(included: string, folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off;
pid ${folder}/nginx.pid;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
events { worker_connections 64; }
http {
${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n')}
${included}
}
`;
}

function makeCertificate(folder: string): void {
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const files = ['-keyout', path.join(folder, 'key.pem'), '-out', path.join(folder, 'certificate.pem')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...key, '-days', '2', ...names, ...files], {stdio: 'ignore'});
}

async function listens(child: ChildProcess, port: number): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`nginx ended at once, with ${child.exitCode}.`);
    try {
      await fetch(`http://127.0.0.1:${port}/`);
      return;
    } catch {
      await delay(20);
    }
  }
}
