import type {RoomCommand} from '../../model/commands.ts';
import {REQUEST_TIME} from '../../model/limits.ts';
import {findTab, type SessionState} from '../../model/state.ts';
import type {Entry} from './room.ts';

/** How long things are waited for, in milliseconds. */
export interface Times {
  /** How long someone whose window is gone keeps their seat. */
  readonly grace: number;
  /** How long a request waits for an answer. */
  readonly request: number;
}

/** What the session server does as well. */
export const TIMES: Times = {grace: 30_000, request: REQUEST_TIME};

/** What ends by itself: requests that nobody answers, and seats that nobody comes back to. */
export class Timers {
  readonly #times: Times;
  readonly #apply: (command: RoomCommand) => void;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(times: Times, apply: (command: RoomCommand) => void) {
    this.#times = times;
    this.#apply = apply;
  }

  /** Starts to count when something was asked for. What was answered before its time is refused then, unnoticed. */
  follow({events, time}: Entry, state: SessionState): void {
    const due = time + this.#times.request;
    for (const {name, payload} of events) {
      if (name === 'host_rights_requested') {
        const {clientIndex: client_index} = payload;
        this.count(`host ${client_index}`, due, () => this.#apply({name: 'expire_host_request', args: {client_index}}));
      } else if (name === 'tab_control_requested') {
        const {clientIndex: client_index, ssid} = payload;
        const owner = findTab(state, ssid)?.leaderIndex;
        this.count(`control ${client_index} of ${owner}`, due, () =>
          this.#apply({name: 'expire_control_request', args: {client_index, ssid}}),
        );
      }
    }
  }

  /** Does something at a time, instead of what was to be done for the same reason. */
  count(reason: string, due: number, task: () => void): void {
    this.stop(reason);
    this.#timers.set(reason, setTimeout(task, Math.max(due - Date.now(), 0)));
  }

  /** Counts for that reason no longer. */
  stop(reason: string): void {
    clearTimeout(this.#timers.get(reason));
  }

  /** Counts no longer. */
  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }
}
