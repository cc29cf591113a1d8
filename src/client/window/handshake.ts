import type {Json, UserData} from '../../model/events.ts';
import type {SessionState} from '../../model/state.ts';
import type {ProviderListener} from '../providers/provider.ts';
import type {Pass, TakenSeat} from '../wire/pass.ts';

/** Stands in the address of a page that is opened as the window of a session. */
export const WINDOW_PARAMETER = 'window';

/** What the window says to the page that opened it, over and over until it is answered. It holds no secret. */
export const READY = 'webfuse-window-ready';

/** What that page answers, with a port for all that follows. */
export const OPEN = 'webfuse-window-open';

/** What the window gets to join with. It comes in the handshake, since an address ends up in logs and histories. */
export interface Opening {
  readonly type: typeof OPEN;
  readonly pass: Pass;
  readonly userData: UserData;
  /** What the page asked the session to allow; the window learns the rest when it joined. */
  readonly settings: object;
  readonly invitePage: string | undefined;
}

/** An error as a port carries it. */
export interface Fault {
  readonly code: string;
  readonly message: string;
}

/** What the window was let in as. */
export interface Seated {
  readonly clientIndex: number;
  readonly snapshot: SessionState;
  /** What gives the seat again to a window that is loaded anew. */
  readonly seat: TakenSeat;
}

/** What a provider tells, as a port carries it. */
type Told = {
  [Name in 'told' | 'lost' | 'restored' | 'waiting']: {
    readonly tell: Name;
    readonly args: Parameters<ProviderListener[Name]>;
  };
}['told' | 'lost' | 'restored' | 'waiting'];

/** What the window was asked, with what came of it. */
export type Answer = {readonly id: number} & ({readonly result: Json} | {readonly fault: Fault});

/** From the window to the page. */
export type FromWindow =
  | {readonly seated: Seated}
  | {readonly refused: Fault}
  | {readonly leaving: true}
  | {readonly failed: Parameters<ProviderListener['failed']>[0]; readonly fault: Fault}
  | Answer
  | Told;

/** From the page to the window: something that is asked of the session. */
export interface FromPage {
  readonly id: number;
  readonly method: string;
  readonly params: object;
}
