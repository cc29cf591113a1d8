import type {ParticipantCommands} from '../model/commands.ts';
import type {ClientIndex, Json, Ssid, ToldEvent, UserData} from '../model/events.ts';
import type {RefusalCode} from '../model/refusals.ts';
import type {SessionState} from '../model/state.ts';
import type {Answer, Drop, Prompt} from './prompts.ts';
import type {WireQueries} from './queries.ts';

/** The WebSocket subprotocol: JSON-RPC 2.0 in text messages, pictures in binary ones. */
export const SUBPROTOCOL = 'webfuse-elements.v1';

/** Path of the WebSocket endpoint, from the server's root. */
export const SOCKET_PATH = '/api/socket';

/** Longest text message that is answered with a result; a longer one is answered with `too_large`. Bytes. */
export const MAX_MESSAGE_BYTES = 64 * 1024;

/** Largest file that can be shared. Bytes. */
export const MAX_UPLOAD_BYTES = 25 * 1024 * 1024;

/** How many pictures of a tab may be under way to a viewer before the first of them is acknowledged. */
export const FRAMES_IN_FLIGHT = 4;

/** Numbers that JSON-RPC 2.0 gives to what went wrong; `data.code` says it for good. */
export const RPC_ERROR = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  refused: -32000,
} as const;

/** Stable names of all that a server can answer instead of a result. */
export type WireErrorCode =
  | RefusalCode
  | 'malformed'
  | 'invalid_request'
  | 'unknown_method'
  | 'invalid_params'
  | 'already_joined'
  | 'unknown_space'
  | 'invalid_key'
  | 'invalid_origin'
  | 'unknown_session'
  | 'invalid_invite'
  | 'invalid_magic_link'
  | 'expired_magic_link'
  | 'foreign_magic_link'
  | 'invalid_ticket'
  | 'expired_ticket'
  /** It lets in once. */
  | 'used_ticket'
  | 'unknown_pin'
  | RestErrorCode
  /** Code that was run in a page threw; the message is the page's. */
  | 'execution_failed'
  /** Code that was run in a page came to no end. */
  | 'timeout'
  | 'internal';

/** Stable names of what only calls over HTTP can be answered with. */
export type RestErrorCode =
  | 'not_found'
  | 'method_not_allowed'
  | 'unsupported_media_type'
  | 'unknown_key'
  | 'unknown_file'
  | 'unknown_webhook'
  | 'unknown_delivery'
  /** There is something by that name already. */
  | 'taken'
  /** The server's config file says it, so that nothing else may change it. */
  | 'managed'
  /** The server takes no new work; another one may. */
  | 'stopping';

export interface RpcRequest {
  readonly jsonrpc: '2.0';
  /** Left out in a notification, which gets no answer unless it is refused (then with `id: null`). */
  readonly id?: number | string;
  readonly method: string;
  readonly params?: object;
}

export interface RpcSuccess {
  readonly jsonrpc: '2.0';
  readonly id: number | string;
  readonly result: Json;
}

export interface RpcFailure {
  readonly jsonrpc: '2.0';
  readonly id: number | string | null;
  readonly error: {
    readonly code: number;
    readonly message: string;
    /** With `too_many`: in how many seconds it may go better. */
    readonly data: {readonly code: WireErrorCode; readonly retry_after?: number};
  };
}

/** Where a mouse button, a wheel or a key went. Coordinates are CSS pixels of the remote page. */
export type Input =
  | {
      readonly type: 'mouse';
      readonly action: 'move' | 'down' | 'up';
      readonly x: number;
      readonly y: number;
      readonly button: 'none' | 'left' | 'middle' | 'right' | 'back' | 'forward';
      /** As `MouseEvent.buttons`. */
      readonly buttons: number;
      readonly clickCount: number;
      readonly modifiers: number;
    }
  | {
      readonly type: 'wheel';
      readonly x: number;
      readonly y: number;
      /** CSS pixels. */
      readonly deltaX: number;
      readonly deltaY: number;
      readonly modifiers: number;
    }
  | {
      readonly type: 'key';
      readonly action: 'down' | 'up';
      /** As `KeyboardEvent.key` and `.code`. */
      readonly key: string;
      readonly code: string;
      readonly keyCode: number;
      /** As `KeyboardEvent.location`. */
      readonly location: number;
      readonly repeat: boolean;
      readonly modifiers: number;
    }
  | {
      /** Text that no key made: an input method, dictation, an on-screen keyboard. */
      readonly type: 'text';
      readonly text: string;
    }
  | {
      /** Text that an input method is at; empty when it gives up. What it comes to arrives as `text`. */
      readonly type: 'compose';
      readonly text: string;
      /** The part of it that is being worked on, counted as in strings. */
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly type: 'touch';
      readonly action: 'start' | 'move' | 'end' | 'cancel';
      /** The fingers that are on the page after it, each by a number of its own. */
      readonly points: readonly TouchPoint[];
      readonly modifiers: number;
    }
  | {
      /** Text of the own clipboard, where the session allows it. */
      readonly type: 'paste';
      readonly text: string;
    };

