import type {ClientIndex, Ssid, UserData} from './events.ts';
import type {SessionSettings} from './settings.ts';

/**
 * What a participant may ask for. Names and arguments are those of the vendor's `apiRequest`, where it has them;
 * the same names are the methods on the wire. Where `ssid` is left out, the active tab is meant.
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
  /** Shows a tab to everyone. The host may. */
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
  /** Clicks and types in a tab. Its controller may. Decided here, and never an event. */
  input: {readonly ssid: Ssid};
}

/** What only the place where the session lives may do: it tells the model what happened outside. */
export interface RoomCommands {
  create: {readonly settings: SessionSettings};
  /** Someone comes in. The leader gets index 0, once. */
  join: {readonly leader: boolean; readonly user_data: UserData};
  /** A participant's line was lost (false) or found again (true). */
  set_online: {readonly client_index: ClientIndex; readonly online: boolean};
  /** A participant stayed away for longer than the grace time. */
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
  tab_relocating: {readonly ssid: Ssid; readonly url: string};
  tab_relocated: {readonly ssid: Ssid; readonly url: string};
  tab_changed: {
    readonly ssid: Ssid;
    readonly url?: string;
    readonly title?: string;
    readonly loading?: boolean;
    readonly error?: string | null;
    readonly canGoBack?: boolean;
    readonly canGoForward?: boolean;
  };
  /** The page closed itself. */
  tab_gone: {readonly ssid: Ssid};
}

/** Name of a command that a participant may send. */
export type ParticipantCommandName = keyof ParticipantCommands;

type Named<Commands> = {[Name in keyof Commands]: {readonly name: Name; readonly args: Commands[Name]}}[keyof Commands];

/** A command of a participant. */
export type ParticipantCommand = Named<ParticipantCommands>;

/** A command of the place where the session lives. */
export type RoomCommand = Named<RoomCommands>;

/** All that `decide` can be asked. */
export type Command = ParticipantCommand | RoomCommand;

/** Who asks: a participant, or the place where the session lives. */
export type By = ClientIndex | 'room';
