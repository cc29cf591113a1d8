import {MAX_FILE_MEGABYTES} from './files.ts';
import {type Refusal, refuse} from './refusals.ts';
import {MAX_URL_LENGTH} from './url.ts';

/**
 * What a space, or a session of it, allows and looks like. Names and defaults are the vendor's, except those marked
 * as additions.
 */
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
  /** Participants are told the link that lets others in; otherwise the leader alone is. */
  readonly invitations_allowed: boolean;
  /** People other than the leader wait until the host lets them in. */
  readonly admission_enabled: boolean;
  /** Who becomes host by coming first, or when the host leaves. Passing host rights on is not limited by it. */
  readonly host_rights: 'everyone' | 'members-only' | 'admins-only';
  /** What is to be known of people who join: nothing, a name, or who they are. */
  readonly identification: 'anonymous' | 'name_only' | 'verified';
  /** What opens when a session begins without an address. */
  readonly startup_page_action: 'new_tab_page' | 'custom_pages' | 'do_nothing';
  /** Addresses that open with `custom_pages`. */
  readonly startup_page_list: readonly string[];
  /** Rules as a JSON text, `[{"pattern": "…"}]`: addresses that people may not go to. */
  readonly blocklist: string;
  /** Rules as a JSON text, `[{"pattern": "…"}]`: with any, people may go to matching addresses only. */
  readonly allowlist: string;
  /** A page that is loaded again takes its seat again. */
  readonly session_autorestore_enabled: boolean;
  /** A window of the session shows the remote page and nothing around it. */
  readonly hide_session_ui: boolean;
  /** Pointers are not shown, and nobody draws, but for the one in control. */
  readonly hide_cursors: boolean;
  /** What is drawn over pages fades, or stays until another page is there; or nobody draws. */
  readonly drawing_mode: 'temporary' | 'permanent' | 'disabled';
  /** Colour in which people draw, as CSS has it; `default` for one of their own. */
  readonly drawing_color: string;
  /** How wide lines are, in pixels of the page. */
  readonly drawing_width: number;
  /** Seconds after which a line fades. */
  readonly drawing_timeout: number;
  /**
   * Addition. How large pages are: as the settings say, as their owner has room for them, or as those who look have at least.
   * `set_to_smallest`, by which the vendor knows it, is `smallest` when it is true, else `owner`.
   */
  readonly viewport: 'fixed' | 'owner' | 'smallest';
  /** Addition. How wide pages are where that is `fixed`, and until it is known elsewhere. CSS pixels. */
  readonly viewport_width: number;
  /** Addition. How high pages are, likewise. */
  readonly viewport_height: number;
  /** A window of the session begins with its chat open. */
  readonly start_with_chat_open: boolean;
  /** A window of the session begins with the link that lets others in. */
  readonly start_with_invite_modal: boolean;
  /** A window of the session says that it loads. */
  readonly start_with_loading_screen: boolean;
  /** A window of the session tells what happens. */
  readonly notifications_enabled: boolean;
  /** A window of the session may make sounds. */
  readonly sounds_enabled: boolean;
  /** Where everyone goes when the session is over; wins over the address given to `end()`. */
  readonly end_of_session_popup_url: string;
  /** Where the leader goes when the session is over. */
  readonly leader_redirect_url: string;
  /** Where the others go when the session is over. */
  readonly follower_redirect_url: string;
  /** Session links take `?url=` and open it in a tab. */
  readonly allow_opening_urls_from_query_parameter: boolean;
  /** A session window is an iframe or nothing, never a browser tab. */
  readonly embedded_sessions_only: boolean;
  /** A session window is a browser tab. */
  readonly open_in_new_window: boolean;
  /** A session window stays out of sight until someone else is there. */
  readonly hide_until_agent_joins: boolean;
  /** A file that was downloaded is offered to the others. */
  readonly download_trigger_enabled: boolean;
  /** Addition. Largest file that is downloaded or shared, in megabytes; one that is shared has 25 at most. */
  readonly max_file_size: number;
  /** Addition. Ends of the names of files that may be downloaded or shared, such as `.pdf`; without any, all may. */
  readonly file_types: readonly string[];
  /** What `getSessionInfo()` gives back as it is. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Words to find the session by. */
  readonly tags: readonly string[];
  /** Language of what the elements say, such as `nl`, where no `lang` says otherwise; that of the page if left out. */
  readonly language: string;
  /** Addition. Whoever is in control copies out of pages and pastes into them, with the clipboard of their own machine. */
  readonly clipboard_enabled: boolean;
  /** Addition. JavaScript and CSS may be run in tabs by the leader and the host. */
  readonly code_execution_enabled: boolean;
  /** Addition. CSS selectors of what nobody but the owner of a tab may see on its pages, on top of what always is masked. */
  readonly masked_elements: readonly string[];
  /** Addition. Seconds for which a session goes on with nobody connected. */
  readonly empty_session_timeout: number;
  /** Addition. Hours after which a session ends, whoever is there, counted from when the first one came. */
  readonly max_session_duration: number;
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
  invitations_allowed: true,
  admission_enabled: false,
  host_rights: 'admins-only',
  identification: 'anonymous',
  startup_page_action: 'new_tab_page',
  startup_page_list: [],
  blocklist: '[]',
  allowlist: '[]',
  session_autorestore_enabled: true,
  hide_session_ui: false,
  hide_cursors: false,
  drawing_mode: 'temporary',
  drawing_color: 'default',
  drawing_width: 15,
  drawing_timeout: 3,
  viewport: 'fixed',
  viewport_width: 1280,
  viewport_height: 720,
  start_with_chat_open: false,
  start_with_invite_modal: false,
  start_with_loading_screen: true,
  notifications_enabled: true,
  sounds_enabled: true,
  end_of_session_popup_url: '',
  leader_redirect_url: '',
  follower_redirect_url: '',
  allow_opening_urls_from_query_parameter: false,
  embedded_sessions_only: false,
  open_in_new_window: false,
  hide_until_agent_joins: false,
  download_trigger_enabled: true,
  max_file_size: MAX_FILE_MEGABYTES,
  file_types: [],
  metadata: {},
  tags: [],
  language: '',
  clipboard_enabled: true,
  code_execution_enabled: false,
  masked_elements: [],
  empty_session_timeout: 30,
  max_session_duration: 24,
};

