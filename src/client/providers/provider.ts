import type {ClientIndex, ErrorReason, Json, Ssid, ToldEvent, UserData} from '../../model/events.ts';
import type {SessionState} from '../../model/state.ts';
import type {Frame} from '../../protocol/frames.ts';
import type {Input, WireCommands} from '../../protocol/rpc.ts';
import type {SessionError} from '../errors.ts';

/** What a provider tells its session. */
export interface ProviderListener {
  /** Something happened, in log order, each once. */
  told(event: ToldEvent): void;
  /** The line is lost; the provider tries to find it again by itself. */
  lost(): void;
  /** The line is back. What was missed is told right after; `snapshot` replaces the state when that was too much. */
  restored(snapshot: SessionState | null): void;
  /** The seat is gone for good and no line will come back. Not called when the session ended. */
  failed(reason: ErrorReason, error: SessionError): void;
}

/** A seat in a session. */
export interface Seat {
  readonly clientIndex: ClientIndex;
  /** The session as it was before the events that are told from now on; the own `participant_joined` is among them. */
  readonly snapshot: SessionState;
}

/**
 * Where a session lives, as its client sees it: moves commands one way, events and pictures the other, and knows
 * nothing of the public API. One provider serves one session.
 */
export interface Provider {
  /** Id of the session, or null before it is created or joined. */
  readonly sessionId: string | null;
  /** Address that lets others in, or null before it is known. */
  readonly sessionLink: string | null;
  /** Whom to tell. Set before anything else is called. */
  listener: ProviderListener;
  /** Makes the session, unless there is one to join. Rejects with a `SessionError`; may then be called again. */
  create(): Promise<void>;
  /** Takes a seat. Rejects with a `SessionError`; `create()` and `join()` may then be called again. */
  join(userData: UserData): Promise<Seat>;
  /** Asks for something. Resolves with the answer, rejects with a `SessionError`. */
  send<Name extends keyof WireCommands>(name: Name, args: WireCommands[Name]): Promise<Json>;
  /** Sends mouse, wheel, keys or text to a tab. */
  input(ssid: Ssid, input: Input): Promise<void>;
  /** Hands each new picture of a tab to `paint`; the next comes when its promise settles. Returns the way to stop. */
  watch(ssid: Ssid, paint: (frame: Frame) => void | Promise<void>): () => void;
  /** Lets the line go and keeps the seat. */
  suspend(): void;
  /** Takes the seat again after `suspend()`; tells `restored` or `failed`. */
  resume(): void;
}
