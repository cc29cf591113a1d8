import type {Json} from '../../model/events.ts';
import type {Refusal} from '../../model/refusals.ts';
import type {Drop, PromptAnswer} from '../../protocol/prompts.ts';
import type {Aside, Input} from '../../protocol/rpc.ts';
import type {RefusesFile} from '../files/session-files.ts';
import type {FindFile} from '../files/shown.ts';
import type {OpenQuestion} from '../prompts/desk.ts';
import type {DownloadedFile} from './downloads.ts';
import type {DropIn} from './drop-in.ts';
import type {PageExtension} from './extensions.ts';
import type {Refuses} from './gate.ts';
import type {PageChanges} from './navigation.ts';
import type {Viewing} from './screencast.ts';
import type {Viewport} from './viewport.ts';

export type {DownloadedFile, OpenQuestion, PageChanges, Viewing, Viewport};

/** What pages of a session are given on top of what the web gives them. */
export interface PagesSetup {
  /** Lets pages talk with the session; none can if left out. */
  readonly dropIn?: DropIn;
  /** Id of the space of the session. */
  readonly space?: string;
  /** Finds the files of the session, for pages that ask for one; there are none if left out. */
  readonly findFile?: FindFile;
  /** Why the session lets no page go to an address of the web, as a sentence, or null when it does; it always does if left out. */
  readonly refuses?: Refuses;
  /** Whether the session keeps an address out of the frames of its pages too; it never does if left out. */
  readonly blocks?: (url: string) => boolean;
  /** What was copied, where that stays in the session: keys paste it. Left out, whoever pastes sends the text along. */
  readonly clipboard?: {text: string};
  /** Why the session takes no such file, of which `bytes` are known; it takes any that is not too large if left out. */
  readonly refusesFile?: RefusesFile;
  /** CSS selectors of what is masked on every page, for everyone, on top of what always is. */
  readonly masked?: readonly string[];
  /** How long a page may be too busy to answer before it is stopped, in milliseconds. */
  readonly patience?: number;
  /** Run on every page. */
  readonly extensions?: readonly PageExtension[];
}

/** A script in a page that talks with the session: JSON-RPC in texts, with the method names of the socket. */
export interface PageCaller {
  /** The tab it is in. */
  readonly ssid: number;
  /** Of its document, as the browser says; `null` as a word where it is opaque. */
  readonly origin: string;
  readonly kind: 'page' | 'extension';
  /** Hands it a text, without waiting for what it does with it. */
  send(text: string): void;
}

/** The pages of one session, one for each tab, shared with no other session. */
export interface SessionPages {
  /** Opens a page for a tab; settles when its first navigation has begun. */
  open(ssid: number, url: string): Promise<void>;
  /** Settles when the navigation has begun. */
  navigate(ssid: number, url: string): Promise<void>;
  goBack(ssid: number): Promise<void>;
  goForward(ssid: number): Promise<void>;
  reload(ssid: number): Promise<void>;
  close(ssid: number): Promise<void>;
  /**
   * Hands a click, a key or text on, without waiting for what the page does with it. False when the page has too much to
   * do to take more.
   */
  input(ssid: number, input: Input): boolean;
  /** Answers what a page asks; says why that cannot be, or null. */
  answer(ssid: number, id: number, answer: PromptAnswer): Refusal | null;
  /** Drops files of the session onto a page; null while it has not dealt with those before. */
  drop(ssid: number, drop: Drop): Promise<void> | null;
  /** Lets go of all that is held on a page, and says how things are to whoever uses it next. */
  release(ssid: number): Promise<void>;
  /** Lays a page out for another size. */
  resize(ssid: number, viewport: Viewport): void;
  /**
   * Sends the latest picture at once, then each new one, as `protocol/frames.ts` writes them; and of a page of ratio 2 that
   * stands still a sharp one, as long as `isSharp` says so.
   */
  watch(ssid: number, send: (message: Uint8Array) => void, isSharp?: () => boolean): Viewing;
  /** What `isSharp` says may be something else now. */
  sharpen(ssid: number): void;
  /** Sends what is masked in a page, in messages of the same kind, until that is stopped: for its owner alone. */
  readMasked(ssid: number, send: (message: Uint8Array) => void): () => void;
  /**
   * Runs JavaScript in a page, with the promise that it may give awaited, or adds CSS until another page is there.
   * @throws {ExecutionError} when the code threw, took too long or gave too much
   */
  execute(ssid: number, code: string, type: 'javascript' | 'css'): Promise<Json>;
  /** Closes all pages and forgets what they stored. */
  dispose(): Promise<void>;
}

/** Told what the pages of a session do. */
export interface PagesListener {
  /** A tab starts to load another document. */
  relocating(ssid: number, url: string): void;
  /** A tab shows another address; an error that it had is over. */
  relocated(ssid: number, url: string): void;
  /** Only what changed is there. */
  changed(ssid: number, changes: PageChanges): void;
  /** A page opened another one. Answers with the tab to show it in, or null to have it closed. */
  poppedUp(opener: number, url: string): number | null;
  /** A page closed itself. `opener` is the tab that opened it, if one did. */
  gone(ssid: number, opener: number | null): void;
  /** A page downloaded a file. Settles when it was taken from where it is. */
  downloaded(ssid: number, file: DownloadedFile): Promise<void>;
  /** Something in a tab is of use to whoever uses it. */
  sensed(ssid: number, aside: Aside): void;
  /** What a page asks is something else now: this is all of it. */
  asked(ssid: number, open: readonly OpenQuestion[]): void;
  /** A script in a page said something; the first word tells that it is there. */
  called(caller: PageCaller, message: string): void;
  /** The document of a script is gone; nothing more can be said to it. Not told of one that never said a word. */
  callerGone(caller: PageCaller): void;
}
