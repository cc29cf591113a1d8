import {waitUntil as poll} from '@open-wc/testing';

/** Waits for what has to come, however busy the machine is; the one second that is usual is short for three browsers. */
export function waitUntil(holds: () => unknown, what?: string, {timeout = 10_000} = {}): Promise<void> {
  return poll(holds, what, {timeout}) as Promise<void>;
}