/** A finger on a page. */
export interface TouchPoint {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/** What the keyboard of a touch screen is for, as `inputmode` names it; `none` where nothing can be typed. */
export type KeyboardMode = 'none' | 'text' | 'decimal' | 'numeric' | 'tel' | 'search' | 'email' | 'url';

/** A file on its way into the session. */
export interface Download {
  readonly filename: string;
  /** How much of it is there, in bytes. */
  readonly received: number;
  /** How large it is, in bytes; null where the website does not say. */
  readonly total: number | null;
}

/** What is said of a tab to one of those who look at it, in passing: it is in no log, and nobody else is told. */
export type Aside =
  /** How the pointer looks where it is, as CSS names it. To the one in control. */
  | {readonly kind: 'cursor'; readonly cursor: string}
  /** What the element that has focus takes. To the one in control. */
  | {readonly kind: 'keyboard'; readonly mode: KeyboardMode}
  /** What was copied in its page. To the one in control, where the session allows it. */
  | {readonly kind: 'copied'; readonly text: string}
  /**
   * Something that its page wanted was refused, such as a file that is too large, or came to nothing. To the one in
   * control.
   */
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode | 'failed';
      /** What it wanted, where the code alone leaves that open. */
      readonly about?: 'camera' | 'microphone' | 'screen' | 'clipboard' | 'page' | 'file';
      readonly message: string;
    }
  /** All files that are on their way in it, twice a second while there are any that take a while. To the one in control. */
  | {readonly kind: 'downloading'; readonly files: readonly Download[]}
  /** A file that was downloaded in it, to all but the one in control; `url` is from the root of the server. */
  | {readonly kind: 'file'; readonly filename: string; readonly url: string}
  /** Where the others point since it was told last, and what they draw. */
  | {
      readonly kind: 'pointing';
      readonly pointers: readonly {readonly by: ClientIndex; readonly at: PointerPlace | null}[];
      readonly strokes: readonly Stroke[];
    }
  /** All that its page waits for: to the one in control with what there is to answer, to the others that it waits. */
  | {readonly kind: 'prompts'; readonly prompts: readonly Prompt[]};

/** A place in a tab, in CSS pixels. */
export interface PointerPlace {
  readonly x: number;
  readonly y: number;
}

/** A line that someone draws, or what comes next of it. */
export interface Stroke {
  readonly by: ClientIndex;
  /** Which of the lines of the one who draws. */
  readonly line: number;
  /** Places in CSS pixels: x, y, x, y, … */
  readonly points: readonly number[];
  /** As `#rrggbb`. */
  readonly color: string;
  /** Whether it stays until the tab shows another page. */
  readonly stays: boolean;
}

/** What someone shows the others in a tab. Whoever looks at it may, where the session allows it; no page hears of it. */
export type Pointing =
  | {readonly type: 'point'; readonly at: PointerPlace | null}
  | ({readonly type: 'draw'} & Omit<Stroke, 'by'>);

/** How someone sees the session, which decides on the size of pages where its space says so. Whoever is in it may say. */
export interface Fit {
  readonly type: 'fit';
  /** Room that there is for a page, in CSS pixels of the own screen. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the own screen for each of them. */
  readonly ratio: number;
  /** Whether that screen is touched, as a phone's is. */
  readonly touch: boolean;
}

/** Bits of `modifiers`, as the DevTools protocol counts them. */
export const MODIFIER = {alt: 1, ctrl: 2, meta: 4, shift: 8} as const;

/** A seat that was taken, with what may be passed on to others. */
export interface Joined {
  readonly client_index: ClientIndex;
  readonly seat_token: string;
  /** Secret that lets others in; empty where this participant may not invite anyone. */
  readonly invite: string;
  /** Secret that lets each browser in once; empty where this participant may not invite anyone. */
  readonly follower_token: string;
  /** Secret that moves the leader's seat to whoever has it. Told to the leader alone. */
  readonly leader_token?: string;
  /** Four digits by which the session is found; null where there are none. */
  readonly pin: string | null;
  /** Number of the last event that `snapshot` contains. */
  readonly number: number;
  readonly snapshot: SessionState | null;
}

