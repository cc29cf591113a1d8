import type {ClientIndex, SessionEvent} from '../../model/events.ts';
import {NOT_ADMITTED, REMOVED} from '../../protocol/close-codes.ts';

/** Whose seat an event is about, or null. */
export function subjectOf({name, payload}: SessionEvent): ClientIndex | null {
  switch (name) {
    case 'participant_joined':
    case 'participant_left':
    case 'admission_requested':
    case 'admission_refused':
    case 'admission_withdrawn':
      return payload.clientIndex;
    default:
      return null;
  }
}

/** Why someone is hung up on by an event, if they are. */
export function unwanted({name, payload}: SessionEvent): typeof REMOVED | typeof NOT_ADMITTED | null {
  if (name === 'admission_refused') return NOT_ADMITTED;
  return name === 'participant_left' && payload.removed ? REMOVED : null;
}
