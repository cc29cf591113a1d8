import {once} from 'node:events';
import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import https from 'node:https';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {CERTIFICATE} from './certificate.ts';

/** Kind of a question that is about an address of IPv4. */
const A = 1;

/** What a browser asks a name server of this kind, past all that a page wants, to learn whether it answers. */
const PROBE = 'www.gstatic.com';

/**
 * A name server of the loopback, over HTTPS, which takes note of every name that a browser looks up by itself, and says
 * that it is of this machine. The name server of the system has a port and an address that no test may take.
 */
export class NameCanary {
  /** The names that were asked for, oldest first. */
  readonly heard: string[] = [];
  /** Starts the browser as one that asks nobody else. */
  readonly executablePath: string;
  readonly #server: https.Server;
  readonly #folder: string;

  private constructor(server: https.Server, folder: string) {
    this.#server = server;
    this.#folder = folder;
    this.executablePath = path.join(folder, 'browser.sh');
  }

  /** Begins to listen; `onName` is told of each name. */
  static async listen(browser: string, onName: (name: string) => void): Promise<NameCanary> {
    const folder = await mkdtemp(path.join(tmpdir(), 'webfuse-names-'));
    const server = https.createServer(CERTIFICATE, ({url = ''}, response) => {
      const question = new URL(url, 'https://localhost').searchParams.get('dns') ?? '';
      const {name, answer} = answerTo(Buffer.from(question, 'base64url'));
      if (name !== PROBE) {
        canary.heard.push(name);
        onName(name);
      }
      response.writeHead(200, {'content-type': 'application/dns-message'}).end(answer);
    });
    const canary = new NameCanary(server, folder);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const {port} = server.address() as AddressInfo;
    // The browser is of another user.
    await chmod(folder, 0o755);
    const state = JSON.stringify({dns_over_https: {mode: 'secure', templates: `https://127.0.0.1:${port}/{?dns}`}});
    await writeFile(path.join(folder, 'Local State'), state, {mode: 0o644});
    await writeFile(canary.executablePath, script(browser), {mode: 0o755});
    return canary;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await rm(this.#folder, {recursive: true});
  }
}

/** No flag says whom to ask, only what a profile holds does. */
function script(browser: string): string {
  return `#!/bin/sh
for flag; do
  case $flag in --user-data-dir=*) cat "\${0%/*}/Local State" > "\${flag#*=}/Local State" ;; esac
done
exec '${browser}' "$@"
`;
}

/** The name in a question of the DNS, and that it is at 127.0.0.1. */
function answerTo(question: Buffer): {name: string; answer: Buffer} {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at++] ?? 0; length; length = question[at++] ?? 0) {
    labels.push(question.toString('latin1', at, at + length));
    at += length;
  }
  const known = question.readUInt16BE(at) === A;
  const header = Buffer.from(question.subarray(0, 12));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(known ? 1 : 0, 6);
  header.fill(0, 8);
  const address = Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1]);
  const parts = [header, question.subarray(12, at + 4), ...(known ? [address] : [])];
  return {name: labels.join('.').toLowerCase(), answer: Buffer.concat(parts)};
}
