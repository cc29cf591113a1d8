import type {Ssid, ToldEvent} from '../../model/events.ts';
import type {CloseReason} from '../../protocol/close-codes.ts';
import type {Aside, Joined} from '../../protocol/rpc.ts';

/** A client's connection, as a room sees it. */
export interface Line {
  /** False from when the room was told that it is gone. */
  readonly isOpen: boolean;
  /** Tells the client what happened. */
  tell(event: ToldEvent, number: number): void;
  /** Tells the client something of a tab in passing: what it asks, and more if it watches the tab. */
  whisper(ssid: Ssid, aside: Aside): void;
  /** Tells a client that waited that it was let in. */
  admit(joined: Joined): void;
  /** Ends the connection and says why. */
  hangUp(reason: CloseReason): void;
}
