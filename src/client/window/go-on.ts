import type {SessionSettings} from '../../model/settings.ts';

/** Leads this window to where the settings say that people go when the session is over. */
export function goOn(settings: SessionSettings, clientIndex: number): void {
  const own = clientIndex === 0 ? settings.leader_redirect_url : settings.follower_redirect_url;
  const next = URL.parse(settings.end_of_session_popup_url || own);
  if (next && /^https?:$/.test(next.protocol)) location.assign(next);
}
