import {LitElement} from 'lit';
import {
  type ClientIndex,
  type Participant,
  type Session,
  SessionError,
  type Ssid,
  type Tab,
  type UserData,
} from '../../src/client/index.ts';
import type {SessionCommands} from '../shared/session-host.ts';

/** Every command of a session as a method of its element. Each promise rejects with a `SessionError`. */
export abstract class SessionCommandsElement extends LitElement implements SessionCommands {
  /** The session that is asked, or null before the first start. */
  abstract get session(): Session | null;

  /** Starts a session, joins one, or does nothing when it is live already. */
  abstract start(): Promise<void>;

  /** Ends the session for everyone. */
  async end(): Promise<void> {
    return this.#started.end();
  }

  /** Loads an address in the active tab, or in a new one. */
  async relocate(url: string, newTab?: boolean): Promise<unknown> {
    return this.#started.relocate(url, newTab);
  }

  /** Goes one page back in a tab; in the active one when no `ssid` is given. */
  async goBack(ssid?: Ssid): Promise<unknown> {
    return this.#started.goBack(ssid);
  }

  /** Goes one page forward in a tab; in the active one when no `ssid` is given. */
  async goForward(ssid?: Ssid): Promise<unknown> {
    return this.#started.goForward(ssid);
  }

  /** Loads the page of a tab again; of the active one when no `ssid` is given. */
  async reload(ssid?: Ssid): Promise<unknown> {
    return this.#started.reload(ssid);
  }

  /** Opens a tab and resolves with it. */
  async openTab(url: string): Promise<Tab> {
    return this.#started.openTab(url);
  }

  /** Closes a tab. */
  async closeTab(ssid: Ssid): Promise<unknown> {
    return this.#started.closeTab(ssid);
  }

  /** Shows a tab to everyone. */
  async activateTab(ssid: Ssid): Promise<unknown> {
    return this.#started.activateTab(ssid);
  }

  /** Resolves with the open tabs in the order of the bar. */
  async getTabs(): Promise<readonly Tab[]> {
    return this.#started.getTabs();
  }

  /** Resolves with the tab that everyone sees, or null. */
  async getActiveTab(): Promise<Tab | null> {
    return (await this.#started.getActiveTab()) ?? null;
  }

  /** Resolves with everyone in the session. */
  async getParticipants(): Promise<readonly Participant[]> {
    return this.#started.getParticipants();
  }

  /** Asks the owner of the active tab for control. */
  async requestTabControl(): Promise<unknown> {
    return this.#started.requestTabControl();
  }

  /** Takes this participant's own request for control of the active tab back. */
  async withdrawTabControlRequest(): Promise<unknown> {
    return this.#started.withdrawTabControlRequest();
  }

  /** Declines someone's request for control. */
  async declineTabControl(clientIndex: ClientIndex): Promise<unknown> {
    return this.#started.declineTabControl(clientIndex);
  }

  /** Gives someone control over all tabs of this participant. */
  async transferTabControl(clientIndex: ClientIndex): Promise<unknown> {
    return this.#started.transferTabControl(clientIndex);
  }

  /** Gives all borrowed control back. */
  async returnTabControl(): Promise<unknown> {
    return this.#started.returnTabControl();
  }

  /** Takes control over all tabs of this participant back. */
  async revokeTabControl(): Promise<unknown> {
    return this.#started.revokeTabControl();
  }

  /** Asks the host to pass host rights on. */
  async requestToHost(): Promise<unknown> {
    return this.#started.requestToHost();
  }

  /** Takes this participant's own request for host rights back. */
  async withdrawHostRequest(): Promise<unknown> {
    return this.#started.withdrawHostRequest();
  }

  /** Declines someone's request for host rights. */
  async declineHost(clientIndex: ClientIndex): Promise<unknown> {
    return this.#started.declineHost(clientIndex);
  }

  /** Makes someone else the host. */
  async makeHost(clientIndex: ClientIndex): Promise<unknown> {
    return this.#started.makeHost(clientIndex);
  }

  /** Hides from the others what happens in a tab; in the active one when no `ssid` is given. */
  async pauseTab(ssid?: Ssid): Promise<unknown> {
    return this.#started.pauseTab(ssid);
  }

  /** Shows a paused tab again; the active one when no `ssid` is given. */
  async resumeTab(ssid?: Ssid): Promise<unknown> {
    return this.#started.resumeTab(ssid);
  }

  /** Writes to everyone. */
  async sendChatMessage(message: string): Promise<unknown> {
    return this.#started.sendChatMessage(message);
  }

  /** Replaces what the others know of this participant. */
  async updateUserData(userData: UserData): Promise<unknown> {
    return this.#started.updateUserData(userData);
  }

  get #started(): Session {
    if (this.session) return this.session;
    throw new SessionError('not_started', 'The session was not started yet: call start() first, or set autostart.');
  }
}
