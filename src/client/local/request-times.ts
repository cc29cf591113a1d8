import type {ClientIndex, SessionEvent} from '../../model/events.ts';
import {projectState} from '../../model/project.ts';
import type {SessionState} from '../../model/state.ts';
import type {RequestTime} from '../../protocol/queries.ts';
import type {Entry} from './room.ts';

/** A session, with what happened in it of late. */
interface Recent {
  readonly state: SessionState;
  readonly tail: readonly Pick<Entry, 'time' | 'events'>[];
}

/**
 * How long the requests that someone knows of still wait, as far as the last entries tell.
 *
 * @param time - how long each waits, in milliseconds
 */
export function requestTimesOf({state, tail}: Recent, viewer: ClientIndex, time: number): RequestTime[] {
  const {controlRequests, hostRequests} = projectState(state, viewer);
  const timeOf = (wish: RequestTime['wish'], clientIndex: ClientIndex) => {
    const name = wish === 'host' ? 'host_rights_requested' : 'tab_control_requested';
    const asks = (event: SessionEvent) => event.name === name && event.payload.clientIndex === clientIndex;
    const asked = tail.findLast(({events}) => events.some(asks));
    return asked ? [{wish, clientIndex, left: Math.max(0, asked.time + time - Date.now())}] : [];
  };
  return [
    ...controlRequests.flatMap(({clientIndex}) => timeOf('control', clientIndex)),
    ...hostRequests.flatMap((clientIndex) => timeOf('host', clientIndex)),
  ];
}
