import type {ClientIndex} from '../../model/events.ts';
import {numberField, type Payload} from './fields.ts';
import type {Tracker} from './tracker.ts';

/** What an event says, put into the tracker. */
export type Take = (tracker: Tracker, payload: Payload) => void;

/** Someone whom an event names, and who therefore is there; undefined when it names nobody. */
export function someone(tracker: Tracker, payload: Payload, name: string): ClientIndex | undefined {
  const clientIndex = numberField(payload, name);
  if (clientIndex !== undefined) tracker.meet(clientIndex);
  return clientIndex;
}
