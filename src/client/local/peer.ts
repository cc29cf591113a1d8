import type {ClientIndex} from '../../model/events.ts';
import type {SessionSettings} from '../../model/settings.ts';
import {Calls} from '../calls.ts';
import {SessionError} from '../errors.ts';
import type {Channel, Ether} from './ether.ts';
import {Handover} from './handover.ts';
import {type Joined, Keeper} from './keeper.ts';
import type {Call, Message} from './messages.ts';
import {channelOf, keeperLock, leftKey, newId, peerLock} from './names.ts';
import {type Answer, type Entry, emptyRoom, grown, missed, type Room} from './room.ts';
import {type Parting, Telling, type TellingListener} from './telling.ts';
import type {Times} from './timers.ts';

/** What a window is told by its part of a session. */
export interface PeerListener extends TellingListener {
  /** Another window took its seat, it was sent away, or nobody knows of the session any more. */
  parted(why: Parting): void;
}

export interface PeerOptions {
  readonly ether: Ether;
  readonly sessionId: string;
  readonly listener: PeerListener;
  readonly times: Times;
  /** The session as this window left it. */
  readonly left: Left | null;
}

/** What the last window leaves behind: a session goes on from there when one comes back in time. */
export interface Left {
  readonly room: Room;
  readonly time: number;
}

/** Why a window that is in no session gets no answers. */
export const CLOSED = new SessionError('connection_closed', 'This window takes no part in the session at the moment.');

/**
 * One window's part of a session that lives in the windows of a browser. Each knows all of the session; the one that
 * holds the lock keeps it, and when that window is gone, the next one that waits for the lock goes on with it.
 */
export class Peer {
  readonly #id = newId();
  readonly #options: PeerOptions;
  readonly #channel: Channel;
  readonly #calls: Calls<Call, Answer>;
  readonly #telling: Telling;
  readonly #stop = new AbortController();
  readonly #locks: (() => void)[] = [];
  /** The session as this window left it, until it has its seat again. */
  #left: Left | null;
  #room: Room | null;
  #keeper: Keeper | null = null;
  #handover: Handover | null = null;
  /** Another window is about to keep the session: what an earlier one still says comes too late. */
  #deaf = false;

  constructor(options: PeerOptions) {
    this.#options = options;
    this.#left = options.left;
    this.#room = options.left?.room ?? null;
    this.#channel = options.ether.channel(channelOf(options.sessionId));
    this.#channel.onmessage = (message) => this.#read(message as Message);
    this.#telling = new Telling(options.listener);
    this.#calls = new Calls((id, call) => this.#send(id, call));
  }

  /** The session as this window knows it. */
  get room(): Room | null {
    return this.#room;
  }

  /** The participant of this window. */
  get me(): ClientIndex | null {
    return this.#telling.me;
  }

  /** Begins a session. */
  async create(settings: SessionSettings): Promise<void> {
    await this.#beThere();
    await this.#hold(keeperLock(this.#options.sessionId));
    this.#room = emptyRoom(this.#options.sessionId);
    this.#keeper = this.#newKeeper();
    this.#keeper.create(settings);
    // Someone may have asked already.
    this.#channel.post({kind: 'keeper', room: this.#room} satisfies Message);
  }

  /** Takes part in a session that there is, and keeps it when it is this window's turn. */
  async enter(): Promise<void> {
    await this.#beThere();
    void this.#awaitTurn();
  }

  /** Asks for something. Settles, whichever window keeps the session and whatever becomes of it. */
  call(call: Call): Promise<Answer> {
    return this.#calls.make(call);
  }

  /** Takes no part any more. What the last window knows of the session is left behind for whoever comes back. */
  close(why = CLOSED): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.#handover?.stop();
    this.#leaveBehind();
    this.#keeper?.stop();
    this.#keeper = null;
    this.#channel.close();
    for (const letGo of this.#locks) letGo();
    this.#calls.fail(why);
  }

  async #beThere(): Promise<void> {
    globalThis.addEventListener?.('pagehide', this.#leaveBehind, {signal: this.#stop.signal});
    await this.#hold(peerLock(this.#options.sessionId, this.#id));
  }

