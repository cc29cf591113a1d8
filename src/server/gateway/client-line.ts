import type {Writable} from 'node:stream';
import {WebSocket} from 'ws';
import type {ParticipantCommand} from '../../model/commands.ts';
import type {ClientIndex, Json, Ssid, ToldEvent} from '../../model/events.ts';
import {withSettings} from '../../model/settings.ts';
import {type CloseReason, ELSEWHERE} from '../../protocol/close-codes.ts';
import type {WireQueries} from '../../protocol/queries.ts';
import type {Aside, Joined, RpcMethods, Waits} from '../../protocol/rpc.ts';
import type {Viewing} from '../browser/pages.ts';
import type {Guard} from '../limits/guard.ts';
import {readMagicLink} from '../magic-link.ts';
import type {FailureLog} from '../operations/log.ts';
import {allowed, Refused} from '../refused.ts';
import type {Line} from '../rooms/line.ts';
import type {Room} from '../rooms/room.ts';
import type {Rooms} from '../rooms/rooms.ts';
import type {Keys} from '../storage/keys.ts';
import type {Spaces} from '../storage/spaces.ts';
import type {Ticket, Tickets} from '../tickets.ts';
import {Ear} from './ear.ts';
import {entryOf, expectMember, signedBy} from './entry.ts';
import {failed} from './failed.ts';
import {type Call, readMessage} from './message.ts';
import type {Meter} from './meter.ts';
import {answerQuery} from './queries.ts';
import {isCommand, isQuery, type Params} from './schemas.ts';
import {checkOrigin, type Site} from './site.ts';

/** What a client's line needs of the server. */
export interface Gateway {
  readonly rooms: Rooms;
  readonly spaces: Spaces;
  readonly keys: Keys;
  readonly site: Site;
  readonly log: FailureLog;
  readonly guard: Guard;
  readonly tickets: Tickets;
  readonly meter: Meter;
}

/** Who is at the other end of a line. */
export interface Peer {
  /** Of the page; undefined when it is no page. */
  readonly origin: string | undefined;
  /** Where it comes from. */
  readonly address: string;
  /** What the socket writes to. */
  readonly stream: Pick<Writable, 'cork' | 'uncork'>;
}

/** What a tab asks or offers: for those as well who do not look at it, such as in a window behind others. */
const HEARD_ANYWAY: ReadonlySet<Aside['kind']> = new Set(['prompts', 'file']);

type Reply = (result: Json | object) => void;

/** How much may wait to be sent, in bytes: a client that takes nothing has to come back and catch up. */
const MAX_BACKLOG = 8 * 1024 * 1024;

/** One WebSocket: reads calls, answers every one of them, and tells what happens. */
export class ClientLine implements Line {
  readonly #socket: WebSocket;
  readonly #ear: Ear;
  readonly #gateway: Gateway;
  readonly #peer: Peer;
  readonly #viewings = new Map<number, Viewing>();
  /** The session that was made or joined over it. */
  #room: Room | null = null;
  /** Who is at the other end, or waits there to be let in. */
  #seat: {readonly clientIndex: ClientIndex; waiting: boolean} | null = null;
  #isOpen = true;
  #gathers = false;

