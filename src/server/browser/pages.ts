import type {Json} from '../../model/events.ts';
import type {Input} from '../../protocol/rpc.ts';
import type {FindFile} from '../files/shown.ts';
import type {DownloadedFile} from './downloads.ts';
import type {DropIn} from './drop-in.ts';
import type {PageExtension} from './extensions.ts';
import type {Refuses} from './gate.ts';
import type {PageChanges} from './navigation.ts';
import type {Viewing} from './screencast.ts';

export type {DownloadedFile, PageChanges, Viewing};

/** What pages of a session are given on top of what the web gives them. */
export interface PagesSetup {
  /** Lets pages talk with the session; none can if left out. */
  readonly dropIn?: DropIn;
  /** Finds the files of the session, for pages that ask for one; there are none if left out. */
  readonly findFile?: FindFile;
  /** Why the session lets no page go to an address of the web, as a sentence, or null when it does; it always does if left out. */
  readonly refuses?: Refuses;
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
  /** Hands a click, a key or text on, without waiting for what the page does with it. */
  input(ssid: number, input: Input): Promise<void>;
  /** Lets go of all keys and buttons that are held on a page. */
  release(ssid: number): Promise<void>;
  /** Sends the latest picture at once, then each new one, as `protocol/frames.ts` writes them. */
  watch(ssid: number, send: (message: Uint8Array) => void): Viewing;
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
  /** A script in a page said something; the first word tells that it is there. */
  called(caller: PageCaller, message: string): void;
  /** The document of a script is gone; nothing more can be said to it. Not told of one that never said a word. */
  callerGone(caller: PageCaller): void;
}
