// The people of the benchmark, in a process of their own: of our server, or of the bare one.
import {answering} from './answering.ts';
import type {Crowd} from './crowd.ts';
import {Guests} from './guests.ts';

const [origin, kind] = process.argv.slice(2) as [string, 'ours' | 'bare'];
const guests = new Guests(origin, kind);

const measures = {
  come: (sessions: number, people: number) => guests.come(sessions, people),
  join: () => guests.join(),
  flood: (crowd: Crowd, seconds: number) => guests.flood(crowd, seconds),
  timeEvents: (perSecond: number, seconds: number) => guests.timeEvents(perSecond, seconds),
  leave: () => guests.leave(),
};
export type LoadMeasures = typeof measures;

process.once('disconnect', () => guests.leave());
answering(measures, 'ready');
