import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import {createInterface, type Interface} from 'node:readline';
import type {TestContext} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';

/** How often a process is looked for: the system tells nobody when a process goes that is not their child. */
const LOOK_AGAIN = 20;

/** The server as `npm start` and production run it, in a process of its own. */
export class ServerProcess {
  /** What it wrote to standard output, and to standard error, line by line. */
  readonly said: string[] = [];
  readonly complained: string[] = [];
  /** Resolves when it is gone, with its exit code, or null when it was killed. */
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #lines: Interface;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.exited = once(child, 'close').then(([code]) => code as number | null);
    this.#lines = createInterface({input: child.stdout!}).on('line', (line) => this.said.push(line));
    createInterface({input: child.stderr!}).on('line', (line) => this.complained.push(line));
  }

  /**
   * Runs the server with these environment variables besides those of the test; goes when the test does.
   *
   * @param within - the program that runs it, with arguments, if another one does
   */
  static run(
    test: TestContext,
    env: Record<string, string> = {},
    args: readonly string[] = [],
    main = 'src/server/main.ts',
    within: readonly string[] = [],
  ): ServerProcess {
    const [program = '', ...rest] = [...within, process.execPath, main, ...args];
    const child = spawn(program, rest, {
      env: {...process.env, PORT: '0', HOST: '', ...env},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const server = new ServerProcess(child);
    test.after(async () => {
      server.send('SIGKILL');
      await server.exited;
    });
    return server;
  }

  /** Waits for the address it prints. */
  async address(): Promise<string> {
    for (;;) {
      const said = once(this.#child.stdout!, 'data').then(() => 'said');
      const [address] = this.said.join('\n').match(/http:[^\s"]+/) ?? [];
      if (address) return address;
      if ((await Promise.race([said, this.exited])) === 'said') continue;
      throw new Error(`Expected an address, got: ${[...this.said, ...this.complained].join('\n')}`);
    }
  }

  /** Waits for a line of JSON of which something holds. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into lines of every shape
  async logs(holds: (line: any) => boolean): Promise<any> {
    for (let seen = 0; ; seen++) {
      while (seen >= this.said.length) await once(this.#lines, 'line');
      const line = JSON.parse(this.said[seen]!);
      if (holds(line)) return line;
    }
  }

  send(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Ids of the processes it started, and of those that they started. */
  descendants(): number[] {
    const running = processes();
    const family = [this.#child.pid!];
    for (const id of family) family.push(...running.filter(({parent}) => parent === id).map((one) => one.id));
    return family.slice(1);
  }
}

/** Waits until none of these processes runs. */
export async function gone(ids: readonly number[]): Promise<void> {
  while (processes().some(({id}) => ids.includes(id))) await delay(LOOK_AGAIN);
}

/** Every process that runs; one that has ended and that nobody asked about does not. */
function processes(): {readonly id: number; readonly parent: number}[] {
  return readdirSync('/proc').flatMap((entry) => {
    const stat = /^\d+$/.test(entry) ? statOf(entry) : '';
    const [, state, parent] = stat.match(/\) (\w) (\d+) /) ?? [];
    return parent && state !== 'Z' ? [{id: Number(entry), parent: Number(parent)}] : [];
  });
}

function statOf(id: string): string {
  try {
    return readFileSync(`/proc/${id}/stat`, 'utf8');
  } catch {
    return '';
  }
}
