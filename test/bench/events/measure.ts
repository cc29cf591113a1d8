import {mkdtemp, rm} from 'node:fs/promises';
import path from 'node:path';
import type {Processes} from '../processes.ts';
import {BareStore} from './bare-store.ts';
import {CALM, CROWDS, type Crowd} from './crowd.ts';
import type {LoadMeasures} from './load-process.ts';
import type {ReceiverMeasures} from './receiver-process.ts';
import type {ServerMeasures} from './server-process.ts';

/** Of each crowd: what is measured in turns, so that what else the machine does disturbs all alike. */
const ROUNDS = 5;
const SECONDS = 3;

/** How many events a second are said while each of them is timed. */
const CALM_RATE = 200;
const CALM_SECONDS = 5;

/** More than a bare store is done with while it is measured. */
const MOST_DELIVERIES = 400_000;

/** How many sessions and people are weighed. */
const WEIGHED = 1000;

/** Where the databases lie: on the disk that the project is on. */
const DISK = path.join(import.meta.dirname, '../../../dist');

export interface Rates {
  readonly ours: number;
  readonly store: number;
  readonly ws: number;
  /** How many events went to the disk at once. */
  readonly group: number;
}

/** Rates in a second, times in milliseconds, weights in bytes. */
export interface MeasuredEvents {
  readonly floods: readonly {readonly crowd: Crowd; readonly rounds: readonly Rates[]}[];
  readonly times: {readonly ours: number[]; readonly ws: number[]; readonly store: number[]};
  readonly memory: {readonly session: number; readonly participant: number};
  readonly deliveries: {readonly ours: number[]; readonly bare: number[]; readonly store: number[]};
}

/** Measures events from their command to everyone, and what it costs to keep sessions and to tell webhooks. */
export async function measureEvents(processes: Processes, say: (what: string) => void): Promise<MeasuredEvents> {
  const folder = await mkdtemp(path.join(DISK, 'bench-'));
  try {
    const floods = [];
    for (const crowd of CROWDS) {
      say(`events a second, ${crowd.sessions} × ${crowd.people} people`);
      floods.push({crowd, rounds: await flood(processes, folder, crowd)});
    }
    say('the time of one event');
    const times = await timeEvents(processes, folder);
    say('memory');
    const memory = await weigh(processes, folder);
    say('webhooks');
    return {floods, times, memory, deliveries: await deliver(processes, folder)};
  } finally {
    await rm(folder, {recursive: true});
  }
}

/** A server of ours and a bare one, each with its people. */
async function bothSides(processes: Processes, folder: string) {
  const server = await processes.start<ServerMeasures>('events/server-process.ts', folder);
  const ours = await processes.start<LoadMeasures>('events/load-process.ts', server.ready, 'ours');
  const bare = await processes.start<LoadMeasures>('events/bare-ws-process.ts');
  const ws = await processes.start<LoadMeasures>('events/load-process.ts', bare.ready, 'bare');
  const end = async () => {
    for (const process of [ws, bare, ours, server]) await process.end();
  };
  return {server, ours, ws, end};
}

async function flood(processes: Processes, folder: string, crowd: Crowd): Promise<Rates[]> {
  const {server, ours, ws, end} = await bothSides(processes, folder);
  await ours.ask('come', crowd.sessions, crowd.people);
  await ws.ask('come', crowd.sessions, crowd.people);
  const rounds: Rates[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await server.ask('group');
    const rate = await ours.ask('flood', crowd, SECONDS);
    const group = await server.ask('group');
    const store = bare(folder, crowd.sessions, (alone) => alone.events(Math.max(1, Math.round(group)), SECONDS));
    rounds.push({ours: rate, store, ws: await ws.ask('flood', crowd, SECONDS), group});
  }
  await end();
  return rounds;
}

async function timeEvents(processes: Processes, folder: string): Promise<MeasuredEvents['times']> {
  const {ours, ws, end} = await bothSides(processes, folder);
  const times: MeasuredEvents['times'] = {ours: [], ws: [], store: []};
  for (const side of [ours, ws]) await side.ask('come', CALM.sessions, CALM.people);
  for (let round = 0; round < ROUNDS; round += 1) {
    times.ours.push(...(await ours.ask('timeEvents', CALM_RATE, CALM_SECONDS)));
    times.ws.push(...(await ws.ask('timeEvents', CALM_RATE, CALM_SECONDS)));
    const store = new BareStore(folder, CALM.sessions);
    times.store.push(...(await store.eventTimes(CALM_RATE, CALM_SECONDS)));
    store.close();
  }
  await end();
  return times;
}

async function weigh(processes: Processes, folder: string): Promise<MeasuredEvents['memory']> {
  const server = await processes.start<ServerMeasures>('events/server-process.ts', folder);
  const people = await processes.start<LoadMeasures>('events/load-process.ts', server.ready, 'ours');
  // What is loaded and made for the first one is not counted.
  await people.ask('come', 1, 2);
  await people.ask('leave');
  const empty = await server.ask('memory');
  await people.ask('come', WEIGHED, 1);
  const one = await server.ask('memory');
  await people.ask('join');
  const two = await server.ask('memory');
  await people.end();
  await server.end();
  const participant = (two - one) / WEIGHED;
  return {session: (one - empty) / WEIGHED - participant, participant};
}

async function deliver(processes: Processes, folder: string): Promise<MeasuredEvents['deliveries']> {
  const receiver = await processes.start<ReceiverMeasures>('events/receiver-process.ts');
  const sender = await processes.start<ReceiverMeasures>('events/receiver-process.ts');
  const server = await processes.start<ServerMeasures>('events/server-process.ts', folder, receiver.ready);
  const people = await processes.start<LoadMeasures>('events/load-process.ts', server.ready, 'ours');
  await people.ask('come', CALM.sessions, CALM.people);
  const deliveries: MeasuredEvents['deliveries'] = {ours: [], bare: [], store: []};
  for (let round = 0; round < ROUNDS; round += 1) {
    deliveries.bare.push(await sender.ask('send', receiver.ready, SECONDS));
    // More than can be delivered while it is counted; what is said meanwhile would be another measure.
    await people.ask('flood', {...CALM, atOnce: 8}, SECONDS);
    await server.ask('group');
    deliveries.ours.push(await receiver.ask('rate', SECONDS));
    const group = Math.max(1, Math.round(await server.ask('group')));
    deliveries.store.push(bare(folder, CALM.sessions, (alone) => alone.deliveries(group, SECONDS, MOST_DELIVERIES)));
    await receiver.ask('rest');
  }
  for (const process of [people, server, sender, receiver]) await process.end();
  return deliveries;
}

function bare(folder: string, sessions: number, measure: (alone: BareStore) => number): number {
  const alone = new BareStore(folder, sessions);
  try {
    return measure(alone);
  } finally {
    alone.close();
  }
}
