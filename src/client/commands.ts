import type {ClientIndex, Json, Ssid, UserData} from '../model/events.ts';

/** The commands that are asked just as they are called. Each settles with what came of it. */
export interface SessionMethods {
  /** Loads an address in a tab; in the one that this client sees if none is named. */
  relocateTab(url: string, ssid?: Ssid): Promise<void>;
  /** Goes one page back in a tab; in the one that this client sees if none is named. */
  goBack(ssid?: Ssid): Promise<void>;
  /** Goes one page forward in a tab; in the one that this client sees if none is named. */
  goForward(ssid?: Ssid): Promise<void>;
  /** Loads the page of a tab again; of the one that this client sees if none is named. */
  reload(ssid?: Ssid): Promise<void>;
  /** Closes a tab. Its owner and the host may. */
  closeTab(ssid: Ssid): Promise<void>;
  /** Shows a tab to everyone: the host may. In huddle mode to this client and its followers: anyone may. */
  activateTab(ssid: Ssid): Promise<void>;
  /** Asks the owner of a tab for control; of the one that this client sees if none is named. */
  requestTabControl(ssid?: Ssid): Promise<void>;
  /** Takes this client's own request for control back. */
  withdrawTabControlRequest(ssid?: Ssid): Promise<void>;
  /** Declines someone's request for control. */
  declineTabControl(clientIndex: ClientIndex): Promise<void>;
  /** Gives someone control over all tabs of this client. */
  transferTabControl(clientIndex: ClientIndex): Promise<void>;
  /** Gives all borrowed control back. */
  returnTabControl(): Promise<void>;
  /** Takes control over all tabs of this client back. */
  revokeTabControl(): Promise<void>;
  /** Asks the host to pass host rights on. */
  requestToHost(): Promise<void>;
  /** Takes this client's own request for host rights back. */
  withdrawHostRequest(): Promise<void>;
  /** Declines someone's request for host rights. The host may. */
  declineHost(clientIndex: ClientIndex): Promise<void>;
  /** Makes someone the host. The host may. */
  makeHost(clientIndex: ClientIndex): Promise<void>;
  /** Hides from the others what happens in a tab; in the one that this client sees if none is named. Its owner may. */
  pauseTab(ssid?: Ssid): Promise<void>;
  /** Shows a paused tab again; the one that this client sees if none is named. Its owner may. */
  resumeTab(ssid?: Ssid): Promise<void>;
  /** Switches huddle mode on or off: nobody is host, and each sees a tab of their own or follows someone. */
  setHuddleMode(enabled: boolean): Promise<void>;
  /** Sees what another participant sees, in huddle mode. */
  follow(clientIndex: ClientIndex): Promise<void>;
  /** Follows nobody any more. */
  unfollow(): Promise<void>;
  /** Lets someone in who waits. The host may. */
  admit(clientIndex: ClientIndex): Promise<void>;
  /** Sends someone away who waits. The host may. */
  refuse(clientIndex: ClientIndex): Promise<void>;
  /** Has someone leave the session. The host may. */
  removeParticipant(clientIndex: ClientIndex): Promise<void>;
  /** Writes to everyone. */
  sendChatMessage(message: string): Promise<void>;
  /** Writes something into the session's audit log. */
  log(entry: Json): Promise<void>;
  /** Replaces what the others know of this participant. */
  updateUserData(userData: UserData): Promise<void>;
}

/** The arguments of each, by the names they have in a request; one that may be left out ends with a `?`. */
export const COMMANDS = {
  relocateTab: 'url ssid?',
  goBack: 'ssid?',
  goForward: 'ssid?',
  reload: 'ssid?',
  closeTab: 'ssid',
  activateTab: 'ssid',
  requestTabControl: 'ssid?',
  withdrawTabControlRequest: 'ssid?',
  declineTabControl: 'to',
  transferTabControl: 'to',
  returnTabControl: '',
  revokeTabControl: '',
  requestToHost: '',
  withdrawHostRequest: '',
  declineHost: 'to',
  makeHost: 'to',
  pauseTab: 'ssid?',
  resumeTab: 'ssid?',
  setHuddleMode: 'enabled',
  follow: 'client_index',
  unfollow: '',
  admit: 'to',
  refuse: 'to',
  removeParticipant: 'client_index',
  sendChatMessage: 'message',
  log: 'entry',
  updateUserData: 'user_data',
} as const satisfies Record<keyof SessionMethods, string>;

/** `goBack` as a request by name is called: `go_back`. */
export function snake(method: string): string {
  return method.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
