import type {RoomCommand} from '../../model/commands.ts';
import type {ClientIndex, SessionEvent} from '../../model/events.ts';
import {type ControlRequest, findTab, type SessionState} from '../../model/state.ts';

/** Lets requests that nobody answers end by themselves. */
export class RequestTimers {
  readonly #time: number;
  readonly #apply: (command: RoomCommand) => void;
  readonly #timers = new Map<string, NodeJS.Timeout>();

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

  /** Counts no longer. */
  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #countHostRequest(client_index: ClientIndex): void {
    this.#count(`${client_index} for host`, {name: 'expire_host_request', args: {client_index}});
  }

  #countControlRequest({clientIndex: client_index, leaderIndex, ssid}: ControlRequest): void {
    this.#count(`${client_index} of ${leaderIndex}`, {name: 'expire_control_request', args: {client_index, ssid}});
  }

  /** The same request, made again, waits anew. */
  #count(request: string, command: RoomCommand): void {
    clearTimeout(this.#timers.get(request));
    this.#timers.set(
      request,
      setTimeout(() => this.#apply(command), this.#time),
    );
  }
}
