import type {ClientIndex, ErrorReason, Json, Ssid, ToldEvent, UserData} from '../../model/events.ts';
import type {Evolve} from '../../model/evolve.ts';
import type {SessionState} from '../../model/state.ts';
import type {Frame} from '../../protocol/frames.ts';
import type {Answer, Drop} from '../../protocol/prompts.ts';
import type {Aside, Fit, Input, Pointing, WireRequests} from '../../protocol/rpc.ts';
import type {SessionError} from '../errors.ts';
import type {Told} from '../wire/send-told.ts';

/** Takes a picture; the next one comes when its promise settles. */
export type Paint = (frame: Frame) => void | Promise<void>;

/** Takes what is said of a tab to this client alone. */
export type Hear = (aside: Aside) => void;

/** What a provider tells its session. */
export interface ProviderListener {
  /** Something happened, in log order, each once. */
  told(event: ToldEvent): void;
  /** The line is lost; the provider tries to find it again by itself. */
  lost(): void;
  /** The line is back. What was missed is told right after; `snapshot` replaces the state when that was too much. */
  restored(snapshot: SessionState | null): void;
  /** Joining takes until the host lets this client in. */
  waiting(): void;
  /** The seat is gone for good and no line will come back. Not called when the session ended. */
  failed(reason: ErrorReason, error: SessionError): void;
}

/**
 * What shows the session: a window in an iframe, in an element that gets one, or wherever the provider opens it
 * (`'window'`); null when this page shows it by itself.
 */
export type Target = Element | 'window' | null;

/**
 * How the tabs come to be seen: as pictures that are sent here, as pages that this page loads itself, or in a window
 * that is the provider's own.
 */
export type Shows = 'pictures' | 'pages' | 'window';

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
  /** What is true after an event. It comes with the provider: a page that has no session yet needs none of it. */
  readonly evolve: Evolve;
  /** Id of the session, or null before it is created or joined. */
  readonly sessionId: string | null;
  /** Address that lets others in, or null before it is known. */
  readonly sessionLink: string | null;
  /** Address that gives the leader's seat, or null for everyone but the leader. */
  readonly leaderLink: string | null;
  /** Address that lets each browser in once, or null before it is known. */
  readonly followerLink: string | null;
  /** Four digits that let others in, or null before they are known. */
  readonly pin: string | null;
  /** How the tabs come to be seen. */
  readonly shows: Shows;
  /** The iframe that the window of the session is in, or null. */
  readonly node: HTMLIFrameElement | null;
  /** The window of the session, or null when there is none. */
  readonly window: Window | null;
  /** Whom to tell. Set before anything else is called. */
  listener: ProviderListener;
  /** Makes the session, unless there is one to join. Rejects with a `SessionError`; may then be called again. */
  create(): Promise<void>;
  /** Resolves once the links of a session that was made are known, where that is later. */
  linked?(): Promise<void>;
  /** Takes a seat. Rejects with a `SessionError`; `create()` and `join()` may then be called again. */
  join(userData: UserData, target: Target): Promise<Seat>;
  /** Asks for something. Resolves with the answer, rejects with a `SessionError`. */
  send<Name extends keyof WireRequests>(name: Name, args: WireRequests[Name]): Promise<Json>;
  /**
   * Shares a file in a tab of its own, and resolves with `{ssid}`; or sends it for the page of a tab, and resolves with
   * `{file_id}`. Tells how much of it is sent, where that can be known. Rejects with a `SessionError`.
   */
  upload(file: File, told?: Told, ssid?: Ssid): Promise<Json>;
  /** Sends mouse, wheel, keys or text to a tab, an answer to what it asks, or shows something to the others there. */
  input(ssid: Ssid, input: Input | Answer | Drop | Pointing | Fit): Promise<void>;
  /**
   * Hands each new picture of a tab to `paint`, if there is one; the next comes when its promise settles. What is said of
   * the tab to this client alone goes to `hear`. Returns the way to stop.
   */
  watch(ssid: Ssid, paint: Paint | null, hear?: Hear): () => void;
  /** Shows the tabs in an element, where they are no pictures that are painted. Returns the way to stop. */
  show?(place: Element): () => void;
  /** Lets the line go and keeps the seat. */
  suspend(): void;
  /** Takes the seat again after `suspend()`; tells `restored` or `failed`. */
  resume(): void;
}
