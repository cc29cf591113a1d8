import {setTimeout as delay} from 'node:timers/promises';
import type {FastifyInstance} from 'fastify';
import {Type} from 'typebox';
import {plain} from '../rest/route.ts';
import {exact} from '../rest/schemas.ts';
import type {Log} from './log.ts';

/** How long a part may take to say that it can do its work, in milliseconds. */
const PATIENCE = 3_000;

/** For how long an answer holds, in milliseconds: whoever asks more often learns no more. */
const HOLDS = 1_000;

/** What a server cannot do without, and what is said of it when it does not work. */
export const PARTS = {
  store: 'Nothing can be kept: the log says why.',
  browser: 'No page can be shown: the log says why.',
} as const;

/** Each rejects when that part does not work. */
export type Checks = {readonly [Part in keyof typeof PARTS]?: (() => Promise<unknown>) | undefined};

/** Why a server should be sent nobody. */
export interface Reason {
  readonly code: keyof typeof PARTS | 'stopping';
  readonly detail: string;
}

/** Whether a server lives, and whether it can take more people. */
export class Health {
  readonly #checks: Checks;
  readonly #log: Log;
  #stopping = false;
  #last: {readonly until: number; readonly reasons: Promise<readonly Reason[]>} | null = null;
  /** What was wrong when it was last looked at, so that the log has it once. */
  #known = '';

  constructor(checks: Checks, log: Log) {
    this.#checks = checks;
    this.#log = log;
  }

  /** From now on nobody is to be sent here. */
  stop(): void {
    this.#stopping = true;
  }

  /** Why nobody should be sent here; none, and it is ready. */
  async reasons(): Promise<readonly Reason[]> {
    if (this.#stopping) return [{code: 'stopping', detail: 'The server is stopping.'}];
    const now = performance.now();
    if (!this.#last || now > this.#last.until) this.#last = {until: now + HOLDS, reasons: this.#look()};
    return this.#last.reasons;
  }

  async #look(): Promise<readonly Reason[]> {
    const parts = Object.keys(PARTS) as (keyof typeof PARTS)[];
    const faults = await Promise.all(parts.map((part) => faultOf(this.#checks[part])));
    const reasons = parts.flatMap((code, index) => (faults[index] ? [{code, detail: PARTS[code]}] : []));
    const known = faults.filter((fault) => fault).join(' ');
    if (known && known !== this.#known) this.#log.warn(`Not ready: ${known}`);
    else if (!known && this.#known) this.#log.info('Ready again.');
    this.#known = known;
    return reasons;
  }
}

const tags = ['Operating'] as const;
const routes = {
  alive: plain({
    summary: 'Ask whether the server runs',
    tags,
    response: {200: Type.Object({status: Type.Literal('ok')}, exact)},
  }),
  ready: plain({
    summary: 'Ask whether people can be sent here',
    tags,
    response: {
      200: Type.Object({status: Type.Literal('ready')}, exact),
      503: Type.Object(
        {
          status: Type.Literal('not ready'),
          reasons: Type.Array(Type.Object({code: Type.String(), detail: Type.String()}, exact)),
        },
        exact,
      ),
    },
  }),
};

/** `/healthz` answers as long as the process does; `/readyz` says 503 and why while nobody should be sent here. */
export function serveHealth(app: FastifyInstance, health: Health): void {
  app.get('/healthz', routes.alive, () => ({status: 'ok'}));
  app.get('/readyz', routes.ready, async (_request, reply) => {
    const reasons = await health.reasons();
    if (!reasons.length) return {status: 'ready'};
    return reply.code(503).send({status: 'not ready', reasons});
  });
}

async function faultOf(check: Checks[keyof Checks]): Promise<string | null> {
  if (!check) return null;
  const late = new AbortController();
  try {
    const tooLate = delay(PATIENCE, 'late', {ref: false, signal: late.signal});
    const first = await Promise.race([check(), tooLate]);
    return first === 'late' ? `Expected an answer within ${PATIENCE / 1000} s.` : null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    late.abort();
  }
}
