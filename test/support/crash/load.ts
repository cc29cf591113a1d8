import {setTimeout as delay} from 'node:timers/promises';
import type {Session} from '../../../src/client/index.ts';
import {SHOP_HOSTS} from '../shop-hosts.ts';
import {WireClient} from '../wire-client.ts';
import type {Ledger} from './ledger.ts';
import {Member} from './member.ts';
import type {Random} from './random.ts';

/** How long someone thinks before they do the next thing, at most, in milliseconds. */
const LONGEST_PAUSE = 20;

/** Pages that every one of the sites has. */
const PAGES = ['', 'about.html', 'order.html'] as const;

/** What members do, as often as it stands here. */
const DEEDS = ['chat', 'chat', 'chat', 'chat', 'chat', 'chat', 'openTab', 'openTab', 'closeTab', 'relocate'] as const;
const RARE = [...DEEDS, ...DEEDS, ...DEEDS, 'guest', 'session', 'ask', 'name'] as const;

/** People in sessions who do things all the time, and note what they were told is done. */
export class Load {
  readonly #origin: string;
  readonly #ledger: Ledger;
  readonly #random: Random;
  readonly #players: Promise<void>[] = [];
  readonly #failed = Promise.withResolvers<never>();
  #stopped = false;

  constructor(origin: string, ledger: Ledger, random: Random) {
    this.#origin = origin;
    this.#ledger = ledger;
    this.#random = random;
    this.#failed.promise.catch(() => {});
  }

  /** Rejects when someone cannot go on. */
  get failed(): Promise<never> {
    return this.#failed.promise;
  }

  /** Has a member do things, several at a time. */
  add(member: Member, atOnce = 2): void {
    for (let hand = 0; hand < atOnce; hand += 1) this.#players.push(this.#play(() => this.#deed(member)));
  }

  /** Has someone who uses the client of the kit do things. */
  addSession(session: Session, name: string): void {
    let marks = 0;
    this.#players.push(
      this.#play(() => {
        marks += 1;
        return this.#say(session, name, `${name} ${marks}`);
      }),
    );
  }

  /** Has everyone stop, and waits until they have. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#players);
  }

  async #play(deed: () => Promise<void>): Promise<void> {
    while (!this.#stopped) {
      await deed().catch(this.#failed.reject);
      await delay(this.#random.below(LONGEST_PAUSE));
    }
  }

  async #say(session: Session, by: string, mark: string): Promise<void> {
    const sessionId = session.sessionId!;
    try {
      await session.sendChatMessage(mark);
      this.#ledger.note({sessionId, by, kind: 'chat', mark});
    } catch (error) {
      this.#ledger.refused((error as {code: string}).code);
    }
  }

  async #deed(member: Member): Promise<void> {
    const {sessionId, name: by} = member;
    const url = `http://${this.#random.pick(SHOP_HOSTS)}/${this.#random.pick(PAGES)}`;
    switch (this.#random.pick(RARE)) {
      case 'chat': {
        const mark = member.mark();
        const done = await member.ask('send_chat_message', {message: mark});
        if (done) this.#ledger.note({sessionId, by, kind: 'chat', mark});
        return;
      }
      case 'openTab': {
        const opened = await member.ask('open_tab', {url});
        if (!opened) return;
        this.#ledger.note({sessionId, by, kind: 'tab', mark: String(opened.result.ssid)});
        member.tabs.push(opened.result.ssid);
        return;
      }
      case 'closeTab':
        if (member.tabs.length > 2) await member.ask('close_tab', {ssid: member.tabs.shift()});
        return;
      case 'relocate':
        if (member.tabs.length > 0) await member.ask('relocate', {ssid: member.tabs.at(-1), url});
        return;
      case 'ask':
        if (member.clientIndex !== 0) await member.ask('request_tab_control', {});
        return;
      case 'name':
        await member.ask('update_user_data', {user_data: {name: `${by} ${url}`}});
        return;
      case 'guest':
        return this.#guest(member);
      case 'session':
        return this.#session(by);
    }
  }

  /** Someone looks in and goes without a word. */
  async #guest({sessionId, invite, name: by}: Member): Promise<void> {
    const client = await WireClient.connect(this.#origin).catch(() => null);
    if (!client) return;
    const answer = await client.call('join_session', {session_id: sessionId, invite}).catch(() => null);
    if (answer?.error) this.#ledger.refused(answer.error.data.code);
    else if (answer) this.#ledger.note({sessionId, by, kind: 'guest', mark: String(answer.result.client_index)});
    client.socket.close();
  }

  /** Someone makes a session, says something in it, and ends it. */
  async #session(by: string): Promise<void> {
    const host = await Member.lead(this.#origin, `${by}’s`, this.#ledger).catch(() => null);
    if (!host) return;
    const {sessionId} = host;
    for (const mark of [host.mark(), host.mark()]) {
      const done = await host.ask('send_chat_message', {message: mark});
      if (done) this.#ledger.note({sessionId, by: host.name, kind: 'chat', mark});
    }
    if (await host.ask('end', {})) this.#ledger.note({sessionId, by, kind: 'end', mark: 'ended'});
    await host.go();
  }
}
