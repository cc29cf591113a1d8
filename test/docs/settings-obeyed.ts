import type {SessionSettings} from '../../src/model/settings.ts';

const MODEL = 'the model, in every session';
const LISTS = `${MODEL}, for what people ask for; the server, for where a page goes by itself`;
const NOTHING = 'nothing yet: it is checked, and told to everyone in `session.settings`';
const WINDOW = 'the window of the session';
const CLIENT = 'the client, in the page';

/** What sees to it that a setting holds. */
export const OBEYED_BY: Readonly<Record<keyof SessionSettings, string>> = {
  anyone_can_deactivate_space: MODEL,
  host_switching_allowed: MODEL,
  non_hosts_can_open_tabs: MODEL,
  participants_can_request_to_interact: MODEL,
  new_urls_allowed: MODEL,
  pause_enabled: MODEL,
  chat_enabled: MODEL,
  invitations_allowed: 'the server, which tells the link to the leader alone without it',
  admission_enabled: MODEL,
  host_rights: MODEL,
  identification: MODEL,
  startup_page_action: `${MODEL}, for \`custom_pages\`; the others open nothing`,
  startup_page_list: MODEL,
  blocklist: LISTS,
  allowlist: LISTS,
  session_autorestore_enabled: CLIENT,
  hide_session_ui: WINDOW,
  hide_cursors: NOTHING,
  start_with_chat_open: NOTHING,
  start_with_invite_modal: WINDOW,
  start_with_loading_screen: WINDOW,
  notifications_enabled: NOTHING,
  sounds_enabled: NOTHING,
  end_of_session_popup_url: CLIENT,
  leader_redirect_url: CLIENT,
  follower_redirect_url: CLIENT,
  allow_opening_urls_from_query_parameter: WINDOW,
  embedded_sessions_only: CLIENT,
  open_in_new_window: CLIENT,
  hide_until_agent_joins: CLIENT,
  download_trigger_enabled: NOTHING,
  metadata: 'given back by `getSessionInfo()`',
  tags: NOTHING,
  code_execution_enabled: MODEL,
  empty_session_timeout: 'the server',
};
