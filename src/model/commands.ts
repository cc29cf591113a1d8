import type {ClientIndex, Json, Ssid, UserData} from './events.ts';
import type {SessionSettings} from './settings.ts';
import type {Role, TabErrorCode} from './state.ts';

/**
 * What a participant may ask for. Names and arguments are those of the vendor's `apiRequest`, where it has them;
 * the same names are the methods on the wire. Where `ssid` is left out, the tab that the caller sees is meant.
 */
export interface ParticipantCommands {
  /** Ends the session for everyone. The host may. */
  end: Record<never, never>;
  /** Loads an address in a tab. Its controller may. */
  relocate: {readonly url: string; readonly ssid?: Ssid};
  /** Goes one page back. The controller of the tab may. */
  go_back: {readonly ssid?: Ssid};
  /** Goes one page forward. The controller of the tab may. */
  go_forward: {readonly ssid?: Ssid};
  /** Loads the page again. The controller of the tab may. */
  reload: {readonly ssid?: Ssid};
  /** Opens a tab and owns it; the host's new tab is shown to all, and so is the first. */
  open_tab: {readonly url: string};
  /** Closes a tab. Its owner and the host may. */
  close_tab: {readonly ssid: Ssid};
  /** Shows a tab to everyone: the host may. In huddle mode, to the caller and those who follow: anyone may. */
  activate_tab: {readonly ssid: Ssid};
  /** Asks the owner of a tab for control. */
  request_tab_control: {readonly ssid?: Ssid};
  /** Takes the caller's own request for control of a tab back. */
  withdraw_tab_control_request: {readonly ssid?: Ssid};
  /** Declines someone's request. The owner who was asked may. */
  decline_tab_control: {readonly to: ClientIndex};
  /** Gives control over all tabs of the caller to someone. */
  transfer_tab_control: {readonly to: ClientIndex};
  /** Gives all borrowed control back. */
  return_tab_control: Record<never, never>;
  /** Takes control over all tabs of the caller back. */
  revoke_tab_control: Record<never, never>;
  /** Asks the host to pass host rights on. */
  request_to_host: Record<never, never>;
  /** Takes the caller's own request for host rights back. */
  withdraw_host_request: Record<never, never>;
  /** Declines someone's request for host rights. The host may. */
  decline_host: {readonly to: ClientIndex};
  /** Makes someone the host. The host may. */
  make_host: {readonly to: ClientIndex};
  /** Hides from the others what happens in a tab. Its owner may, where the settings allow it. */
  pause_tab: {readonly ssid?: Ssid};
  /** Shows a paused tab again. Its owner may. */
  resume_tab: {readonly ssid?: Ssid};
  /** Writes to everyone. */
  send_chat_message: {readonly message: string};
  /** Replaces what the others know of the caller. */
  update_user_data: {readonly user_data: UserData};
  /** Switches huddle mode on, where nobody is host and each sees a tab of their own, or off. The host may. */
  set_huddle_mode: {readonly enabled: boolean};
  /** Sees what another participant sees, in huddle mode. */
  follow: {readonly client_index: ClientIndex};
  /** Follows nobody any more. */
  unfollow: Record<never, never>;
  /** Lets someone in who waits. The host may, and anyone in huddle mode. */
  admit: {readonly to: ClientIndex};
  /** Sends someone away who waits. The host may, and anyone in huddle mode. */
  refuse: {readonly to: ClientIndex};
  /** Has someone leave the session. The host may. */
  remove_participant: {readonly client_index: ClientIndex};
  /** Sends a message to the pages inside the session. */
  send_message: {
    readonly data: Json;
    /** Origin of the pages it is for, or `*`. */
    readonly target_origin: string;
    /** Origin of the page that sends it. */
    readonly origin?: string;
  };
  /** Sends a message to everyone else, and to the pages inside the session. */
  broadcast_message: {readonly message: Json; readonly origin?: string};
  /** Writes into the session's audit log. */
  log: {readonly entry: Json};
  /** Runs JavaScript or adds CSS in a tab. The leader and the host may, where the space allows it. */
  execute: {readonly code: string; readonly type: 'javascript' | 'css'; readonly ssid?: Ssid};
  /** Clicks and types in a tab. Its controller may. Decided here, and never an event. */
  input: {readonly ssid: Ssid; readonly pastes?: boolean};
}

