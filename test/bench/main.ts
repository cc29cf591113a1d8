// `npm run bench -- [--only pictures|events] [file]`: measures our server and the browser alone, in turns, and judges what
// was promised.
import {mkdir, writeFile} from 'node:fs/promises';
import {availableParallelism, cpus, loadavg} from 'node:os';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {measureSizes} from '../sizes.ts';
import {judgeEvents} from './events/judge.ts';
import {measureEvents} from './events/measure.ts';
import {Processes} from './processes.ts';
import {format, judge, type Measured} from './report.ts';

const SHOP = 'http://shop.localhost/';
const MOVING = 'http://shop.localhost/live.html';
const STILL = 'http://bench.localhost/still.html';
const CARET = 'http://bench.localhost/caret.html';

/** Everything is measured in turns, so that what else the machine does disturbs all alike. */
const ROUNDS = 7;
const CLICKS = 20;
const SECONDS = 4;

/** How often many sessions are opened: it takes longest. */
const CROWDS = 3;

const {values, positionals} = parseArgs({allowPositionals: true, options: {only: {type: 'string'}}});
const {only} = values;
if (only !== undefined && only !== 'pictures' && only !== 'events') {
  throw new Error(`Expected --only pictures or --only events, got ${only}.`);
}
const file = path.resolve(positionals[0] ?? path.join(import.meta.dirname, '../../dist/bench.json'));
const processes = new Processes();
const load = loadavg()[0] ?? 0;
if (load > availableParallelism() / 2) say(`the machine is busy already (load ${load.toFixed(1)}): believe no p95`);

async function measure(): Promise<Measured> {
  const ours = await processes.side(...(await processes.server()));
  const raw = await processes.side('raw');
  const sides = {raw, ours};
  for (const ask of [raw, ours]) await ask('timeLoad', SHOP);

  const clicks: Measured['clicks'] = {raw: [], ours: []};
  const stills: Measured['stills'] = {raw: [], ours: []};
  const loads: Measured['loads'] = {raw: [], ours: []};
  const rates: Measured['rates'] = {raw: [], 1: [], 10: [], 25: [], stalled: []};
  let picture = 0;
  for (let round = 0; round < ROUNDS; round++) {
    say(`round ${round + 1} of ${ROUNDS}: clicks, loads, pictures a second`);
    for (const name of inTurn(['raw', 'ours'] as const, round)) {
      clicks[name].push(await sides[name]('timeClicks', STILL, CLICKS));
      stills[name].push(await sides[name]('timeStills', STILL, CLICKS));
      for (let load = 0; load < 3; load++) loads[name].push(await sides[name]('timeLoad', SHOP));
    }
    for (const who of inTurn(['raw', 1, 10, 'stalled', 25] as const, round)) {
      const viewers = who === 'raw' ? 1 : who === 'stalled' ? 10 : who;
      const counted = await (who === 'raw' ? raw : ours)('countPictures', MOVING, viewers, SECONDS, who === 'stalled');
      rates[who].push(counted.rate);
      if (who === 1) picture = counted.kilobytes;
    }
  }

  const crowd: Measured['crowd'] = {raw: [], ours: []};
  for (let round = 0; round < CROWDS; round++) {
    say(`round ${round + 1} of ${CROWDS}: 20 idle sessions and 2 that move`);
    for (const name of inTurn(['raw', 'ours'] as const, round))
      crowd[name].push(await sides[name]('weighCrowd', {idle: SHOP, moving: MOVING}, SECONDS));
  }

  say('idle tabs');
  const idle = async (url: string, click = false) => ({
    raw: await raw('weighIdle', url, SECONDS, click),
    ours: await ours('weighIdle', url, SECONDS, click),
  });
  return {
    clicks,
    stills,
    loads,
    rates,
    picture,
    crowd,
    idle: {plain: await idle(SHOP), caret: await idle(CARET, true)},
    sizes: await measureSizes(),
  };
}

/** The same in another order each round. */
function inTurn<Item>(items: readonly Item[], round: number): Item[] {
  const first = round % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

function say(what: string): void {
  console.error(`· ${what}`);
}

try {
  const pictures = only === 'events' ? null : await measure();
  await processes.close();
  const events = only === 'pictures' ? null : await measureEvents(processes, say);
  const measured = {...pictures, events};
  const rows = {pictures: pictures && judge(pictures), events: events && judgeEvents(events)};
  const machine = {
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
    load,
    platform: process.platform,
    node: process.version,
  };
  await mkdir(path.dirname(file), {recursive: true});
  await writeFile(file, `${JSON.stringify({date: new Date().toISOString(), machine, rows, measured}, null, 2)}\n`);
  if (rows.pictures) console.log(`\n${format(rows.pictures, 'raw CDP')}`);
  if (rows.events) console.log(`\n${format(rows.events, 'bare store · bare ws')}`);
  if (Object.values(rows).some((each) => each?.some(({kept}) => kept === false))) process.exitCode = 1;
  console.log(`\nAll numbers are in ${path.relative(process.cwd(), file)}.`);
} finally {
  await processes.close();
}
