import type {ClientIndex, SessionEvent, ToldEvent} from '../../model/events.ts';
import {project, projectToPage} from '../../model/project.ts';
import {findTab, type SessionState} from '../../model/state.ts';
import type {PageCaller} from '../browser/pages.ts';
import type {FileLinks} from '../files/links.ts';

/** What answers a script in a page. */
export interface PageLine {
  /** The script said something. */
  called(message: string): void;
  /** Tells the script what happened, once it was let in. */
  tell(event: ToldEvent, number: number): void;
}

/** The scripts in the pages of a session that talk with it. */
export class PageLines {
  readonly #open: (caller: PageCaller) => PageLine;
  readonly #fileLinks: FileLinks;
  readonly #lines = new Map<PageCaller, PageLine>();
  #speaking: PageCaller | null = null;

  constructor(open: (caller: PageCaller) => PageLine, fileLinks: FileLinks) {
    this.#open = open;
    this.#fileLinks = fileLinks;
  }

  /** Whose word is being acted on, or null. */
  get speaking(): PageCaller | null {
    return this.#speaking;
  }

  /** A script said something. */
  called(caller: PageCaller, message: string): void {
    const line = this.#lines.get(caller) ?? this.#open(caller);
    this.#lines.set(caller, line);
    this.#speaking = caller;
    line.called(message);
    this.#speaking = null;
  }

  /** The document of a script is gone. */
  gone(caller: PageCaller): void {
    this.#lines.delete(caller);
  }

  /**
   * Tells each script what the owner of its tab is told, and what is said to pages; nobody hears their own message.
   *
   * @param speaker - on whose word it happened, or null
   */
  tell(event: SessionEvent, number: number, before: SessionState, speaker: PageCaller | null): void {
    for (const [caller, line] of this.#lines) {
      if (event.name === 'message' && caller === speaker) continue;
      const owner = findTab(before, caller.ssid)?.leaderIndex ?? null;
      const told = toldTo(caller, owner, event, before);
      if (told) line.tell(this.#fileLinks.tell(told, owner), number);
    }
  }

  /** The session is over. */
  clear(): void {
    this.#lines.clear();
  }
}

function toldTo(
  caller: PageCaller,
  owner: ClientIndex | null,
  event: SessionEvent,
  before: SessionState,
): ToldEvent | null {
  if (caller.kind === 'page' || event.name === 'message') return projectToPage(event, caller, before);
  return project(event, owner, before);
}