/**
 * What the operator of a space may ask for as well, from outside of the session: nobody there has to agree. What the
 * settings forbid to all, and what the owner of a paused tab hides, is forbidden here too.
 */
export type OperatorCommands = Pick<
  ParticipantCommands,
  | 'end'
  | 'relocate'
  | 'go_back'
  | 'go_forward'
  | 'reload'
  | 'open_tab'
  | 'close_tab'
  | 'activate_tab'
  | 'remove_participant'
  | 'broadcast_message'
  | 'execute'
>;

/** What only the place where the session lives may do: it tells the model what happened outside. */
export interface RoomCommands {
  create: {readonly settings: SessionSettings};
  /** Someone comes in, or has to wait until they are let in. The leader gets index 0, once. */
  join: {
    readonly leader: boolean;
    readonly user_data: UserData;
    /** Leaders are admins in any case; others are guests, unless it is said. */
    readonly role?: Role;
    /** Whether it is proven who they are. */
    readonly verified?: boolean;
  };
  /** A participant's line was lost (false) or found again (true). */
  set_online: {readonly client_index: ClientIndex; readonly online: boolean};
  /** A participant, or someone who waits to be let in, stayed away for longer than the grace time. */
  leave: {readonly client_index: ClientIndex};
  /** A request for control of a tab waited for too long. */
  expire_control_request: {readonly client_index: ClientIndex; readonly ssid: Ssid};
  /** A request for host rights waited for too long. */
  expire_host_request: {readonly client_index: ClientIndex};
  /** The participant in control clicked, moved or typed. */
  active: Record<never, never>;
  /** Nobody was there for longer than the session waits. */
  expire: Record<never, never>;
  /** A page opened another one. The tab belongs to the owner of the opener. */
  tab_popped_up: {readonly opener: Ssid; readonly url: string};
  /** A participant sent a file, which is shown at that address. Whoever may open tabs may. */
  file_shared: {readonly client_index: ClientIndex; readonly url: string};
  tab_relocating: {readonly ssid: Ssid; readonly url: string};
  tab_relocated: {readonly ssid: Ssid; readonly url: string};
  tab_changed: {
    readonly ssid: Ssid;
    readonly url?: string;
    readonly title?: string;
    readonly icon?: string;
    readonly loading?: boolean;
    readonly error?: string | null;
    readonly errorCode?: TabErrorCode;
    readonly canGoBack?: boolean;
    readonly canGoForward?: boolean;
  };
  /** The page closed itself. Whoever saw it sees the one that opened it, if that is still there. */
  tab_gone: {readonly ssid: Ssid; readonly opener?: Ssid};
  /** A page inside a tab sends a message to the page of the tab's owner. */
  message_from_page: {
    readonly ssid: Ssid;
    readonly data: Json;
    readonly origin: string;
    readonly target_origin: string;
  };
  /** A page inside a tab downloaded a file, which is kept under that id. */
  tab_downloaded: {
    readonly ssid: Ssid;
    readonly file_id: string;
    readonly filename: string;
    /** Of what is in it. */
    readonly sha256: string;
  };
}

/** Name of a command that a participant may send. */
export type ParticipantCommandName = keyof ParticipantCommands;

/** Name of a command that the operator of a space may send. */
export type OperatorCommandName = keyof OperatorCommands;

type Named<Commands> = {[Name in keyof Commands]: {readonly name: Name; readonly args: Commands[Name]}}[keyof Commands];

/** A command of a participant. */
export type ParticipantCommand = Named<ParticipantCommands>;

/** A command of the operator of a space. */
export type OperatorCommand = Named<OperatorCommands>;

/** A command of the place where the session lives. */
export type RoomCommand = Named<RoomCommands>;

/** All that `decide` can be asked. */
export type Command = ParticipantCommand | RoomCommand | OperatorCommand;

/** Who asks: a participant, or the place where the session lives, also for the operator of the space. */
export type By = ClientIndex | 'room';