  constructor(socket: WebSocket, gateway: Gateway, peer: Peer) {
    this.#socket = socket;
    this.#gateway = gateway;
    this.#peer = peer;
    this.#ear = new Ear(socket, (data, isBinary) => this.#read(data, isBinary));
    socket.on('close', () => this.#closed());
    // A peer that breaks the protocol is hung up on by ws, and `close` follows.
    socket.on('error', () => {});
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether a session was made or joined over it, or someone waits there to be let in. */
  get hasSession(): boolean {
    return this.#room !== null;
  }

  tell(event: ToldEvent, number: number): void {
    if (event.name === 'tab_closed') this.#stopViewing(event.payload.ssid);
    this.#write(messageOf(event, number), {binary: false});
  }

  whisper(ssid: Ssid, aside: Aside): void {
    if (HEARD_ANYWAY.has(aside.kind) || this.#viewings.has(ssid))
      this.#send({jsonrpc: '2.0', method: 'aside', params: {ssid, aside}});
  }

  admit(joined: Joined): void {
    if (this.#seat) this.#seat.waiting = false;
    this.#send({jsonrpc: '2.0', method: 'admitted', params: joined});
  }

  hangUp({code, reason}: CloseReason): void {
    this.#seat = null;
    this.#stopAllViewing();
    this.#socket.resume();
    this.#socket.close(code, reason);
  }

  /** Listens to nothing any more. */
  rest(): void {
    this.#ear.close();
  }

  #read(data: Buffer, isBinary: boolean): void {
    // Whoever was hung up on may go on talking for a while.
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    let call: Call | null = null;
    const fail = (error: unknown) => {
      this.#gateway.guard.tried(this.#peer.address, error);
      const about = {session: this.#room?.id, method: call?.method};
      const failure = failed(error, call?.id ?? null, this.#gateway.log, about);
      this.#gateway.meter.refused(failure.error.data.code);
      // Whoever was hung up on meanwhile knows why.
      if (this.#isOpen) this.#send(failure);
    };
    try {
      call = readMessage(data, isBinary);
      const {id, method} = call;
      this.#gateway.meter.called(method);
      const reply: Reply = (result) => {
        if (id !== undefined) this.#send({jsonrpc: '2.0', id, result});
      };
      // Whatever else is asked for meanwhile does not wait for it.
      this.#answer(call, reply)?.catch(fail);
    } catch (error) {
      fail(error);
    }
  }

  #answer({method, params}: Call, reply: Reply): Promise<void> | undefined {
    if (isQuery(method)) return this.#ask(method, params as Params<typeof method>, reply);
    if (isCommand(method)) return this.#command({name: method, args: params} as ParticipantCommand, reply);
    if (method === 'create_session') return this.#enter(this.#create(params as Params<'create_session'>, reply));
    if (method === 'join_session') return this.#enter(this.#join(params as Params<'join_session'>, reply));
    if (method === 'init_space' || method === 'attach_extension')
      throw new Refused('not_allowed', `Only what runs in a page of a session calls "${method}".`);
    if (method === 'watch_tab' || method === 'unwatch_tab')
      return this.#view(method, (params as Params<typeof method>).ssid, reply);
    if (method === 'input') {
      const {room, seat} = this.#joined();
      const {ssid, input} = params as RpcMethods['input']['params'];
      reply(allowed(room.input(ssid, input, seat.clientIndex)));
    } else {
      if (method === 'frame_shown') this.#shown((params as Params<typeof method>).ssid);
      reply(null);
    }
    return undefined;
  }

  async #ask<Method extends keyof WireQueries>(method: Method, params: Params<Method>, reply: Reply): Promise<void> {
    const {room, seat} = this.#joined();
    reply(await room.inTurn(() => answerQuery(method, params, room, seat.clientIndex, this.#gateway.site)));
  }

  async #command(command: ParticipantCommand, reply: Reply): Promise<void> {
    const {room, seat} = this.#joined();
    this.#gateway.guard.command(command.name, room.id, seat.clientIndex);
    reply(allowed(await room.command(command, seat.clientIndex)));
  }

  /** Who comes in or makes a session says nothing else until that is done. */
  #enter(entering: Promise<void>): Promise<void> {
    this.#ear.wait(entering);
    return entering;
  }

  async #create({space: name, widget_key: key, settings = {}}: Params<'create_session'>, reply: Reply): Promise<void> {
    if (this.#room) throw new Refused('already_joined', 'This connection has a session already.');
    const {spaces, keys, rooms, guard} = this.#gateway;
    guard.mayTry(this.#peer.address);
    const keySpace = keys.spaceOf(key);
    if (keySpace === undefined && name === undefined)
      throw new Refused('invalid_key', 'This widget key belongs to no space here.');
    const space = spaces.find(name ?? keySpace ?? '');
    if (!space) throw new Refused('unknown_space', `There is no space "${name}" on this server.`);
    if (space.id !== keySpace) throw new Refused('invalid_key', `This widget key is not one of "${name}".`);
    checkOrigin(space, this.#peer.origin, this.#gateway.site);
    expectMember(space);
    const settled = allowed(withSettings(space.settings, settings, 'page'));
    guard.creation(this.#peer.address, rooms.of(space.id).length);
    this.#room = rooms.create(this, space, settled, ({id, invite, followerToken, leaderToken}) =>
      reply({session_id: id, invite, follower_token: followerToken, leader_token: leaderToken}),
    );
    await this.#room.opened;
  }

  async #join(params: Params<'join_session'>, reply: Reply): Promise<void> {
    if (this.#seat) throw new Refused('already_joined', 'This connection has joined already.');
    const made = this.#room;
    const {guard} = this.#gateway;
    guard.knock(this.#peer.address, params.session_id);
    const room = await this.#gateway.rooms.locate(params.session_id);
    if (room === 'ended') throw new Refused('session_ended', 'The session has ended.');
    if (room === 'elsewhere') return this.hangUp(ELSEWHERE);
    if (!room) throw new Refused('unknown_session', 'There is no such session on this server.');
    if (made && made !== room) throw new Refused('already_joined', 'This connection has another session.');
    checkOrigin(room.space, this.#peer.origin, this.#gateway.site);
    const {seat_token: token, last_number: last} = params;
    const signed = token === undefined ? await this.#signed(params, room) : undefined;
    const entry = token === undefined ? entryOf(params, room, signed?.who) : undefined;
    if (entry) expectMember(room.space, signed?.who);
    const seat = token === undefined ? 'there' : room.standingOf(token);
    // Whoever has none is told the same as those whose seat is over, to come in anew.
    if (seat === 'none') guard.guessed(this.#peer.address);
    if (entry && signed?.use && this.#isOpen) {
      allowed(await room.refusalOf(entry));
      await signed.use();
    }
    if (seat === 'there') guard.join(room.id);
    if (!this.#isOpen) return;

    // From here on the room has to know when the line is gone.
    this.#room = room;
    const answer = (joined: Joined | Waits) => {
      this.#seat = {clientIndex: joined.client_index, waiting: 'waiting' in joined};
      reply(joined);
    };
    try {
      if (entry) allowed(await room.enter(this, entry, answer));
      else allowed(await room.reenter(this, token as string, last, answer));
    } catch (error) {
      this.#room = made;
      throw error;
    }
  }

  /** What was signed of whoever comes in, if anything. */
  async #signed(
    {ticket, magic_link: link}: Params<'join_session'>,
    {id, space}: Room,
  ): Promise<(Pick<Ticket, 'who'> & Partial<Ticket>) | undefined> {
    if (ticket !== undefined) return this.#gateway.tickets.read(ticket, id);
    return link === undefined ? undefined : {who: signedBy(await readMagicLink(link, space))};
  }

  async #view(method: 'watch_tab' | 'unwatch_tab', ssid: Ssid, reply: Reply): Promise<void> {
    await this.#joined().room.inTurn(() => {
      const {room, seat} = this.#joined();
      if (method === 'unwatch_tab') this.#stopViewing(ssid);
      else if (!this.#viewings.has(ssid)) {
        const watched = room.watch(ssid, seat.clientIndex, (picture) => this.#picture(picture));
        this.#viewings.set(ssid, allowed(watched));
      }
    });
    reply(null);
  }

  #picture(picture: Uint8Array): void {
    this.#gateway.meter.pictureSent(picture.byteLength);
    this.#write(picture);
  }

  #shown(ssid: Ssid): void {
    this.#joined();
    this.#viewings.get(ssid)?.shown();
  }

  #stopViewing(ssid: Ssid): void {
    this.#viewings.get(ssid)?.stop();
    this.#viewings.delete(ssid);
  }

  #stopAllViewing(): void {
    for (const ssid of this.#viewings.keys()) this.#stopViewing(ssid);
  }

  #joined(): {room: Room; seat: {readonly clientIndex: ClientIndex}} {
    if (!this.#room || !this.#seat || this.#seat.waiting) throw new Refused('not_joined', 'Join the session first.');
    return {room: this.#room, seat: this.#seat};
  }

  #closed(): void {
    this.#isOpen = false;
    this.#stopAllViewing();
    this.#room?.drop(this);
    this.#seat = null;
  }

  #send(message: object): void {
    this.#write(JSON.stringify(message));
  }

  #write(message: string | Uint8Array, options: {readonly binary?: boolean} = {}): void {
    if (this.#socket.bufferedAmount > MAX_BACKLOG) this.#socket.terminate();
    else {
      this.#gather();
      this.#socket.send(message, options);
    }
  }

  /** What is sent in one go, such as all that was kept at once, crosses to the system at once: that is what costs. */
  #gather(): void {
    if (this.#gathers) return;
    const {stream} = this.#peer;
    this.#gathers = true;
    stream.cork();
    process.nextTick(() => {
      this.#gathers = false;
      stream.uncork();
    });
  }
}

/** What was made last of events, with the numbers that they had. */
const messages = new WeakMap<ToldEvent, {readonly number: number; readonly message: Buffer}>();

/** An event as it is sent: made once for all who are told the same. */
function messageOf(event: ToldEvent, number: number): Buffer {
  const made = messages.get(event);
  if (made?.number === number) return made.message;
  const message = Buffer.from(JSON.stringify({jsonrpc: '2.0', method: 'event', params: {...event, number}}));
  messages.set(event, {number, message});
  return message;
}