/** A place among those who wait to be let in. `admitted` follows, or the end of the line. */
export interface Waits {
  readonly waiting: true;
  readonly client_index: ClientIndex;
  /** Secret with which this place, and later the seat, is taken again. */
  readonly seat_token: string;
}

/** What a client calls, with what it sends and gets. Every call is answered. */
export interface RpcMethods {
  /** Makes a session in a space. No browser is started. The caller then gets `session_created`. */
  create_session: {
    params: {
      /** Its id or slug; left out, the space that the key belongs to. */
      readonly space?: string;
      readonly widget_key: string;
      /** What this session allows, on top of the settings of its space. */
      readonly settings?: {readonly [name: string]: unknown};
    };
    result: {
      readonly session_id: string;
      /** Secret that lets others in; it travels in the fragment of a link, which no server logs. */
      readonly invite: string;
      /** Secret that lets each browser in once. */
      readonly follower_token: string;
      /** Secret that gives index 0: to be used soon, and by one window at a time. */
      readonly leader_token: string;
    };
  };
  /**
   * Takes a seat: with `invite`, a `magic_link` or a `ticket` as a new participant, with `leader_token` as the leader, with
   * `follower_token` as the one participant of a browser, or with `seat_token` again. Who has one of the last three
   * already moves the seat here. Afterwards come the events: those missed since `last_number` when `snapshot` is null,
   * else those after `number`.
   */
  join_session: {
    params: {
      readonly session_id: string;
      /** At most 16,384 characters of JSON, and 8 levels of it. */
      readonly user_data?: UserData;
      readonly invite?: string;
      readonly leader_token?: string;
      readonly follower_token?: string;
      /** Secret by which a browser is known again. Needed with `follower_token`. */
      readonly browser_id?: string;
      /** Signed by the space: says who comes in, and lets them in. */
      readonly magic_link?: string;
      /** Made by the server for this one time: says who comes in, and lets them in. */
      readonly ticket?: string;
      readonly seat_token?: string;
      /** Number of the last event that the caller saw, to be told only what came after. */
      readonly last_number?: number;
    };
    result: Joined | Waits;
  };
  /** Starts the pictures of a tab: the latest one at once, then each new one. */
  watch_tab: {params: {readonly ssid: Ssid}; result: null};
  /** Stops them. */
  unwatch_tab: {params: {readonly ssid: Ssid}; result: null};
  /** Is answered, and no more: that is how a client knows that its line is alive. */
  ping: {params: Readonly<Record<never, never>>; result: null};
  /** Lets a page inside the session in, where the key and its origin are right. Nothing else calls this. */
  init_space: {
    /** Older pages know the key alone. */
    params: {readonly space?: string; readonly widget_key: string};
    result: {readonly id: string; readonly slug: string; readonly session_id: string; readonly pin: string | null};
  };
  /** Lets an extension in that runs on a page inside the session, as the owner of its tab. Nothing else calls this. */
  attach_extension: {
    params: Readonly<Record<never, never>>;
    result: {
      readonly client_index: ClientIndex;
      readonly session_id: string;
      readonly pin: string | null;
      /** Number of the last event that `snapshot` contains. */
      readonly number: number;
      readonly snapshot: SessionState;
    };
  };
  /** Mouse, wheel, keys, touch and text for a tab, answers, files that are dropped, what is shown to the others there, or how it is seen. */
  input: {params: {readonly ssid: Ssid; readonly input: Input | Answer | Drop | Pointing | Fit}; result: null};
}

/**
 * Commands of the model that are called by their own names. `open_tab` answers with the tab's id, `execute` with what
 * the code came to.
 */
export type WireCommands = Omit<ParticipantCommands, 'input'>;

/** Everything that a participant asks of a session, with what is sent along. */
export type WireRequests = WireCommands & WireQueries;

/** What a client says without waiting for an answer. */
export interface ClientNotifications {
  /** A picture was painted: the next one may come. */
  frame_shown: {readonly ssid: Ssid};
}

/** What the server says on its own. */
export interface ServerNotifications {
  /** Something happened in the session. Numbers grow; what is not for this client leaves a gap. */
  event: ToldEvent & {readonly number: number};
  /** Who waited was let in: from here on as after `join_session`. */
  admitted: Joined;
  /** Something of a tab that is for this client alone, while it looks at the tab. */
  aside: {readonly ssid: Ssid; readonly aside: Aside};
}
