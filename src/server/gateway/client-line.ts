import {WebSocket} from 'ws';
import type {ParticipantCommand} from '../../model/commands.ts';
import type {Json, Ssid, ToldEvent} from '../../model/events.ts';
import {withSettings} from '../../model/settings.ts';
import type {CloseReason} from '../../protocol/close-codes.ts';
import type {RpcMethods} from '../../protocol/rpc.ts';
import type {Viewing} from '../browser/pages.ts';
import type {Line} from '../rooms/line.ts';
import type {Room} from '../rooms/room.ts';
import type {Rooms} from '../rooms/rooms.ts';
import type {Seat} from '../rooms/seats.ts';
import {sameSecret} from '../rooms/secrets.ts';
import type {Spaces} from '../storage/spaces.ts';
import {type FailureLog, failed} from './failed.ts';
import {type Call, readMessage} from './message.ts';
import {Pace} from './pace.ts';
import {allowed, Refused} from './refused.ts';
import {isCommand, type Params} from './schemas.ts';

/** What a client's line needs of the server. */
export interface Gateway {
  readonly rooms: Rooms;
  readonly spaces: Spaces;
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
  readonly #viewings = new Map<number, Viewing>();
  #room: Room | null = null;
  #seat: Seat | null = null;

  constructor(socket: WebSocket, gateway: Gateway) {
    this.#socket = socket;
    this.#gateway = gateway;
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
    try {
      const call = readMessage(data, isBinary);
      id = call.id;
      const reply: Reply = (result) => {
        if (call.id !== undefined) this.#send({jsonrpc: '2.0', id: call.id, result});
      };
      const fail = (error: unknown) => this.#send(failed(error, call.id ?? null, this.#gateway.log));
      this.#answer(call, reply, fail);
    } catch (error) {
      this.#send(failed(error, id ?? null, this.#gateway.log));
    }
  }

  #answer({method, params}: Call, reply: Reply, fail: Fail): void {
    if (isCommand(method)) {
      const {room, seat} = this.#joined();
      const outcome = allowed(room.command({name: method, args: params} as ParticipantCommand, seat.clientIndex));
      // Whatever else is asked for meanwhile does not wait for it.
      if (outcome instanceof Promise) outcome.then(reply, fail);
      else reply(outcome);
    } else if (method === 'create_session') {
      this.#create(params as Params<'create_session'>, reply);
    } else if (method === 'join_session') {
      this.#join(params as Params<'join_session'>, reply);
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
    const space = this.#gateway.spaces.find(name);
    if (!space) throw new Refused('unknown_space', `There is no space "${name}" on this server.`);
    if (!sameSecret(space.widgetKey, key)) throw new Refused('invalid_key', `This widget key is not one of "${name}".`);
    const room = this.#gateway.rooms.create(this, space, allowed(withSettings(space.settings, settings, 'page')));
    this.#room = room;
    reply({session_id: room.id, invite: room.invite, leader_token: room.leaderToken});
    room.open();
  }

  #join(params: Params<'join_session'>, reply: Reply): void {
    if (this.#seat) throw new Refused('already_joined', 'This connection has joined already.');
    const room = this.#gateway.rooms.find(params.session_id);
    if (room === 'ended') throw new Refused('session_ended', 'The session has ended.');
    if (!room) throw new Refused('unknown_session', 'There is no such session on this server.');
    if (this.#room && this.#room !== room) throw new Refused('already_joined', 'This connection has another session.');

    const answer = (seat: Seat, joined: object) => {
      this.#room = room;
      this.#seat = seat;
      reply(joined);
    };
    const {seat_token: seat, leader_token: leader, invite = '', user_data: userData = {}, last_number: last} = params;
    if (seat !== undefined) {
      allowed(room.rejoin(this, seat, last, answer));
      return;
    }
    const leads = leader !== undefined;
    const mayEnter = leads ? sameSecret(leader, room.leaderToken) : sameSecret(invite, room.invite);
    if (!mayEnter) throw new Refused('invalid_invite', 'This link does not let anyone into the session.');
    allowed(room.join(this, leads, userData, answer));
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
    if (!this.#room || !this.#seat) throw new Refused('not_joined', 'Join the session first.');
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
