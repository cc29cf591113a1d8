import type {Session} from '../../src/client/index.ts';

/** What a page of a framework is told to show. Each time, as frameworks have it, by new values and not by changed ones. */
export interface Given {
  readonly label: string;
  readonly readOnly: boolean;
  readonly seconds: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly session: Session | null;
  /** Whether there is a note inside the session. */
  readonly noted: boolean;
  readonly items: readonly string[];
  /** Ids of sessions, in the order in which they stand. */
  readonly order: readonly string[];
  /** Whether tabs may not be closed. */
  readonly refuses: boolean;
}

/** What a page shows at first. */
export const START: Given = {
  label: 'Tabs of the shop',
  readOnly: true,
  seconds: 3,
  settings: {pause_enabled: true},
  session: null,
  noted: true,
  items: ['tea', 'cups'],
  order: ['one', 'two'],
  refuses: false,
};

/** Names that events have here and there. */
export const NAMES = ['picked', 'tab-picked', 'tabPicked', 'TabPicked', 'PICKED'];

/** Tells of an event that the page's own code has heard: its name, with `ref:` where it was listened to by a script. */
export type Hear = (name: string, event: Event) => void;

/** A page of a framework, to be looked at from outside. */
export interface Page {
  /** Shows other values. Resolves when they are to be seen. */
  set(change: Partial<Given>): Promise<void>;
  /** Takes it all out of the document. */
  unmount(): void;
}

/** Puts a page of a framework into the document. It does not load the kit. */
export type Mount = (holder: HTMLElement, hear: Hear) => Promise<Page>;
