import type {ParticipantCommand} from '../../model/commands.ts';
import {decide} from '../../model/decide.ts';
import type {Json} from '../../model/events.ts';
import {isRefusal} from '../../model/outcome.ts';
import type {RefusalCode} from '../../model/refusals.ts';
import type {WireRequests} from '../../protocol/rpc.ts';
import {SessionError} from '../errors.ts';
import {methodOf, type VendorSession} from './api.ts';
import {camel, toJson} from './fields.ts';
import {opening, PLANS, type Plan} from './plans.ts';
import {asSessionError, unsupportedThere} from './reasons.ts';
import type {Survey} from './survey.ts';
import {within} from './time.ts';
import type {Tracker} from './tracker.ts';

/** How long it may take until something shows that a command was done, in milliseconds. */
const DONE_TIMEOUT = 10_000;

/** How often to look, where nothing tells it, in milliseconds. */
const LOOK_INTERVAL = 500;

/** How long a request waits for an answer, in milliseconds: the vendor has no way to decline one. */
const REQUEST_TIME = 60_000;

/** What is so whatever the vendor says: nothing would happen then, and nothing could be waited for. */
const CERTAIN: ReadonlySet<RefusalCode> = new Set([
  'unknown_tab',
  'nothing_to_do',
  'already_requested',
  'invalid_url',
  'invalid_message',
]);

export interface DeskOptions {
  readonly session: VendorSession;
  readonly tracker: Tracker;
  readonly survey: Survey;
  readonly timeout?: number | undefined;
}

/** Puts commands to the vendor's client and finds out what came of them: most of its methods return nothing. */
export class Desk {
  readonly #session: VendorSession;
  readonly #tracker: Tracker;
  readonly #survey: Survey;
  readonly #timeout: number;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor({session, tracker, survey, timeout = DONE_TIMEOUT}: DeskOptions) {
    this.#session = session;
    this.#tracker = tracker;
    this.#survey = survey;
    this.#timeout = timeout;
  }

  /** Asks for something. Resolves when it was seen to be done, rejects with a `SessionError`. */
  async send<Name extends keyof WireRequests>(name: Name, args: WireRequests[Name]): Promise<Json> {
    const plan = PLANS[name]?.(this.#tracker, args) ?? {calls: [[camel(name), ...Object.values(args)]]};
    const call = this.#find(name, args, plan);
    this.#refuseWhatIsCertain({name, args} as ParticipantCommand);
    const answer = await this.#run(name, call, plan);
    this.#letExpire(name);
    return answer;
  }

  /** Shares a file. Resolves with the tab it is in. */
  async upload(file: File): Promise<Json> {
    const plan = opening(this.#tracker, [['uploadFile', file]]);
    return this.#run('upload_file', this.#find('upload_file', {file}, plan), plan);
  }

  /** Waits for nothing any more. */
  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** What this version has for it: a method, or else its request by name. */
  #find(name: string, args: object, {calls}: Plan): () => unknown {
    for (const [method, ...values] of calls) {
      const found = methodOf(this.#session, method);
      if (found) return () => found(...values);
    }
    const request = methodOf(this.#session, 'apiRequest');
    if (request) return () => request({cmd: name, ...args});
    throw unsupportedThere(name);
  }

  async #run(name: string, call: () => unknown, {begin, learn, done, looks, answer}: Plan): Promise<Json> {
    const end = begin?.();
    try {
      const returned = await this.#call(name, call);
      learn?.(returned);
      if (done) await this.#untilDone(name, done, looks === true && this.#survey.canList);
      return answer ? answer() : toJson(returned ?? null);
    } finally {
      end?.();
    }
  }

  async #call(name: string, call: () => unknown): Promise<unknown> {
    try {
      return await within(this.#timeout, call(), `an answer to ${name}`);
    } catch (error) {
      throw asSessionError(error, name);
    }
  }

  #refuseWhatIsCertain(command: ParticipantCommand): void {
    const {me, state} = this.#tracker;
    if (command.name.startsWith('get_')) return;
    const outcome = decide(state, command, me ?? 0);
    if (isRefusal(outcome) && CERTAIN.has(outcome.refused)) throw new SessionError(outcome.refused, outcome.message);
  }

  async #untilDone(name: string, done: () => boolean, looks: boolean): Promise<void> {
    const looking = looks ? setInterval(() => void this.#survey.look(), LOOK_INTERVAL) : undefined;
    if (looks) void this.#survey.look();
    try {
      await this.#tracker.until(done, `to see ${name} done`, this.#timeout);
    } finally {
      clearInterval(looking);
    }
  }

  /** Takes this client's own request back after a while, so that it can ask again. */
  #letExpire(name: string): void {
    if (name !== 'request_tab_control' && name !== 'request_to_host') return;
    const clientIndex = this.#tracker.me ?? 0;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      const {hostRequests, controlRequests} = this.#tracker.state;
      const asked = controlRequests.find((request) => request.clientIndex === clientIndex);
      if (name === 'request_to_host') {
        if (!hostRequests.includes(clientIndex)) return;
        this.#tracker.tell({name: 'host_request_withdrawn', payload: {clientIndex}});
      } else if (asked) {
        const payload = {...this.#tracker.place(asked.ssid), clientIndex};
        this.#tracker.tell({name: 'control_request_withdrawn', payload});
      }
    }, REQUEST_TIME);
    this.#timers.add(timer);
  }
}
