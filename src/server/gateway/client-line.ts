import {WebSocket} from 'ws';
import type {ParticipantCommand} from '../../model/commands.ts';
import type {Json, Ssid, ToldEvent} from '../../model/events.ts';
import {withSettings} from '../../model/settings.ts';
import type {CloseReason} from '../../protocol/close-codes.ts';
import type {Joined, RpcMethods, Waits} from '../../protocol/rpc.ts';
import type {Viewing} from '../browser/pages.ts';
import {readMagicLink} from '../magic-link.ts';
import type {Answer} from '../rooms/entrance.ts';
import type {Line} from '../rooms/line.ts';
import type {Room} from '../rooms/room.ts';
import type {Rooms} from '../rooms/rooms.ts';
import type {Seat} from '../rooms/seats.ts';
import type {Keys} from '../storage/keys.ts';
import type {Spaces} from '../storage/spaces.ts';
import {entryOf} from './entry.ts';
import {type FailureLog, failed} from './failed.ts';
import {type Call, readMessage} from './message.ts';
import {Pace} from './pace.ts';
import {answerQuery} from './queries.ts';
import {allowed, Refused} from './refused.ts';
import {isCommand, isQuery, type Params} from './schemas.ts';
import {checkOrigin, type Site} from './site.ts';

/** What a client's line needs of the server. */
export interface Gateway {
  readonly rooms: Rooms;
  readonly spaces: Spaces;
  readonly keys: Keys;
  readonly site: Site;
  readonly log: FailureLog;
}

type Reply = (result: Json | object) => void;
type Fail = (error: unknown) => void;

/** How much may wait to be sent, in bytes: a client that takes nothing has to come back and catch up. */
const MAX_BACKLOG = 8 * 1024 * 1024;

/** One WebSocket: reads calls, answers every one of them, and tells what happens. */
export class ClientLine implements Line {
  readonly #socket: WebSocket;
  readonly #gateway: Gateway;
  /** Of the page at the other end; undefined when it is no page. */
  readonly #origin: string | undefined;
  readonly #viewings = new Map<number, Viewing>();
  #room: Room | null = null;
  #seat: Seat | null = null;
  /** Whether someone is at the door: it takes a moment to read a magic link. */
  #entering = false;

