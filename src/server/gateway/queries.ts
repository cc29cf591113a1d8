import type {ClientIndex} from '../../model/events.ts';
import {findTab, shownSsid} from '../../model/state.ts';
import type {SessionInfo, SpaceInfo, WireQueries} from '../../protocol/queries.ts';
import {Refused} from '../refused.ts';
import type {Room} from '../rooms/room.ts';
import type {Space} from '../storage/spaces.ts';
import type {Site} from './site.ts';

/**
 * What a participant asks without changing anything.
 * @throws {Refused} `unknown_tab` when there is none
 */
export function answerQuery(
  method: keyof WireQueries,
  params: WireQueries['get_screen_size'],
  room: Room,
  by: ClientIndex,
  site: Site,
): object {
  if (method === 'get_session_info') return sessionInfo(room, site);
  if (method === 'get_request_times') return room.requestTimesFor(by);
  const ssid = params.ssid ?? shownSsid(room.state, by);
  const tab = findTab(room.state, ssid);
  if (!tab) throw new Refused('unknown_tab', `Expected the ssid of an open tab, got ${ssid}.`);
  return room.sizeOf(tab.ssid);
}

function sessionInfo({id, space, state}: Room, site: Site): SessionInfo {
  return {sessionId: id, opentokSessionId: '', space: spaceInfo(space, site), metadata: state.settings.metadata};
}

/** There are no companies here, and whoever comes with a link of the space's says what they are to it. */
function spaceInfo({id, slug, name, type, accessControl, settings}: Space, {publicUrl}: Site): SpaceInfo {
  return {
    id,
    slug,
    name,
    link: `${publicUrl}/+${slug}/`,
    domain: new URL(publicUrl).host,
    type,
    visibility: 'members-only',
    access_control: accessControl,
    identification: settings.identification,
    host_rights: settings.host_rights,
    company_id: null,
    is_paused: false,
    adminIds: [],
    memberIds: [],
  };
}
