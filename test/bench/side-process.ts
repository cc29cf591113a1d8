// One of the two sides, in a process of its own: `raw`, or the address and the process of a server. Measures what it is asked to.
import {findBrowser} from '../../src/server/browser/find.ts';
import {weighCrowd} from './crowd.ts';
import {countPictures, timeClicks, timeLoad, timeStills, weighIdle} from './measures.ts';
import {RawSide} from './raw-side.ts';
import {SessionSide} from './session-side.ts';
import type {Side} from './tab.ts';

/** What can be measured, each with the side in front of its other arguments. */
const MEASURES = {countPictures, timeClicks, timeLoad, timeStills, weighCrowd, weighIdle};
type Measures = typeof MEASURES;
export type Measure = keyof Measures;
export type Arguments<Name extends Measure> = Parameters<Measures[Name]> extends [Side, ...infer Rest] ? Rest : never;
export type Result<Name extends Measure> = Awaited<ReturnType<Measures[Name]>>;

const [where = 'raw', pid] = process.argv.slice(2);
const side =
  where === 'raw' ? await RawSide.start(findBrowser(process.env)) : await SessionSide.start(where, Number(pid));

process.on('message', ({name, args}: {name: Measure; args: unknown[]}) => {
  const measure = MEASURES[name] as (side: Side, ...args: unknown[]) => Promise<unknown>;
  void measure(side, ...args).then((result) => process.send?.(result));
});
process.once('disconnect', () => void side.close());
process.send?.('ready');