/** What a page may not set for its session, since its key is public: the space alone can. */
export const SPACE_ONLY: ReadonlySet<string> = new Set<keyof SessionSettings>([
  'code_execution_enabled',
  'clipboard_enabled',
  'masked_elements',
  'admission_enabled',
  'identification',
  'host_rights',
  'blocklist',
  'allowlist',
  'allow_opening_urls_from_query_parameter',
  'empty_session_timeout',
  'max_session_duration',
  'max_file_size',
  'file_types',
]);

/** Older names of settings. Those with a `!` say the opposite. */
export const SETTING_ALIASES: Readonly<Record<string, string>> = {
  auto_admission_enabled: '!admission_enabled',
  auto_restore: 'session_autorestore_enabled',
  share_downloads: 'download_trigger_enabled',
  ui_off: 'hide_session_ui',
  newurl: 'new_urls_allowed',
  sharing_button: 'invitations_allowed',
  allow_control_switching: 'host_switching_allowed',
  allow_pause: 'pause_enabled',
  agent_can_request_control: 'participants_can_request_to_interact',
  blacklist: 'blocklist',
  whitelist: 'allowlist',
  only_embedded_sessions: 'embedded_sessions_only',
  enable_sounds: 'sounds_enabled',
  splash: 'start_with_loading_screen',
  show_loading_screen: 'start_with_loading_screen',
};

/** Each element of each page is looked at with all of them. */
const MAX_SELECTORS = 100;

/** Settings of the vendor's that are about things which are not here, or not needed: taken, and without effect. */
export const WITHOUT_EFFECT: ReadonlySet<string> = new Set(
  `alternative_proxy_enabled automated_session_recording_enabled automatic_screenshots_enabled block_until_agent_joins
  confirmation_modal_body cookie_transfer_enabled cookie_transfer_proxying cookie_transfer_urls csp_report_uri
  encrypt_httponly_cookies end_redirect_enabled
  follower_drawing_selector hide_element_by_selector hide_selector hide_support_button max_height max_width
  min_height min_width native_dialogs_enabled native_selects password_required private_session queued region
  require_password screenshot_image_size screenshot_interval screenshots_on_annotation script_embedded
  session_start_confirmation start_muted start_with_fullscreen_videochat start_with_videochat_on
  support_button_position url_mangling use_webrtc_for_screenshots verbose_console videochat videochat_autostart
  videochat_prompt white_label`.split(/\s+/),
);

/** What the settings can be that are one of a few. */
export const SETTING_CHOICES: {readonly [Name in keyof SessionSettings]?: readonly SessionSettings[Name][]} = {
  host_rights: ['everyone', 'members-only', 'admins-only'],
  identification: ['anonymous', 'name_only', 'verified'],
  drawing_mode: ['temporary', 'permanent', 'disabled'],
  viewport: ['fixed', 'owner', 'smallest'],
  startup_page_action: ['new_tab_page', 'custom_pages', 'do_nothing'],
};

/**
 * Settings on top of others, or which of them is not one, not of its type, or not for whoever sets it.
 *
 * @param by - a page can set what is its own business; the operator of a space can set all
 */
export function withSettings(
  base: SessionSettings,
  changes: object,
  by: 'space' | 'page' = 'space',
): SessionSettings | Refusal {
  const known: Record<string, unknown> = {};
  for (const [given, value] of Object.entries(changes)) {
    if (WITHOUT_EFFECT.has(given)) continue;
    const [name, meant] = meaningOf(given, value);
    const fault = faultIn(name, meant, given) ?? (by === 'page' ? notForPages(name, base) : null);
    if (fault) return refuse('invalid_setting', fault);
    known[name] = meant;
  }
  return {...base, ...known};
}

