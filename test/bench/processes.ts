import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import type {Arguments, Measure, Result} from './side-process.ts';

/** Asks one side to measure something. */
export type Ask = <Name extends Measure>(name: Name, ...args: Arguments<Name>) => Promise<Result<Name>>;

/** The processes of the benchmark: our server, its viewers, and the browser without either. */
export class Processes {
  #children: ChildProcess[] = [];

  /** Starts a server; resolves with its address. */
  async server(): Promise<string> {
    const child = this.#fork('server-process.ts');
    return (await answer(child)) as string;
  }

  /** Starts a side: `raw`, or the viewers of the server with that address. */
  async side(where: string): Promise<Ask> {
    const child = this.#fork('side-process.ts', where);
    await answer(child);
    return async <Name extends Measure>(name: Name, ...args: Arguments<Name>) => {
      child.send({name, args});
      return (await answer(child)) as Result<Name>;
    };
  }

  /** Ends them, the last one first, and waits until they are gone. */
  async close(): Promise<void> {
    for (const child of this.#children.reverse()) {
      if (child.exitCode !== null) continue;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    }
  }

  #fork(file: string, ...args: string[]): ChildProcess {
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {serialization: 'advanced'});
    this.#children.push(child);
    return child;
  }
}

async function answer(child: ChildProcess): Promise<unknown> {
  const done = new AbortController();
  const died = once(child, 'exit', {signal: done.signal}).then(() => {
    throw new Error('A process of the benchmark ended before it had an answer.');
  });
  try {
    return await Promise.race([once(child, 'message', {signal: done.signal}).then(([message]) => message), died]);
  } finally {
    done.abort();
    died.catch(() => {});
  }
}
