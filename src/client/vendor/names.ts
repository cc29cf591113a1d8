import {EVENT_NAMES, type SessionEventName} from '../../model/events.ts';

/** Other names under which the vendor's clients tell an event, beside or in place of the settled one. */
export const OLDER_NAMES: {readonly [Name in SessionEventName]?: readonly string[]} = {
  relocated: ['relocate'],
  tab_control_transferred: ['tab_control'],
  participant_joined: ['viewer_joined'],
  participant_left: ['viewer_left'],
  host_changed: ['control'],
  file_downloaded: ['file_download'],
  tab_updated: ['page_info'],
};

/** What is listened for: all but what is this client's own, since a client of this kit can be at the other end. */
export const HEARD_NAMES = EVENT_NAMES.filter((name) => !name.startsWith('connection_'));
