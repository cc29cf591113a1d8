import {setTimeout as delay} from 'node:timers/promises';
import {BLANK} from './measures.ts';
import type {Side, Tab} from './tab.ts';
import {weigh} from './weigh.ts';

const IDLE = 20;
const MOVING = 2;

/** What many sessions at once come to. */
export interface Crowd {
  /** Pictures a second of each that moves. */
  readonly rates: readonly number[];
  /** How many processors the server and its browser keep busy. */
  readonly processors: number;
  /** Of both, each page of memory counted once. */
  readonly megabytes: number;
}

/** Opens sessions with a page each, in which nothing happens but in two of them, and one viewer for each. */
export async function weighCrowd(
  side: Side,
  urls: {readonly idle: string; readonly moving: string},
  seconds: number,
): Promise<Crowd> {
  const open: {readonly session: Side; readonly tab: Tab}[] = [];
  const show = async (url: string, onPicture: () => void) => {
    const session = await side.another();
    const loaded = Promise.withResolvers<void>();
    const tab = await session.openTab(url, {viewers: 1}, (_viewer, bytes, picture) => {
      if (!picture) return;
      if (bytes > BLANK) loaded.resolve();
      onPicture();
    });
    open.push({session, tab});
    await loaded.promise;
  };
  const pictures = Array.from({length: MOVING}, () => 0);
  for (let session = 0; session < IDLE; session++) await show(urls.idle, () => {});
  for (const session of pictures.keys())
    await show(urls.moving, () => pictures.splice(session, 1, pictures[session]! + 1));
  await delay(2000);
  pictures.fill(0);
  const [before, start] = [await weigh(side.pid), performance.now()];
  await delay(seconds * 1000);
  const [after, elapsed] = [await weigh(side.pid), (performance.now() - start) / 1000];
  const rates = pictures.map((count) => count / elapsed);
  for (const {session, tab} of open) {
    await tab.close();
    await session.leave();
  }
  return {rates, processors: (after.seconds - before.seconds) / elapsed, megabytes: after.megabytes};
}
