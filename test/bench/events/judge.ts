import {middle, percentile, type Row, share} from '../report.ts';
import type {MeasuredEvents} from './measure.ts';

/** How much of what the slower of two bare things allows is promised. */
const LEAST = 0.5;

/** What was measured of events, in words, held against what was promised. */
export function judgeEvents({floods, times, memory, deliveries}: MeasuredEvents): Row[] {
  const bare = {store: middle(deliveries.store), posts: middle(deliveries.bare)};
  const ours = middle(deliveries.ours);
  return [
    ...floods.map(({crowd: {sessions, people}, rounds}) => {
      const of = (side: 'ours' | 'store' | 'ws' | 'group') => middle(rounds.map((round) => round[side]));
      return {
        what: `events a second, ${sessions} session${sessions > 1 ? 's' : ''} of ${people} (${of('group').toFixed(0)} a commit)`,
        raw: `${rate(of('store'))} · ${rate(of('ws'))}`,
        ours: rate(of('ours')),
        ...share(middle(rounds.map(({ours, store, ws}) => ours / Math.min(store, ws))), 1, LEAST, 'the slower'),
      };
    }),
    timeRow('p50', 0.5, times),
    timeRow('p99', 0.99, times),
    {what: 'memory of an idle session', raw: '', ours: kilobytes(memory.session)},
    {what: 'memory of a participant', raw: '', ours: kilobytes(memory.participant)},
    {
      what: 'webhook deliveries a second (bare: signed POSTs)',
      raw: `${rate(bare.store)} · ${rate(bare.posts)}`,
      ours: rate(ours),
      ...share(
        middle(
          deliveries.ours.map((rate, round) => rate / Math.min(deliveries.store[round]!, deliveries.bare[round]!)),
        ),
        1,
        LEAST,
        'the slower',
      ),
    },
  ];
}

/** Both bare things have to be waited for, one after the other. */
function timeRow(name: string, at: number, {ours, store, ws}: MeasuredEvents['times']): Row {
  const time = percentile(ours, at);
  const [commit, telling] = [percentile(store, at), percentile(ws, at)];
  return {
    what: `from a command to whoever is told, ${name}`,
    raw: `${ms(commit)} · ${ms(telling)}`,
    ours: ms(time),
    promise: `at most twice both: ${Math.round((time / (commit + telling)) * 100)} %`,
    kept: time <= (commit + telling) / LEAST,
  };
}

function rate(value: number): string {
  return `${Math.round(value)} /s`;
}

function ms(time: number): string {
  return `${time.toFixed(1)} ms`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}
