import type {RoomCommand} from '../../model/commands.ts';
import type {ClientIndex, SessionEvent} from '../../model/events.ts';
import {type ControlRequest, findTab, type SessionState} from '../../model/state.ts';
import type {RequestTime} from '../../protocol/queries.ts';

/** Lets requests that nobody answers end by themselves. */
export class RequestTimers {
  readonly #time: number;
  readonly #apply: (command: RoomCommand) => void;
  readonly #timers = new Map<string, {readonly timer: NodeJS.Timeout; readonly due: number}>();

  /** @param time - how long a request waits, in milliseconds */
  constructor(time: number, apply: (command: RoomCommand) => void) {
    this.#time = time;
    this.#apply = apply;
  }

  /** Starts to count when the event is a request. One that was answered before its time is refused then, unnoticed. */
  follow({name, payload}: SessionEvent, state: SessionState): void {
    if (name === 'host_rights_requested') this.#countHostRequest(payload.clientIndex);
    else if (name === 'tab_control_requested') {
      const {clientIndex, ssid} = payload;
      const leaderIndex = findTab(state, ssid)?.leaderIndex;
      if (leaderIndex !== undefined) this.#countControlRequest({clientIndex, ssid, leaderIndex});
    }
  }

  /** Starts to count for requests that were made before the server was started again. */
  restore({hostRequests, controlRequests}: SessionState): void {
    for (const clientIndex of hostRequests) this.#countHostRequest(clientIndex);
    for (const request of controlRequests) this.#countControlRequest(request);
  }

  /** How long each request of a state still waits. */
  timesIn({hostRequests, controlRequests}: SessionState): RequestTime[] {
    return [
      ...controlRequests.map((request) => this.#timeOf('control', request.clientIndex, controlKey(request))),
      ...hostRequests.map((clientIndex) => this.#timeOf('host', clientIndex, hostKey(clientIndex))),
    ];
  }

  /** Counts no longer. */
  clear(): void {
    for (const {timer} of this.#timers.values()) clearTimeout(timer);
  }

  #countHostRequest(client_index: ClientIndex): void {
    this.#count(hostKey(client_index), {name: 'expire_host_request', args: {client_index}});
  }

  #countControlRequest(request: ControlRequest): void {
    const {clientIndex: client_index, ssid} = request;
    this.#count(controlKey(request), {name: 'expire_control_request', args: {client_index, ssid}});
  }

  /** The same request, made again, waits anew. */
  #count(request: string, command: RoomCommand): void {
    clearTimeout(this.#timers.get(request)?.timer);
    const timer = setTimeout(() => {
      this.#timers.delete(request);
      this.#apply(command);
    }, this.#time);
    this.#timers.set(request, {timer, due: performance.now() + this.#time});
  }

  #timeOf(wish: RequestTime['wish'], clientIndex: ClientIndex, key: string): RequestTime {
    const {due = 0} = this.#timers.get(key) ?? {};
    return {wish, clientIndex, left: Math.max(0, Math.round(due - performance.now()))};
  }
}

const hostKey = (clientIndex: ClientIndex) => `${clientIndex} for host`;

const controlKey = ({clientIndex, leaderIndex}: ControlRequest) => `${clientIndex} of ${leaderIndex}`;
