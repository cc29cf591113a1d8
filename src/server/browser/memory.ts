import {readdir, readFile} from 'node:fs/promises';

/** How often it is looked, in milliseconds. */
const PAUSE = 1_000;

/**
 * Ends processes that draw pages when one takes more memory than a page may: it crashes, alone, before the machine does.
 * Processes are known to Linux alone; elsewhere nothing is ended.
 *
 * @param group - process group of the browser
 * @param limit - in bytes, of what is not shared with others
 * @returns the way to stop
 */
export function limitMemory(group: number, limit: number, onEnded: (pid: number) => void): () => void {
  let looking = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    for (const pid of await renderersIn(group)) {
      if ((await ownMemoryOf(pid)) <= limit) continue;
      try {
        process.kill(pid, 'SIGKILL');
        onEnded(pid);
      } catch {
        // It has ended by itself.
      }
    }
    looking = false;
  };
  if (process.platform !== 'linux') return () => {};
  const timer = setInterval(() => void look(), PAUSE).unref();
  return () => clearInterval(timer);
}

async function renderersIn(group: number): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Boolean);
  const found = await Promise.all(pids.map(async (pid) => ((await isRendererIn(group, pid)) ? pid : 0)));
  return found.filter(Boolean);
}

async function isRendererIn(group: number, pid: number): Promise<boolean> {
  // After the name, in parentheses: state, parent, group.
  const [, , inGroup] = (await read(pid, 'stat')).replace(/^.*\) /s, '').split(' ');
  return Number(inGroup) === group && (await read(pid, 'cmdline')).includes('--type=renderer');
}

async function ownMemoryOf(pid: number): Promise<number> {
  const [, kilobytes = 0] = (await read(pid, 'status')).match(/^RssAnon:\s+(\d+) kB/m) ?? [];
  return Number(kilobytes) * 1024;
}

/** What Linux says of a process: nothing when it is gone. */
function read(pid: number, what: string): Promise<string> {
  return readFile(`/proc/${pid}/${what}`, 'utf8').catch(() => '');
}