  constructor(socket: WebSocket, gateway: Gateway, origin: string | undefined) {
    this.#socket = socket;
    this.#gateway = gateway;
    this.#origin = origin;
    const pace = new Pace();
    socket.on('message', (data, isBinary) => {
      const pause = pace.take();
      if (pause > 0) this.#pause(pause);
      this.#read(data as Buffer, isBinary);
    });
    socket.on('close', () => this.#closed());
    // A peer that breaks the protocol is hung up on by ws, and `close` follows.
    socket.on('error', () => {});
  }

  tell(event: ToldEvent, number: number): void {
    if (event.name === 'tab_closed') this.#stopViewing(event.payload.ssid);
    this.#send({jsonrpc: '2.0', method: 'event', params: {...event, number}});
  }

  admit(joined: Joined): void {
    this.#send({jsonrpc: '2.0', method: 'admitted', params: joined});
  }

  hangUp({code, reason}: CloseReason): void {
    this.#seat = null;
    this.#stopAllViewing();
    this.#socket.close(code, reason);
  }

  /** What comes too fast waits at the client's end of the line, so nothing is refused or lost. */
  #pause(time: number): void {
    if (this.#socket.isPaused) return;
    this.#socket.pause();
    setTimeout(() => this.#socket.resume(), time);
  }

  #read(data: Buffer, isBinary: boolean): void {
    // Whoever was hung up on may go on talking for a while.
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    let id: Call['id'] | null = null;
    const fail = (error: unknown) => this.#send(failed(error, id ?? null, this.#gateway.log));
    try {
      const call = readMessage(data, isBinary);
      id = call.id;
      const reply: Reply = (result) => {
        if (call.id !== undefined) this.#send({jsonrpc: '2.0', id: call.id, result});
      };
      this.#answer(call, reply, fail);
    } catch (error) {
      fail(error);
    }
  }

  #answer({method, params}: Call, reply: Reply, fail: Fail): void {
    if (isQuery(method)) {
      const {room, seat} = this.#joined();
      reply(answerQuery(method, params as Params<typeof method>, room, seat.clientIndex, this.#gateway.site));
    } else if (isCommand(method)) {
      const {room, seat} = this.#joined();
      const outcome = allowed(room.command({name: method, args: params} as ParticipantCommand, seat.clientIndex));
      // Whatever else is asked for meanwhile does not wait for it.
      if (outcome instanceof Promise) outcome.then(reply, fail);
      else reply(outcome);
    } else if (method === 'create_session') {
      this.#create(params as Params<'create_session'>, reply);
    } else if (method === 'join_session') {
      this.#join(params as Params<'join_session'>, reply)?.catch(fail);
    } else if (method === 'ping') {
      reply(null);
    } else if (method === 'init_space' || method === 'attach_extension') {
      throw new Refused('not_allowed', `Only what runs in a page of a session calls "${method}".`);
    } else if (method === 'input') {
      const {room, seat} = this.#joined();
      const {ssid, input} = params as RpcMethods['input']['params'];
      reply(allowed(room.input(ssid, input, seat.clientIndex)));
    } else {
      this.#view(method, (params as Params<typeof method>).ssid, reply);
    }
  }

  #create({space: name, widget_key: key, settings = {}}: Params<'create_session'>, reply: Reply): void {
    if (this.#room) throw new Refused('already_joined', 'This connection has a session already.');
    const {spaces, keys} = this.#gateway;
    const keySpace = keys.spaceOf(key);
    if (keySpace === undefined && name === undefined)
      throw new Refused('invalid_key', 'This widget key belongs to no space here.');
    const space = spaces.find(name ?? keySpace ?? '');
    if (!space) throw new Refused('unknown_space', `There is no space "${name}" on this server.`);
    if (space.id !== keySpace) throw new Refused('invalid_key', `This widget key is not one of "${name}".`);
    checkOrigin(space, this.#origin, this.#gateway.site);
    const room = this.#gateway.rooms.create(this, space, allowed(withSettings(space.settings, settings, 'page')));
    this.#room = room;
    const {id, invite, followerToken, leaderToken} = room;
    reply({session_id: id, invite, follower_token: followerToken, leader_token: leaderToken});
    room.open();
  }

  #join(params: Params<'join_session'>, reply: Reply): Promise<void> | undefined {
    if (this.#seat || this.#entering) throw new Refused('already_joined', 'This connection has joined already.');
    const room = this.#gateway.rooms.find(params.session_id);
    if (room === 'ended') throw new Refused('session_ended', 'The session has ended.');
    if (!room) throw new Refused('unknown_session', 'There is no such session on this server.');
    if (this.#room && this.#room !== room) throw new Refused('already_joined', 'This connection has another session.');
    checkOrigin(room.space, this.#origin, this.#gateway.site);

    const answer = (seat: Seat, joined: Joined | Waits) => {
      this.#room = room;
      this.#seat = seat;
      reply(joined);
    };
    const {seat_token: seat, magic_link: magicLink, last_number: last} = params;
    if (seat !== undefined) {
      allowed(room.reenter(this, seat, last, answer));
      return undefined;
    }
    if (magicLink !== undefined) return this.#joinByMagicLink(room, magicLink, params, answer);
    allowed(room.enter(this, entryOf(params, room), answer));
    return undefined;
  }

  async #joinByMagicLink(room: Room, link: string, params: Params<'join_session'>, answer: Answer): Promise<void> {
    this.#entering = true;
    try {
      const claims = await readMagicLink(link, room.space);
      if (this.#socket.readyState !== WebSocket.OPEN) return;
      allowed(room.enter(this, entryOf(params, room, claims), answer));
    } finally {
      this.#entering = false;
    }
  }

  #view(method: 'watch_tab' | 'unwatch_tab' | 'frame_shown', ssid: Ssid, reply: Reply): void {
    const {room, seat} = this.#joined();
    const viewing = this.#viewings.get(ssid);
    if (method === 'frame_shown') viewing?.shown();
    else if (method === 'unwatch_tab') this.#stopViewing(ssid);
    else if (!viewing) {
      const watched = room.watch(ssid, seat.clientIndex, (picture) => this.#write(picture));
      this.#viewings.set(ssid, allowed(watched));
    }
    reply(null);
  }

  #stopViewing(ssid: Ssid): void {
    this.#viewings.get(ssid)?.stop();
    this.#viewings.delete(ssid);
  }

  #stopAllViewing(): void {
    for (const ssid of this.#viewings.keys()) this.#stopViewing(ssid);
  }

  #joined(): {room: Room; seat: Seat} {
    if (!this.#room || !this.#seat || this.#seat.waiting) throw new Refused('not_joined', 'Join the session first.');
    return {room: this.#room, seat: this.#seat};
  }

  #closed(): void {
    this.#stopAllViewing();
    this.#room?.drop(this, this.#seat);
    this.#seat = null;
  }

  #send(message: object): void {
    this.#write(JSON.stringify(message));
  }

  #write(message: string | Uint8Array): void {
    if (this.#socket.bufferedAmount > MAX_BACKLOG) this.#socket.terminate();
    else this.#socket.send(message);
  }
}
