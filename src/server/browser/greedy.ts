import {readdir, readFile} from 'node:fs/promises';

/** How often it is looked, in milliseconds. */
const PAUSE = 1_000;

/** For how long a process is remembered to have been busy. Milliseconds. */
const MINUTE = 60_000;

/** How Linux counts the time of processes, in parts of a second, on every machine that Chromium runs on. */
const TICKS = 100;

/** What the process of a page may take, or all those of a session together. */
export interface PageLimits {
  /** Bytes that it shares with no other one. */
  readonly memory: number;
  /** Seconds of one processor, in any minute. */
  readonly processor: number;
}

/** What a process takes right now. */
interface Greed extends PageLimits {
  readonly pid: number;
  /** Whose pages it draws, or null where that is not known. */
  readonly owner: string | null;
}

/** What a process took of a processor, and until when. */
interface Taken {
  readonly at: number;
  readonly seconds: number;
}

export interface GreedyOptions {
  /** What each process may take. */
  readonly limits: PageLimits;
  /** What all those of one owner may take together, if that is limited. */
  readonly together?: PageLimits | undefined;
  /** Whose pages a process draws, by the number that the browser gave it; null where that is not known. */
  readonly ownerOf: (drawer: number) => string | null;
  /** Told which of the limits it was, and whose processes had too much together, or null where it was this one by itself. */
  readonly onEnded: (pid: number, by: keyof PageLimits, owner: string | null) => void;
  /** Told once that the processes cannot be looked at, until they can again. */
  readonly onFailed: (error: Error) => void;
}

/**
 * Ends processes that draw pages when one takes more than a page may: it crashes, alone, before the machine does. When
 * those of one session take more than they may together, the greediest ends. Processes are known to Linux alone; elsewhere
 * nothing is ended.
 *
 * @param group - process group of the browser
 * @returns the way to stop
 */
export function endGreedy(group: number, {limits, together, ownerOf, onEnded, onFailed}: GreedyOptions): () => void {
  let taken = new Map<number, readonly Taken[]>();
  const look = async () => {
    const now = new Map<number, readonly Taken[]>();
    let left: Greed[] = [];
    const end = (one: Greed, by: keyof PageLimits, owner: string | null) => {
      left = left.filter((other) => other !== one);
      try {
        process.kill(one.pid, 'SIGKILL');
        onEnded(one.pid, by, owner);
      } catch {
        // It has ended by itself.
      }
    };
    for (const {pid, drawer, seconds} of await renderersIn(group)) {
      const lately = (taken.get(pid) ?? []).filter(({at}) => at > performance.now() - MINUTE);
      now.set(pid, [...lately, {at: performance.now(), seconds}]);
      const processor = seconds - (lately[0]?.seconds ?? seconds);
      left.push({pid, owner: ownerOf(drawer), processor, memory: await ownMemoryOf(pid)});
    }
    for (const by of ['processor', 'memory'] as const) {
      for (const one of left) if (one[by] > limits[by]) end(one, by, null);
      for (const [owner, those] of Map.groupBy(left, (one) => one.owner)) {
        if (!together || owner === null) continue;
        const greedy = those.sort((one, other) => other[by] - one[by]);
        let sum = those.reduce((before, one) => before + one[by], 0);
        for (const one of greedy) {
          if (sum <= together[by]) break;
          end(one, by, owner);
          sum -= one[by];
        }
      }
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
  /** The number that the browser gave it. */
  readonly drawer: number;
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
  if (Number(fields[2]) !== group) return null;
  const line = await read(pid, 'cmdline');
  if (!line.includes('--type=renderer')) return null;
  const [, drawer] = line.match(/--renderer-client-id=(\d+)/) ?? [];
  return {pid, drawer: Number(drawer), seconds: (Number(fields[11]) + Number(fields[12])) / TICKS};
}

async function ownMemoryOf(pid: number): Promise<number> {
  const [, kilobytes = 0] = (await read(pid, 'status')).match(/^RssAnon:\s+(\d+) kB/m) ?? [];
  return Number(kilobytes) * 1024;
}

/** What Linux says of a process: nothing when it is gone. */
function read(pid: number, what: string): Promise<string> {
  return readFile(`/proc/${pid}/${what}`, 'utf8').catch(() => '');
}