  /** Holds a lock until this window goes. Resolves with whether it is held: the window may have gone meanwhile. */
  async #hold(name: string): Promise<boolean> {
    const {signal} = this.#stop;
    const letGo = await this.#options.ether.lock(name, signal).catch(() => () => {});
    if (signal.aborted) letGo();
    else this.#locks.push(letGo);
    return !signal.aborted;
  }

  async #awaitTurn(): Promise<void> {
    const {ether, sessionId} = this.#options;
    if (!(await this.#hold(keeperLock(sessionId)))) return;
    this.#handover = new Handover(ether, sessionId, this.#id, (message) => this.#channel.post(message));
    const {room, abandoned} = await this.#handover.collect(() => this.#room, this.#left);
    this.#handover = null;
    if (this.#stop.signal.aborted) return;
    if (!room) this.#options.listener.parted('unknown');
    else if (room.state.phase === 'ended') this.#end(room);
    else if (abandoned && !this.#left) this.#options.listener.parted('over');
    else this.#keep(room, abandoned);
  }

  /** It ended, which those who are in it may not have heard. */
  #end(room: Room): void {
    if (this.me === null) this.#options.listener.parted('over');
    else this.#adopt(room);
  }

  #keep(room: Room, abandoned: boolean): void {
    const {ether, sessionId} = this.#options;
    const next = {...room, term: room.term + 1};
    this.#adopt(next);
    this.#keeper = this.#newKeeper();
    this.#channel.post({kind: 'keeper', room: next} satisfies Message);
    this.#keeper.resume();
    if (abandoned) this.#keeper.expire();
    // Whoever leaves last leaves it again.
    ether.write(leftKey(sessionId), null);
    this.#calls.repeat();
  }

  #leaveBehind = () => {
    if (!this.#keeper || !this.#room) return;
    // An ended one as well: whoever comes back late hears that it is over.
    const left: Left = {room: this.#room, time: Date.now()};
    this.#options.ether.write(leftKey(this.#options.sessionId), left);
  };

  #newKeeper(): Keeper {
    const {ether, sessionId, times} = this.#options;
    return new Keeper({
      times,
      room: () => this.#room as Room,
      commit: (entry) => {
        const {term} = this.#room as Room;
        // First to the others: what anyone was told outlives this window.
        this.#channel.post({kind: 'entry', term, entry} satisfies Message);
        this.#take(entry);
      },
      answer: (to, id, answer, room) => this.#answer({kind: 'answer', to, id, answer, ...(room && {room})}),
      replace: (to) => {
        if (to === this.#id) this.#options.listener.parted('replaced');
        else this.#channel.post({kind: 'replaced', to} satisfies Message);
      },
      gone: async (peer, signal) => {
        const letGo = await ether.lock(peerLock(sessionId, peer), signal);
        letGo();
      },
    });
  }

  #send(id: number, call: Call): void {
    if (!this.#keeper) this.#channel.post({kind: 'call', from: this.#id, id, call} satisfies Message);
    // As over the channel, whoever asks is answered later.
    else queueMicrotask(() => this.#keeper?.take(this.#id, id, call));
  }

  #answer(message: Extract<Message, {kind: 'answer'}>): void {
    if (message.to === this.#id) this.#answered(message);
    else this.#channel.post(message);
  }

  #read(message: Message): void {
    switch (message.kind) {
      case 'call':
        this.#keeper?.take(message.from, message.id, message.call);
        break;
      case 'answer':
        if (message.to === this.#id && !this.#deaf) this.#answered(message);
        break;
      case 'entry':
        if (!this.#deaf && message.term === this.#room?.term) this.#follow(message.entry);
        break;
      case 'ask':
        this.#deaf = true;
        this.#channel.post({kind: 'copy', to: message.from, from: this.#id, room: this.#room} satisfies Message);
        break;
      case 'copy':
        if (message.to === this.#id) this.#handover?.take(message.from, message.room);
        break;
      case 'keeper':
        this.#deaf = false;
        if (this.#room) this.#adopt(message.room);
        this.#calls.repeat();
        break;
      case 'replaced':
        if (message.to === this.#id) this.#options.listener.parted('replaced');
    }
  }

  #answered({id, answer, room}: Extract<Message, {kind: 'answer'}>): void {
    if (!this.#calls.waits(id)) return;
    if (room && 'result' in answer) {
      this.#room = room;
      this.#telling.begin((answer.result as Joined).clientIndex, room, this.#left?.room);
      this.#left = null;
    }
    this.#calls.settle(id, answer);
  }

  #follow(entry: Entry): void {
    if (entry.number === (this.#room?.number ?? 0) + 1) this.#take(entry);
  }

  /** Takes over what another window knows, and tells what is new in it. */
  #adopt(room: Room): void {
    const entries = this.#room && this.me !== null ? missed(room, this.#room.number) : null;
    for (const entry of entries ?? []) this.#take(entry);
    this.#room = room;
    if (!entries) this.#telling.jump(room);
  }

  #take(entry: Entry): void {
    const {state} = this.#room as Room;
    this.#room = grown(this.#room as Room, entry);
    this.#telling.tell(entry.events, state);
    if (entry.call?.peer === this.#id) this.#calls.settle(entry.call.id, entry.call.answer);
    this.#options.listener.settled();
  }
}
