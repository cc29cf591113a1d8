import {setTimeout as delay} from 'node:timers/promises';
import {type Crowd, TEXT} from './crowd.ts';
import {Guest, urlOf} from './guest.ts';

/** How many sessions are made at once. */
const AT_ONCE = 50;

/** A crowd that has come, session by session. */
export class Guests {
  readonly #origin: string;
  readonly #bare: boolean;
  #sessions: Guest[][] = [];
  #links: {session_id: string; invite: string}[] = [];

  constructor(origin: string, kind: 'ours' | 'bare') {
    this.#origin = origin;
    this.#bare = kind === 'bare';
  }

  /** Makes sessions with so many people in each. */
  async come(sessions: number, people: number): Promise<void> {
    for (let first = 0; first < sessions; first += AT_ONCE) {
      const count = Math.min(AT_ONCE, sessions - first);
      await Promise.all(Array.from({length: count}, (_, index) => this.#begin(first + index)));
    }
    for (let more = 1; more < people; more += 1) await this.join();
  }

  /** One more in each session. */
  async join(): Promise<void> {
    for (let first = 0; first < this.#sessions.length; first += AT_ONCE) {
      const some = this.#sessions.slice(first, first + AT_ONCE);
      await Promise.all(some.map((_, index) => this.#join(first + index)));
    }
  }

  /** Everyone says something again as soon as it is done what they said before. Answers with events a second. */
  async flood({speakers, atOnce, people}: Crowd, seconds: number): Promise<number> {
    let [done, told, open, over] = [0, 0, 0, false];
    const ended = Promise.withResolvers<void>();
    const settle = () => {
      if (over && open === 0 && told === done * people) ended.resolve();
    };
    for (const session of this.#sessions) {
      for (const [index, guest] of session.entries()) {
        guest.onEvent = () => {
          told += 1;
          settle();
        };
        if (index >= speakers) continue;
        const speak = () => {
          open += 1;
          guest.send('send_chat_message', {message: TEXT});
        };
        guest.onAnswer = () => {
          open -= 1;
          done += 1;
          if (over) settle();
          else speak();
        };
        for (let hand = 0; hand < atOnce; hand += 1) speak();
      }
    }
    const start = performance.now();
    await delay(seconds * 1000);
    const rate = (done * 1000) / (performance.now() - start);
    over = true;
    settle();
    // Everyone was told of everything, and the next crowd finds nothing of this one under way.
    await ended.promise;
    return rate;
  }

  /** So many things are said a second, in one session after the other. Answers with how long each took to be told. */
  async timeEvents(perSecond: number, seconds: number): Promise<number[]> {
    const times: number[] = [];
    for (const [, ...others] of this.#sessions) {
      for (const guest of others) guest.onEvent = (data) => times.push(performance.now() - sentAt(data));
    }
    const start = performance.now();
    for (let sent = 0; sent < perSecond * seconds; sent += 1) {
      const [speaker] = this.#sessions[sent % this.#sessions.length]!;
      speaker!.send('send_chat_message', {message: `${TEXT} <${performance.now()}>`});
      const late = start + ((sent + 1) * 1000) / perSecond - performance.now();
      if (late > 1) await delay(late);
    }
    while (times.length < perSecond * seconds) await delay(10);
    return times;
  }

  /** Everyone goes. */
  leave(): void {
    for (const guest of this.#sessions.flat()) guest.close();
    this.#sessions = [];
    this.#links = [];
  }

  async #begin(index: number): Promise<void> {
    const guest = await this.#connect(index);
    this.#sessions[index] = [guest];
    if (this.#bare) return;
    const {session_id, leader_token} = await guest.call('create_session', {space: 'demo', widget_key: 'wk_demo'});
    const {invite} = await guest.call('join_session', {session_id, leader_token, user_data: {name: 'Ada'}});
    this.#links[index] = {session_id, invite};
  }

  async #join(index: number): Promise<void> {
    const guest = await this.#connect(index);
    this.#sessions[index]!.push(guest);
    if (!this.#bare) await guest.call('join_session', {...this.#links[index], user_data: {name: 'Ben'}});
  }

  #connect(index: number): Promise<Guest> {
    return Guest.connect(urlOf(this.#origin, this.#bare ? index : undefined));
  }
}

function sentAt(data: Buffer): number {
  return Number(/<([\d.]+)>/.exec(data.toString())?.[1]);
}