function meaningOf(given: string, value: unknown): [name: string, value: unknown] {
  if (given === 'set_to_smallest' && typeof value === 'boolean') return ['viewport', value ? 'smallest' : 'owner'];
  const name = Object.hasOwn(SETTING_ALIASES, given) ? (SETTING_ALIASES[given] as string) : given;
  if (!name.startsWith('!')) return [name, value];
  return [name.slice(1), typeof value === 'boolean' ? !value : value];
}

function faultIn(name: string, value: unknown, given: string): string | null {
  if (!Object.hasOwn(DEFAULT_SETTINGS, name)) {
    return `Expected one of the settings ${Object.keys(DEFAULT_SETTINGS).join(', ')}; got "${given.slice(0, 64)}".`;
  }
  const expected = kindOf(DEFAULT_SETTINGS[name as keyof SessionSettings]);
  if (kindOf(value) !== expected) return `Expected the setting ${given} to be ${expected}, got ${kindOf(value)}.`;
  const choices = SETTING_CHOICES[name as keyof SessionSettings] as readonly unknown[] | undefined;
  if (choices && !choices.includes(value)) {
    return `Expected the setting ${given} to be one of ${choices.join(', ')}; got "${String(value).slice(0, 64)}".`;
  }
  if (Array.isArray(value) && !value.every((item) => typeof item === 'string')) {
    return `Expected the setting ${given} to be a list of texts.`;
  }
  if (name === 'masked_elements') return faultInSelectors(given, value as readonly string[]);
  if (name === 'blocklist' || name === 'allowlist') return faultInRules(given, value as string);
  const [unit, most] = UNITS[name] ?? ['seconds', 86_400];
  if (typeof value === 'number' && !(value > 0 && value <= most)) {
    return `Expected the setting ${given} to be a number of ${unit} up to ${most}, got ${value}.`;
  }
  return null;
}

/** What the numbers count that are no seconds, and how large they can be. */
const UNITS: Readonly<Record<string, readonly [unit: string, most: number]>> = {
  max_file_size: ['megabytes', MAX_FILE_MEGABYTES],
  max_session_duration: ['hours', 168],
  drawing_width: ['pixels', 200],
  viewport_width: ['pixels', 1_920],
  viewport_height: ['pixels', 1_200],
};

function notForPages(name: string, base: SessionSettings): string | null {
  if (!SPACE_ONLY.has(name)) return null;
  const now = JSON.stringify(base[name as keyof SessionSettings]);
  return `The setting ${name} belongs to the space, where it is ${now}: a page cannot set it.`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** What the browser does not understand masks the whole page; what would break out of a style sheet is refused here. */
function faultInSelectors(name: string, selectors: readonly string[]): string | null {
  if (selectors.length > MAX_SELECTORS) {
    return `Expected the setting ${name} to have at most ${MAX_SELECTORS} selectors, got ${selectors.length}.`;
  }
  const wrong = selectors.find(
    (selector) => !selector.trim() || selector.length > 500 || /[{}\\]|\/\*|::/.test(selector),
  );
  if (wrong === undefined) return null;
  return `Expected the setting ${name} to hold CSS selectors of elements, got "${wrong.slice(0, 64)}".`;
}

/** A rule about addresses. */
interface UrlRule {
  readonly pattern: string;
}

function faultInRules(name: string, text: string): string | null {
  const expected = `Expected the setting ${name} to be a JSON text like [{"pattern": "^https://example\\\\.com/"}]`;
  try {
    for (const {pattern} of readRules(text)) new RegExp(pattern);
    return null;
  } catch (error) {
    return `${expected}: ${(error as Error).message}`;
  }
}

function readRules(text: string): readonly UrlRule[] {
  const rules: unknown = JSON.parse(text);
  if (Array.isArray(rules) && rules.every((rule) => typeof rule?.pattern === 'string')) return rules;
  throw new TypeError('it is something else.');
}

/** Whether the settings let people go to an address. Where there are rules, none may be too long to be checked. */
export function isAllowedUrl(settings: SessionSettings, url: string): boolean {
  if (url === 'about:blank') return true;
  if (isBlockedUrl(settings, url)) return false;
  const allowed = readRules(settings.allowlist);
  return allowed.length === 0 || (url.length <= MAX_URL_LENGTH && matchesOne(allowed, url));
}

/** Whether the settings let nobody go to an address whatever else they say: no page shows it in a frame either. */
export function isBlockedUrl({blocklist}: SessionSettings, url: string): boolean {
  const blocked = readRules(blocklist);
  return url.length > MAX_URL_LENGTH ? blocked.length > 0 : matchesOne(blocked, url);
}

function matchesOne(rules: readonly UrlRule[], url: string): boolean {
  return rules.some(({pattern}) => new RegExp(pattern).test(url));
}
