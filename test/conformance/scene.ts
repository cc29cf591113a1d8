import type {SessionEventName} from '../../src/model/events.ts';
import type {Entry, Member} from './member.ts';

/** A session in which the suite plays, and who is in it. */
export interface Scene {
  /** Made the session: index 0, host, owner of the tabs. */
  readonly ada: Member;
  /** Came by the link: index 1. */
  readonly bob: Member;
  /** Have not come. */
  readonly carol: Member;
  readonly dora: Member;
  /** Into the session; whoever is not the first there comes by a link. */
  readonly entry: Entry;
  /** Into a session where nobody else is. */
  readonly alone: Entry;
  /** Addresses of pages that can be browsed; `echo` answers messages, and is null where no page is really shown. */
  readonly urls: {readonly one: string; readonly two: string; readonly echo: string | null; readonly download: string};
  /** Into a session where the host lets people in, or null where there is no such thing. */
  readonly guarded: Entry | null;
  /** Events that nobody can hear over this provider: it would be wrong if they were. */
  readonly silent: ReadonlySet<string>;
  /** Tabs that were opened. */
  readonly memo: {first?: number; second?: number};
  /** Makes something happen that no command of this provider leads to; answers whether it could. */
  readonly cause: (event: SessionEventName, scene: Scene) => Promise<boolean>;
}

/** Something that the suite asks of every provider. */
export interface Row {
  readonly name: string;
  /** Plays it. A `RefusedError` with the code `unsupported` says that this provider cannot do it. */
  readonly play: (scene: Scene) => Promise<void>;
}
