import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import type {Arguments, Measure, Result} from './side-process.ts';

/** Asks one side to measure something. */
export type Ask = <Name extends Measure>(name: Name, ...args: Arguments<Name>) => Promise<Result<Name>>;

/** A process that does what it is asked for by name. */
export interface Asked<Measures extends Readonly<Record<string, (...args: never[]) => unknown>>> {
  /** What it said when it was ready. */
  readonly ready: string;
  ask<Name extends keyof Measures>(
    name: Name,
    ...args: Parameters<Measures[Name]>
  ): Promise<Awaited<ReturnType<Measures[Name]>>>;
  /** Ends it, and waits until it is gone. */
  end(): Promise<void>;
}

/** The processes of the benchmark: our server, its viewers, and the browser without either. */
export class Processes {
  #children: ChildProcess[] = [];

  /** Starts a server; resolves with its address and its process. */
  async server(): Promise<[origin: string, pid: string]> {
    const child = this.#fork('server-process.ts');
    return [(await answer(child)) as string, String(child.pid)];
  }

  /** Starts a side: `raw`, or the viewers of the server with that address and process. */
  async side(...where: ['raw'] | [origin: string, pid: string]): Promise<Ask> {
    const child = this.#fork('side-process.ts', ...where);
    await answer(child);
    return async <Name extends Measure>(name: Name, ...args: Arguments<Name>) => {
      child.send({name, args});
      return (await answer(child)) as Result<Name>;
    };
  }

  /** Starts a process that answers with `answering()`. */
  async start<Measures extends Readonly<Record<string, (...args: never[]) => unknown>>>(
    file: string,
    ...args: string[]
  ): Promise<Asked<Measures>> {
    const child = this.#fork(file, ...args);
    const ready = (await answer(child)) as string;
    return {
      ready,
      ask: async (name, ...given) => {
        child.send({name, args: given});
        return (await answer(child)) as never;
      },
      end: () => end(child),
    };
  }

  /** Ends them, the last one first, and waits until they are gone. */
  async close(): Promise<void> {
    for (const child of this.#children.reverse()) await end(child);
  }

  #fork(file: string, ...args: string[]): ChildProcess {
    const options = {serialization: 'advanced' as const, execArgv: ['--expose-gc']};
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, options);
    this.#children.push(child);
    return child;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
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
