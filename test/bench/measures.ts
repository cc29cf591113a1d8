import {setTimeout as delay} from 'node:timers/promises';
import {type Receive, type Side, WIDTH} from './tab.ts';

/** A blank page makes a picture smaller than this, every page of the benchmark a larger one. Bytes. */
export const BLANK = 12_000;

/** A tab is at rest when nothing came for so long. Milliseconds. */
const REST = 400;

/** A click that changes nothing within this time is missed. Milliseconds. */
const MISSED = 2000;

/** Milliseconds from asking for a tab to the first picture with a page in it. */
export async function timeLoad(side: Side, url: string): Promise<number> {
  const painted = Promise.withResolvers<number>();
  const start = performance.now();
  const tab = await side.openTab(url, {viewers: 1}, (_viewer, bytes, picture) => {
    if (picture && bytes > BLANK) painted.resolve(performance.now() - start);
  });
  const time = await painted.promise;
  await tab.close();
  return time;
}

/** Milliseconds from each click to the next picture, on a page that is still until it is clicked. */
export function timeClicks(side: Side, url: string, clicks: number): Promise<number[]> {
  return click(side, url, clicks, false, ({clicked, shown}) => shown - clicked);
}

/** Milliseconds from when what a click has changed was painted for the last time, to when the sharp picture of it came. */
export function timeStills(side: Side, url: string, clicks: number): Promise<number[]> {
  return click(side, url, clicks, true, ({changed, shown}) => shown - changed);
}

/** When what was waited for came of a click, and what came before it. */
interface Shown {
  readonly clicked: number;
  /** When the last picture of another kind was painted. */
  readonly changed: number;
  readonly shown: number;
}

async function click(side: Side, url: string, clicks: number, sharp: boolean, timeOf: (times: Shown) => number) {
  const last = {byte: performance.now(), painted: performance.now()};
  let painted = Promise.withResolvers<number>();
  const tab = await side.openTab(url, {viewers: 1, sharp}, (_viewer, _bytes, picture) => {
    last.byte = performance.now();
    if (picture && (!sharp || picture.width > WIDTH)) painted.resolve(last.byte);
    else if (picture) last.painted = picture.time - performance.timeOrigin;
  });
  await painted.promise;
  const times: number[] = [];
  for (let count = 0; count < clicks; count++) {
    await rest(() => last.byte);
    painted = Promise.withResolvers();
    const clicked = performance.now();
    tab.click();
    const shown = await Promise.race([painted.promise, delay(MISSED, Number.POSITIVE_INFINITY)]);
    times.push(timeOf({clicked, changed: last.painted, shown}));
  }
  await tab.close();
  return times;
}

/** Pictures a second and KB a picture of a moving page, on average over all viewers but one that is stalled. */
export async function countPictures(side: Side, url: string, viewers: number, seconds: number, stalled = false) {
  const moving = Promise.withResolvers<void>();
  const counts = {pictures: 0, bytes: 0};
  const receive: Receive = (_viewer, bytes, picture) => {
    if (!picture) return;
    counts.pictures++;
    counts.bytes += bytes;
    if (bytes > BLANK) moving.resolve();
  };
  const tab = await side.openTab(url, {viewers, stalled}, receive);
  await moving.promise;
  await delay(1000);
  Object.assign(counts, {pictures: 0, bytes: 0});
  const start = performance.now();
  await delay(seconds * 1000);
  const {pictures, bytes} = counts;
  const elapsed = (performance.now() - start) / 1000;
  await tab.close();
  return {rate: pictures / viewers / elapsed, kilobytes: bytes / Math.max(pictures, 1) / 1000};
}

/** KB a second that a viewer of a page gets on which nothing happens, all messages counted, after a click if asked. */
export async function weighIdle(side: Side, url: string, seconds: number, click = false): Promise<number> {
  const loaded = Promise.withResolvers<void>();
  let total = 0;
  const tab = await side.openTab(url, {viewers: 1}, (_viewer, bytes, picture) => {
    total += bytes;
    if (picture && bytes > BLANK) loaded.resolve();
  });
  await loaded.promise;
  if (click) tab.click();
  await delay(1500);
  total = 0;
  await delay(seconds * 1000);
  const bytes = total;
  await tab.close();
  return bytes / 1000 / seconds;
}

async function rest(lastByte: () => number): Promise<void> {
  for (let wait = REST; wait > 0; wait = lastByte() + REST - performance.now()) await delay(wait);
}
