import type {LoggedEventName} from '../../model/events.ts';

/** Events whose name in audit logs is the vendor's. All others, our additions among them, go by their own. */
const VENDOR_NAMES: {readonly [Name in LoggedEventName]?: string} = {
  session_ended: 'session_end',
  tab_opened: 'tab_created',
  tab_activated: 'switch_active_tab',
  tab_paused: 'tab_pause',
  tab_resumed: 'tab_resume',
  file_downloaded: 'file_download',
  relocated: 'navigate',
  host_rights_requested: 'host_request',
  host_changed: 'host_change',
  tab_control_requested: 'tab_control_request',
  tab_control_transferred: 'tab_control',
  chat_message: 'chat',
};

/** The last entry of every export, which says how many came before it and is signed. */
export const CLOSING_TYPE = 'export_closed';

/** What audit logs call an event. */
export function auditType(name: LoggedEventName): string {
  return VENDOR_NAMES[name] ?? name;
}
