import {type Refusal, refuse} from './refusals.ts';

/** What a space, or a session of it, allows. Names and defaults are the vendor's. */
export interface SessionSettings {
  /** Anyone may end the session, not just the host. */
  readonly anyone_can_deactivate_space: boolean;
  /** Participants may ask for host rights. */
  readonly host_switching_allowed: boolean;
  /** Others than the host may open tabs. */
  readonly non_hosts_can_open_tabs: boolean;
  /** Participants may ask for control of other people's tabs. */
  readonly participants_can_request_to_interact: boolean;
  /** Tabs may be opened at all, by people and by pages. */
  readonly new_urls_allowed: boolean;
  /** Participants may pause the tabs they own. */
  readonly pause_enabled: boolean;
  /** Participants may write to each other. */
  readonly chat_enabled: boolean;
}

/** What holds where nobody said otherwise. */
export const DEFAULT_SETTINGS: SessionSettings = {
  anyone_can_deactivate_space: false,
  host_switching_allowed: true,
  non_hosts_can_open_tabs: true,
  participants_can_request_to_interact: true,
  new_urls_allowed: true,
  pause_enabled: false,
  chat_enabled: true,
};

/** Settings on top of others, or which of them is not one, or not of its type. */
export function withSettings(base: SessionSettings, changes: object): SessionSettings | Refusal {
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(DEFAULT_SETTINGS, name)) {
      const known = Object.keys(DEFAULT_SETTINGS).join(', ');
      return refuse('invalid_setting', `Expected one of the settings ${known}; got "${name.slice(0, 64)}".`);
    }
    const expected = typeof DEFAULT_SETTINGS[name as keyof SessionSettings];
    if (typeof value !== expected) {
      return refuse('invalid_setting', `Expected the setting ${name} to be a ${expected}, got a ${typeof value}.`);
    }
  }
  return {...base, ...changes};
}
