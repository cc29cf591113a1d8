import {setTimeout as delay} from 'node:timers/promises';
import {WebSocket} from 'ws';
import {evolve} from '../../../src/model/evolve.ts';
import type {SessionState} from '../../../src/model/state.ts';
import {decodeFrame} from '../../../src/protocol/frames.ts';
import type {Joined} from '../../../src/protocol/rpc.ts';
import {WIDGET_KEY} from '../production.ts';
import {WireClient} from '../wire-client.ts';
import type {Ledger} from './ledger.ts';

/** How long to wait before the server is looked for again, in milliseconds. */
const LOOK_AGAIN = 50;

/** What someone was told from one picture of the session on. */
export interface Chapter {
  /** Number of the last event in the picture. */
  readonly number: number;
  readonly snapshot: SessionState;
  /** The lines on which the events after it came, one after the other. */
  readonly lines: WireClient[];
}

/** Someone in a session who knows the wire alone, comes back whenever the line is lost, and notes all they are told. */
export class Member {
  readonly name: string;
  readonly chapters: Chapter[] = [];
  /** Ids of tabs that they opened and did not close. */
  readonly tabs: number[] = [];
  /** Why the seat was not to be had any more, if that ever happened. */
  lost: string | null = null;
  readonly #origin: string;
  readonly #ledger: Ledger;
  #client: WireClient | null = null;
  #here = Promise.withResolvers<void>();
  #seat!: {session_id: string; seat_token: string; client_index: number; invite: string};
  #gone = false;
  #marks = 0;

  private constructor(origin: string, name: string, ledger: Ledger) {
    this.#origin = origin;
    this.name = name;
    this.#ledger = ledger;
  }

  /** Makes a session and leads it. */
  static async lead(origin: string, name: string, ledger: Ledger): Promise<Member> {
    const member = new Member(origin, name, ledger);
    const client = await WireClient.connect(origin);
    const {result: made} = await client.call('create_session', {space: 'support', widget_key: WIDGET_KEY});
    ledger.note({sessionId: made.session_id, by: name, kind: 'session', mark: 'created'});
    await member.#enter(client, made.session_id, {leader_token: made.leader_token});
    return member;
  }

  /** Joins the session of someone. */
  static async join(host: Member, name: string): Promise<Member> {
    const member = new Member(host.#origin, name, host.#ledger);
    const {session_id, invite} = host.#seat;
    await member.#enter(await WireClient.connect(host.#origin), session_id, {invite});
    return member;
  }

  get sessionId(): string {
    return this.#seat.session_id;
  }

  get clientIndex(): number {
    return this.#seat.client_index;
  }

  get invite(): string {
    return this.#seat.invite;
  }

  /** How the session is, as far as they were told. */
  get state(): SessionState {
    const {number, snapshot, lines} = this.chapters.at(-1)!;
    const told = lines.flatMap(({events}) => events).filter((event) => event.number > number);
    return told.reduce<SessionState>(evolve, snapshot);
  }

  /** Waits until something was told, over the line that there is. */
  until<Result>(look: () => Result | undefined): Promise<Result> {
    return this.#client!.until(look);
  }

  /** Looks at a tab until there is a picture of it. */
  async watch(ssid: number): Promise<void> {
    await this.ask('watch_tab', {ssid});
    await this.until(() =>
      this.#client!.pictures.find((picture) => decodeFrame(Uint8Array.from(picture).buffer).ssid === ssid),
    );
  }

  /** A text that nobody ever wrote before, and that tells in which order someone wrote theirs. */
  mark(): string {
    this.#marks += 1;
    return `${this.name} ${this.#marks}`;
  }

  /** Asks for something as soon as there is a line. Null when it was refused, or nobody knows whether it is done. */
  // biome-ignore lint/suspicious/noExplicitAny: results of every shape
  async ask(method: string, params: object): Promise<{result: any} | null> {
    await this.#here.promise;
    if (this.lost) throw new Error(`${this.name} is not in the session any more: ${this.lost}`);
    const answer = await this.#client?.call(method, params).catch(() => null);
    if (!answer) return null;
    if (!answer.error) return {result: answer.result};
    this.#ledger.refused(answer.error.data.code);
    await delay(LOOK_AGAIN);
    return null;
  }

  /** Resolves when there is a line, and all is there that was said before. */
  async caughtUp(): Promise<void> {
    while (!(await this.ask('ping', {})));
  }

  /** Leaves for good, without a word. */
  async go(): Promise<void> {
    this.#gone = true;
    await this.#client?.close();
  }

  async #enter(client: WireClient, sessionId: string, secret: object): Promise<void> {
    const user_data = {name: this.name};
    const {result, error} = await client.call('join_session', {session_id: sessionId, user_data, ...secret});
    if (error) throw new Error(error.message);
    const {seat_token, client_index, invite} = result;
    this.#seat = {session_id: sessionId, seat_token, client_index, invite};
    this.#sit(client, result);
  }

  #sit(client: WireClient, {number, snapshot}: Joined): void {
    if (snapshot) this.chapters.push({number, snapshot, lines: [client]});
    else this.chapters.at(-1)!.lines.push(client);
    this.#client = client;
    this.#here.resolve();
    const left = () => {
      this.#client = null;
      this.#here = Promise.withResolvers();
      if (!this.#gone) void this.#comeBack();
    };
    if (client.socket.readyState === WebSocket.CLOSED) left();
    else client.socket.once('close', left);
  }

  async #comeBack(): Promise<void> {
    const {number, lines} = this.chapters.at(-1)!;
    const last_number = lines.flatMap(({events}) => events).at(-1)?.number ?? number;
    const {session_id, seat_token} = this.#seat;
    while (!this.#gone) {
      const answer = await this.#try('join_session', {session_id, seat_token, last_number});
      if (answer?.joined) return this.#sit(answer.client, answer.joined);
      if (answer) this.lost = answer.why;
      if (this.lost) return this.#here.resolve();
      await delay(LOOK_AGAIN);
    }
  }

  async #try(method: string, params: object): Promise<{client: WireClient; joined?: Joined; why: string} | null> {
    try {
      const client = await WireClient.connect(this.#origin);
      const {result, error} = await client.call(method, params);
      return {client, joined: result, why: error?.message ?? ''};
    } catch {
      // The server is down, or went down.
      return null;
    }
  }
}
