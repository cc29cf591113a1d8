import type {RoomCommand} from '../../model/commands.ts';
import type {SessionEvent} from '../../model/events.ts';
import {findTab, type SessionState} from '../../model/state.ts';

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
    if (name === 'host_rights_requested') {
      const {clientIndex: client_index} = payload;
      this.#count(`${client_index} for host`, {name: 'expire_host_request', args: {client_index}});
    } else if (name === 'tab_control_requested') {
      const {clientIndex: client_index, ssid} = payload;
      const owner = findTab(state, ssid)?.leaderIndex;
      this.#count(`${client_index} of ${owner}`, {name: 'expire_control_request', args: {client_index, ssid}});
    }
  }

  /** Counts no longer. */
  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
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
