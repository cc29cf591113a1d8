import assert from 'node:assert/strict';
import fc from 'fast-check';
import type {Store} from '../../../src/server/storage/store.ts';
import {begun, next, said} from '../storage/records.ts';
import {ofEveryStore} from '../storage/stores.ts';
import {type Fate, Lives} from './lives.ts';

/** Something that happens while webhooks are told. */
type Step =
  | {readonly say: number; readonly times: number}
  | {readonly pass: number}
  | {readonly crash: true}
  /** How many turns of the loop pass before the next step. */
  | {readonly turns: number}
  | {readonly quiet: true};

const step: fc.Arbitrary<Step> = fc.oneof(
  {weight: 4, arbitrary: fc.record({say: fc.nat(2), times: fc.integer({min: 1, max: 4})})},
  {weight: 3, arbitrary: fc.record({pass: fc.constantFrom(1_000, 6_000, 25_000, 40_000, 3_600_000)})},
  {weight: 1, arbitrary: fc.constant({crash: true} as const)},
  {weight: 2, arbitrary: fc.record({turns: fc.nat(6)})},
  {weight: 2, arbitrary: fc.constant({quiet: true} as const)},
);
const fate = fc.constantFrom<Fate>('arrives', 'arrives', 'arrives', 'answer lost', 'unwritten', 'refused', 'too many');
const run = fc.record({
  steps: fc.array(step, {maxLength: 25}),
  fates: fc.oneof(fc.array(fate, {maxLength: 40}), fc.array(fc.constant<Fate>('refused'), {maxLength: 40})),
});

const URLS = ['https://one.example/', 'https://two.example/', 'https://one.example/again'];

interface Told {
  readonly webhook: number;
  readonly arrived: readonly string[];
}

let runs = 0;

/** Plays a run, and answers with what arrived of each webhook when all was done. */
async function play(store: Store, {steps, fates}: {steps: readonly Step[]; fates: readonly Fate[]}): Promise<Told[]> {
  const run = ++runs;
  const lives = new Lives(store, fates);
  const webhooks: number[] = [];
  for (const url of URLS) webhooks.push(await lives.addWebhook(url));
  const counts = new Map<string, number>();
  for (const step of steps) {
    if ('say' in step) {
      const session = `s${run}-${step.say}`;
      for (let time = 0; time < step.times; time++) {
        const number = counts.get(session) ?? 0;
        counts.set(session, number + 1);
        const append = number === 0 ? begun(session) : next(session, number);
        await store.append({...append, events: [said(`${session} ${number}`)]});
      }
      lives.wake();
    } else if ('pass' in step) lives.clock.advance(step.pass);
    else if ('crash' in step) lives.crash();
    else if ('quiet' in step) await lives.quiet();
    else for (let turn = 0; turn < step.turns; turn++) await new Promise(setImmediate);
  }
  await lives.drain();
  return webhooks.map((webhook, index) => ({webhook, arrived: lives.arrived.get(URLS[index] as string) ?? []}));
}

/** What arrived, by session. */
function bySession(arrived: readonly string[]): [session: string, sequences: readonly number[]][] {
  const pairs = arrived.map((message) => message.split(' ') as [string, string]);
  return [...Map.groupBy(pairs, ([session]) => session)].map(([session, own]) => [
    session,
    own.map(([, sequence]) => Number(sequence)),
  ]);
}

async function always(store: Store, law: (told: Told) => void | Promise<void>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(run, async (given) => {
      const told = await play(store, given);
      for (const one of told) await law(one);
      for (const {webhook} of told) await store.removeWebhook(webhook);
    }),
    {numRuns: store.durable ? 20 : 150},
  );
}

ofEveryStore('laws of what webhooks are told from', (promised) => {
  promised('nothing of a session arrives after what came later', async (store) => {
    await always(store, ({arrived}) => {
      for (const [, sequences] of bySession(arrived)) {
        assert.deepEqual(
          [...sequences].sort((one, other) => one - other),
          sequences,
        );
      }
    });
  });

  promised('all arrives at least once, but for what was given up', async (store) => {
    await always(store, async ({webhook, arrived}) => {
      const {results} = await store.listDeliveries({webhookId: webhook, offset: 0, limit: 1_000});
      const here = new Set(arrived);
      for (const {sessionId, sequenceId, status, attempts} of results) {
        if (status === 'failed') assert.equal(attempts, 10);
        else assert.deepEqual([status, here.has(`${sessionId} ${sequenceId}`)], ['delivered', true]);
      }
    });
  });
});
