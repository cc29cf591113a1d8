import {readdir, readFile} from 'node:fs/promises';

/** How Linux counts the time of processes, in parts of a second. */
const TICKS = 100;

/** What a process and all that it has started take: seconds of a processor so far, and memory. Linux alone tells. */
export async function weigh(pid: number): Promise<{seconds: number; megabytes: number}> {
  const pids = (await readdir('/proc')).map(Number).filter(Boolean);
  const all = await Promise.all(pids.map(statOf));
  const family = new Set([pid]);
  // One that was started later may have a smaller number.
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const one of all) if (family.has(one.parent)) family.add(one.pid);
  }
  const memory = await Promise.all([...family].map(memoryOf));
  return {
    seconds: all.filter((one) => family.has(one.pid)).reduce((sum, {seconds}) => sum + seconds, 0),
    megabytes: memory.reduce((sum, one) => sum + one, 0) / 1000,
  };
}

async function statOf(pid: number): Promise<{pid: number; parent: number; seconds: number}> {
  // After the name, in parentheses: state, parent, and eleven more before the times of its own and for it.
  const fields = (await read(pid, 'stat')).replace(/^.*\) /s, '').split(' ');
  return {pid, parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / TICKS || 0};
}

/** Its share of what it has in common with others, and all of its own. KB. */
async function memoryOf(pid: number): Promise<number> {
  const [, kilobytes = 0] = (await read(pid, 'smaps_rollup')).match(/^Pss:\s+(\d+) kB/m) ?? [];
  return Number(kilobytes);
}

/** What Linux says of a process: nothing when it is gone. */
function read(pid: number, what: string): Promise<string> {
  return readFile(`/proc/${pid}/${what}`, 'utf8').catch(() => '');
}
