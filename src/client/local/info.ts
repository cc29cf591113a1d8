import type {Json} from '../../model/events.ts';
import type {SessionInfo} from '../../protocol/queries.ts';
import type {Room} from './room.ts';

/** What `getSessionInfo()` answers of a session that no server knows of. */
export function infoOf({id, state}: Room, space: string): Json {
  const {identification, host_rights, metadata} = state.settings;
  const {href = '', host = ''} = globalThis.location ?? {};
  const info: SessionInfo = {
    sessionId: id,
    opentokSessionId: '',
    space: {
      id: space,
      slug: space,
      name: space,
      link: href.split('#')[0] ?? '',
      domain: host,
      type: 'meeting',
      visibility: 'members-only',
      access_control: 'public',
      identification,
      host_rights,
      company_id: null,
      is_paused: false,
      adminIds: [],
      memberIds: [],
    },
    metadata,
  };
  return info as unknown as Json;
}
