import type {Json} from '../../model/events.ts';
import type {ApiRequest} from '../api-request.ts';
import {expectOrigin, expectUrl} from '../arguments.ts';
import type {Emitter, ListenOptions} from '../emitter.ts';
import {SessionError} from '../errors.ts';
import {expectFunction, expectJson} from '../expect.ts';
import {expectInsideName, type InsideCallback, type InsideCallbacks, type InsideListenName} from './inside-events.ts';

/** What a page inside a session asks of the server. */
export type Ask = (method: 'end' | 'log' | 'send_message', params: object) => Promise<unknown>;

/** The session that a page is shown in, as that page knows it: what the vendor calls its public members. */
export class InsideSession {
  readonly #ask: Ask;
  readonly #events: Emitter<InsideCallbacks>;
  /** Four digits that let others in, or null where there are none. */
  readonly pin: string | null;

  constructor(ask: Ask, events: Emitter<InsideCallbacks>, pin: string | null) {
    this.#ask = ask;
    this.#events = events;
    this.pin = pin;
  }

  /**
   * Calls back when something happens that pages inside are told of.
   * @throws {SessionError} `invalid_argument` when nothing has that name
   */
  on<Name extends InsideListenName>(name: Name, callback: InsideCallback<Name>, options?: ListenOptions): this {
    this.#events.on(expectInsideName(name), expectFunction(callback) as InsideCallbacks[Name], options);
    return this;
  }

  /** Stops calling back. */
  off<Name extends InsideListenName>(name: Name, callback: InsideCallback<Name>): this {
    this.#events.off(name, callback as InsideCallbacks[Name]);
    return this;
  }

  /**
   * Sends a message to the page outside, of the one whose tab this is.
   *
   * @param targetOrigin - origin of the page it is for, or `*`
   */
  async sendMessage(message: Json, targetOrigin: string): Promise<void> {
    const target_origin = expectOrigin(targetOrigin);
    await this.#ask('send_message', {data: expectJson(message), target_origin});
  }

  /** Ends the session for everyone, if the one whose tab this is may. This page goes with it, wherever it was to lead. */
  async end(redirectUrl?: string): Promise<void> {
    if (redirectUrl !== undefined) expectUrl(redirectUrl);
    await this.#ask('end', {});
  }

  /** Writes something into the session's audit log. */
  async log(entry: Json): Promise<void> {
    await this.#ask('log', {entry: expectJson(entry)});
  }

  /** Does what a request by name says: `end`, `log` or `send_message`. */
  async apiRequest(request: ApiRequest): Promise<void> {
    const {cmd, ...args} = request ?? {};
    if (cmd === 'end') await this.end(args['redirect_url'] as string | undefined);
    else if (cmd === 'log') await this.log(args['msg'] as Json);
    else if (cmd === 'send_message') await this.sendMessage(args['message'] as Json, args['target_origin'] as string);
    else throw new SessionError('unsupported', `Expected cmd to be end, log or send_message here, got "${cmd}".`);
  }
}
