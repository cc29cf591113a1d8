import type {ParticipantCommand} from '../../model/commands.ts';
import type {WireErrorCode} from '../../protocol/rpc.ts';
import {Refused} from '../refused.ts';
import {Allowance} from './allowance.ts';
import {HeadCount} from './head-count.ts';
import {networkOf} from './network-of.ts';
import {LIMITS, type Limits} from './numbers.ts';
import {TooMany} from './too-many.ts';

/** Refusals that say that someone tried a secret that is none. Old ones are no guesses. */
const GUESSES: ReadonlySet<WireErrorCode> = new Set([
  'invalid_key',
  'invalid_invite',
  'invalid_magic_link',
  'foreign_magic_link',
  'invalid_ticket',
]);

type CommandName = ParticipantCommand['name'];

/** Commands by which someone says something to others, or to the log. */
const MESSAGES: ReadonlySet<CommandName> = new Set([
  'send_chat_message',
  'send_message',
  'broadcast_message',
  'log',
  'update_user_data',
]);

/** When it may go better that a space has too many sessions, in milliseconds. */
const FULL_SPACE = 60_000;

/** Holds everyone to the limits of a server. Each of its methods throws `TooMany` where there is too much. */
export class Guard {
  readonly #limits: Limits;
  readonly #creations: Allowance;
  readonly #joins: Allowance;
  readonly #joinsOfSession: Allowance;
  readonly #wrongSecrets: Allowance;
  readonly #messages: Allowance;
  readonly #commands: Allowance;
  readonly #uploads: Allowance;
  readonly #uploadsOfSession: Allowance;
  readonly #lines: HeadCount;

  constructor(limits: Partial<Limits> = {}, now?: () => number) {
    const all = {...LIMITS, ...limits};
    this.#limits = all;
    this.#creations = new Allowance(all.creations, 'Too many sessions from this address', now);
    this.#joins = new Allowance(all.joins, 'Too many attempts to join from this address', now);
    this.#joinsOfSession = new Allowance(all.joinsOfSession, 'Too many attempts to join this session', now);
    this.#wrongSecrets = new Allowance(all.wrongSecrets, 'Too many wrong keys or links from this address', now);
    this.#messages = new Allowance(all.messages, 'Too many messages', now);
    this.#commands = new Allowance(all.commands, 'Too many commands', now);
    this.#uploads = new Allowance(all.uploads, 'Too many files', now);
    this.#uploadsOfSession = new Allowance(all.uploadsOfSession, 'Too many files for this session', now);
    this.#lines = new HeadCount(all.linesOfAddress, all.lines, 'Too many connections');
  }

  /** How often an address may call over HTTP in a minute. */
  get calls(): Limits['calls'] {
    return this.#limits.calls;
  }

  /** A line opens. Returns the way to say that it is gone. */
  line(address: string): () => void {
    return this.#lines.enter(networkOf(address));
  }

  /** Someone makes a session in a space that has so many. */
  creation(address: string, sessions: number): void {
    if (sessions >= this.#limits.sessionsOfSpace) throw new TooMany(FULL_SPACE, 'Too many sessions in this space');
    this.#creations.take(networkOf(address));
  }

  /** Someone makes another key where there are so many, be it that they were revoked. */
  key(there: number): void {
    keep(there, this.#limits.keysOfSpace, 'keys');
  }

  /** Someone makes another webhook where there are so many. */
  webhook(there: number): void {
    keep(there, this.#limits.webhooksOfSpace, 'webhooks');
  }

  /** Someone wants to come in, and is not known yet to have what lets them in: that takes nothing from others. */
  knock(address: string, sessionId: string): void {
    this.mayTry(address);
    this.#joins.take(networkOf(address));
    this.#joinsOfSession.check(sessionId);
  }

  /** Someone comes in. */
  join(sessionId: string): void {
    this.#joinsOfSession.take(sessionId);
  }

  /** A participant asks for something that is told to others and kept. */
  command(name: CommandName, sessionId: string, clientIndex: number): void {
    this.#allowanceOf(name).take(`${sessionId} ${clientIndex}`);
  }

  /** A script in the page of a tab asks for that: not its owner, who would be kept from everything by what a page does. */
  pageCommand(name: CommandName, sessionId: string, ssid: number): void {
    this.#allowanceOf(name).take(`${sessionId} tab ${ssid}`);
  }

  /** A participant sends a file. */
  upload(sessionId: string, clientIndex: number): void {
    this.#uploads.take(`${sessionId} ${clientIndex}`);
    this.#uploadsOfSession.take(sessionId);
  }

  /** Tries something that takes a secret, unless that address was wrong too often; and counts it if it is wrong now. */
  async trying<Result>(address: string, attempt: () => Result | Promise<Result>): Promise<Result> {
    this.mayTry(address);
    try {
      return await attempt();
    } catch (error) {
      this.tried(address, error);
      throw error;
    }
  }

  /** Someone is about to try a secret. */
  mayTry(address: string): void {
    this.#wrongSecrets.check(networkOf(address));
  }

  /** That went wrong. */
  tried(address: string, error: unknown): void {
    if (error instanceof Refused && GUESSES.has(error.code)) this.guessed(address);
  }

  /** Someone tried a secret that is none. */
  guessed(address: string): void {
    this.#wrongSecrets.count(networkOf(address));
  }

  #allowanceOf(name: CommandName): Allowance {
    return MESSAGES.has(name) ? this.#messages : this.#commands;
  }
}

/** What is kept until someone removes it: time changes nothing. */
function keep(there: number, limit: number, what: string): void {
  if (there >= limit) throw new Refused('too_many', `At most ${limit} ${what} can be here.`);
}
