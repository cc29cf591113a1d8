import type {By, Command} from '../../model/commands.ts';
import {decide} from '../../model/decide.ts';
import type {SessionEvent} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import {isRefusal} from '../../model/outcome.ts';
import type {SessionState} from '../../model/state.ts';
import type {Seats} from './seats.ts';

/**
 * What comes of it that people come in with these events: the addresses that they brought are opened, as far as they
 * may, and those who were let in while their line was lost are not online. It is kept together with the events.
 *
 * @param before - the session just before the events
 */
export function consequencesOf(events: readonly SessionEvent[], before: SessionState, seats: Seats): SessionEvent[] {
  const commands = events.flatMap(({name, payload}): {command: Command; by: By}[] => {
    const seat = name === 'participant_joined' ? seats.find(payload.clientIndex) : undefined;
    if (!seat) return [];
    const {clientIndex: by, urls, holder} = seat;
    const opening = urls.map((url) => ({command: {name: 'open_tab', args: {url}} as const, by}));
    const away = {name: 'set_online', args: {client_index: by, online: false}} as const;
    return holder ? opening : [...opening, {command: away, by: 'room'}];
  });
  if (!commands.length) return [];
  let state = events.reduce<SessionState>(evolve, before);
  return commands.flatMap(({command, by}) => {
    const outcome = decide(state, command, by);
    // They are in all the same.
    if (isRefusal(outcome)) return [];
    state = outcome.reduce<SessionState>(evolve, state);
    return outcome;
  });
}
