import {readdir, readFile} from 'node:fs/promises';

/** How often it is looked, in milliseconds. */
const PAUSE = 1_000;

/** For how long a process is remembered to have been busy. Milliseconds. */
const MINUTE = 60_000;

/** How Linux counts the time of processes, in parts of a second, on every machine that Chromium runs on. */
const TICKS = 100;

/** What the process of a page may take, or all of them together. */
export interface PageLimits {
  /** Bytes that it shares with no other one. */
  readonly memory: number;
  /** Seconds of one processor, in any minute. */
  readonly processor: number;
}

/** What a process takes right now. */
interface Greed extends PageLimits {
  readonly pid: number;
}

/** What a process took of a processor, and until when. */
interface Taken {
  readonly at: number;
  readonly seconds: number;
}

export interface GreedyOptions {
  /** What each process may take. */
  readonly limits: PageLimits;
  /** What all of them may take together, if that is limited. */
  readonly together?: PageLimits | undefined;
  /** Told which of the limits it was, and whose. */
  readonly onEnded: (pid: number, by: keyof PageLimits, whose: 'page' | 'session') => void;
  /** Told once that the processes cannot be looked at, until they can again. */
  readonly onFailed: (error: Error) => void;
}

/**
 * Ends processes that draw pages when one takes more than a page may: it crashes, alone, before the machine does. When all
 * together take more than they may, the greediest ends. Processes are known to Linux alone; elsewhere nothing is ended.
 *
 * @param group - process group of the browser
 * @returns the way to stop
 */
export function endGreedy(group: number, {limits, together, onEnded, onFailed}: GreedyOptions): () => void {
  let taken = new Map<number, readonly Taken[]>();
  const look = async () => {
    const now = new Map<number, readonly Taken[]>();
    let left: Greed[] = [];
    const end = (one: Greed, by: keyof PageLimits, whose: 'page' | 'session') => {
      left = left.filter((other) => other !== one);
      try {
        process.kill(one.pid, 'SIGKILL');
        onEnded(one.pid, by, whose);
      } catch {
        // It has ended by itself.
      }
    };
    for (const {pid, seconds} of await renderersIn(group)) {
      const lately = (taken.get(pid) ?? []).filter(({at}) => at > performance.now() - MINUTE);
      now.set(pid, [...lately, {at: performance.now(), seconds}]);
      left.push({pid, processor: seconds - (lately[0]?.seconds ?? seconds), memory: await ownMemoryOf(pid)});
    }
    for (const by of ['processor', 'memory'] as const) {
      for (const one of left) if (one[by] > limits[by]) end(one, by, 'page');
      while (together && left.reduce((sum, one) => sum + one[by], 0) > together[by])
        end(
          left.reduce((most, one) => (one[by] > most[by] ? one : most)),
          by,
          'session',
        );
    }
    taken = now;
  };
  let looking = false;
  let failed = false;
  const lookInTurn = async () => {
    if (looking) return;
    looking = true;
    try {
      await look();
      failed = false;
    } catch (error) {
      if (!failed) onFailed(error as Error);
      failed = true;
    }
    looking = false;
  };
  if (process.platform !== 'linux') return () => {};
  const timer = setInterval(() => void lookInTurn(), PAUSE).unref();
  return () => clearInterval(timer);
}

interface Renderer {
  readonly pid: number;
  /** What it has taken of a processor in all. */
  readonly seconds: number;
}

async function renderersIn(group: number): Promise<Renderer[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Boolean);
  const found = await Promise.all(pids.map((pid) => rendererIn(group, pid)));
  return found.filter((one) => one !== null);
}

async function rendererIn(group: number, pid: number): Promise<Renderer | null> {
  // After the name, in parentheses: state, parent, group, and eight more before the times of its own and for it.
  const fields = (await read(pid, 'stat')).replace(/^.*\) /s, '').split(' ');
  if (Number(fields[2]) !== group || !(await read(pid, 'cmdline')).includes('--type=renderer')) return null;
  return {pid, seconds: (Number(fields[11]) + Number(fields[12])) / TICKS};
}

async function ownMemoryOf(pid: number): Promise<number> {
  const [, kilobytes = 0] = (await read(pid, 'status')).match(/^RssAnon:\s+(\d+) kB/m) ?? [];
  return Number(kilobytes) * 1024;
}

/** What Linux says of a process: nothing when it is gone. */
function read(pid: number, what: string): Promise<string> {
  return readFile(`/proc/${pid}/${what}`, 'utf8').catch(() => '');
}
