import type {By, Command, RoomCommand} from '../../model/commands.ts';
import type {ClientIndex, SessionEvent} from '../../model/events.ts';
import {refusedFile} from '../../model/files.ts';
import {isRefusal, type Outcome} from '../../model/outcome.ts';
import {project, projectState} from '../../model/project.ts';
import {isBlockedUrl} from '../../model/settings.ts';
import {findTab} from '../../model/state.ts';
import {blockedUrl} from '../../model/tabs.ts';
import type {RequestTime} from '../../protocol/queries.ts';
import type {PageCaller} from '../browser/pages.ts';
import type {FileLinks} from '../files/links.ts';
import type {RefusesFile} from '../files/session-files.ts';
import {noticesOf} from '../webhooks/notices.ts';
import {Asides} from './asides.ts';
import {Entrance} from './entrance.ts';
import {type Extras, Journal, type Step, type Telling} from './journal.ts';
import type {Line} from './line.ts';
import {PageLines} from './page-lines.ts';
import {Pointers} from './pointers.ts';
import {Prompts} from './prompts.ts';
import {RequestTimers} from './request-timers.ts';
import type {Room} from './room.ts';
import type {RoomOptions} from './room-options.ts';
import {RoomPages} from './room-pages.ts';
import {Sizes} from './sizes.ts';
import {Watchings} from './watchings.ts';

/** Told of how a session goes on, or not. */
export interface ProceedingsListener {
  /** Everyone was told that it is over. */
  onEnded(): void;
  /** Something could not be kept, and nothing that came after it. */
  onFailed(error: Error): void;
  /** Something that was kept could not be told. */
  onUntold(error: Error): void;
}

/** What happens in a session: it is decided, kept, and then told to people and pages, in one order for all. */
export class Proceedings {
  readonly journal: Journal;
  readonly entrance: Entrance;
  readonly pages: RoomPages;
  readonly watchings = new Watchings();
  readonly sizes = new Sizes({
    resize: (ssid, viewport) => this.pages.resize(ssid, viewport),
    sharpen: (ssid) => this.pages.sharpen(ssid),
  });
  readonly pointers = new Pointers((ssid, pointing) => this.#asides.point(ssid, pointing));
  readonly #asides = new Asides(() => ({state: this.journal.state, audience: this.entrance.audience}));
  readonly #prompts = new Prompts();
  readonly #options: RoomOptions;
  readonly #listener: ProceedingsListener;
  readonly #fileLinks: FileLinks;
  readonly #pageLines: PageLines;
  readonly #requestTimers: RequestTimers;

  constructor(options: RoomOptions, room: Room, creator: Line | null, listener: ProceedingsListener) {
    this.#options = options;
    this.#listener = listener;
    const {record, store, times, setup} = options;
    this.journal = new Journal({
      sessionId: record.id,
      store,
      noticesOf: (step, facts) => {
        const session = {...record, pin: room.pin, ...facts};
        return noticesOf({...step, session, spaceName: options.space.name, link: options.linkOf(record.id)});
      },
      onDeliveries: options.onDeliveries,
      tell: (step, speaker) => this.#tell(step, speaker as PageCaller | null),
      onTold: (steps) => this.#told(steps),
      onFailed: (error) => listener.onFailed(error),
      onUntold: (error) => listener.onUntold(error),
    });
    const apply = (command: RoomCommand) => this.apply(command, 'room');
    this.#fileLinks = room.fileLinks;
    this.#pageLines = new PageLines((caller) => options.openPageLine(caller, room), room.fileLinks);
    this.pages = new RoomPages({
      open: (own) => {
        const refuses = (url: string) => blockedUrl(this.journal.head.settings, url)?.message ?? null;
        const blocks = (url: string) => isBlockedUrl(this.journal.head.settings, url);
        const refusesFile: RefusesFile = (...file) => refusedFile(this.journal.head.settings, ...file);
        const clipboard = this.journal.head.settings.clipboard_enabled ? {} : {clipboard: {text: ''}};
        const findFile = (id: string) => room.files.find(id);
        const {masked_elements: masked} = this.journal.head.settings;
        return options.openPages(own, {...setup(), ...clipboard, findFile, refuses, blocks, refusesFile, masked});
      },
      files: room.files,
      apply,
      tell: (command) => this.applied(command),
      sensed: (ssid, aside) => this.#asides.toController(ssid, aside),
      asked: (ssid, open) => {
        this.#prompts.set(ssid, open, this.sizes.of(ssid), this.journal.head.settings);
        this.#tellPrompts();
      },
      failed: (error, message) => options.log.error({err: error, session: record.id}, message),
      called: (caller, message) => this.#called(caller, message),
      viewportOf: (ssid) => this.sizes.of(ssid),
    });
    this.#requestTimers = new RequestTimers(times.request, apply);
    const keep = (events: readonly SessionEvent[], telling: Telling<void>, extras?: Extras) =>
      this.keep(events, telling, extras);
    this.entrance = new Entrance({room, journal: this.journal, times, apply, keep}, creator);
  }

  /** Goes on from what was kept before. */
  resume(): void {
    const {tabs} = this.journal.head;
    this.#requestTimers.restore(this.journal.head);
    this.pages.restore(tabs);
    // A page that is opened again has nothing behind it.
    const fresh = {loading: false, canGoBack: false, canGoForward: false};
    for (const {ssid, loading, canGoBack, canGoForward} of tabs) {
      if (loading || canGoBack || canGoForward) this.apply({name: 'tab_changed', args: {ssid, ...fresh}}, 'room');
    }
  }

  /** Decides something and keeps it. What it comes to is known at once, and told later. */
  apply(command: Command, by: By): Outcome {
    const outcome = this.journal.decide(command, by);
    if (!isRefusal(outcome)) void this.keep(outcome);
    return outcome;
  }

  /** Decides and keeps what only the room may do; settles when it was told. */
  applied(command: RoomCommand): Promise<Outcome> {
    const outcome = this.journal.decide(command, 'room');
    return this.keep(isRefusal(outcome) ? [] : outcome, {last: () => outcome});
  }

  /** Keeps what was decided, with all that comes of it, and tells it. */
  keep<Result = void>(
    events: readonly SessionEvent[],
    telling: Telling<Result> = {},
    extras: Extras = {},
  ): Promise<Result> {
    const all = [...events, ...this.entrance.consequences(events)];
    const about = this.#pageLines.speaking;
    return this.journal.keep(all, {...extras, ...this.entrance.foresee(all)}, {...telling, about});
  }

  /** How long the requests that someone knows of still wait. */
  requestTimesFor(viewer: ClientIndex): readonly RequestTime[] {
    return this.#requestTimers.timesIn(projectState(this.journal.state, viewer));
  }

  /** Stops all that goes on. Hands back the lines that are still open. */
  clear(): Line[] {
    this.#requestTimers.clear();
    this.pointers.clear();
    this.#pageLines.clear();
    this.pages.dispose();
    return this.entrance.clear();
  }

  #tell({event, number, before, after}: Step, speaker: PageCaller | null): void {
    this.entrance.expect(event, before, number - 1);
    for (const {viewer, line} of this.entrance.audience) {
      const told = project(event, viewer, before);
      if (told) line.tell(this.#fileLinks.tell(told, viewer), number);
    }
    this.#pageLines.tell(event, number, before, speaker);
    if (event.name === 'file_downloaded') {
      const {ssid, fileId, filename} = event.payload;
      this.#asides.offer(ssid, filename, (viewer) => this.#fileLinks.linkTo(fileId, filename, viewer));
    } else if (isDeparture(event)) this.pointers.leave(event.payload.clientIndex);
    this.entrance.follow(event);
    this.pages.follow(event, after);
    this.#requestTimers.follow(event, before);
  }

  #told(steps: readonly Step[]): void {
    // Someone may have come back to their seat, of which nobody is told.
    this.#tellPrompts();
    if (!steps.length) return;
    this.watchings.update(this.journal.state);
    this.sizes.update(this.journal.state);
    if (this.journal.state.phase === 'ended') this.#listener.onEnded();
    else if (steps.some(({event}) => isArrival(event))) this.#wake();
  }

  /** Tells those who look at a tab what it asks, as far as they were not told. */
  #tellPrompts(): void {
    this.#prompts.tell(this.journal.state, this.entrance.audience);
  }

  /** Opens the pages of before the server was started again: someone is there who may look at them. */
  #wake(): void {
    for (const ssid of this.pages.asleep) void this.#options.turns.take(() => this.pages.wake(ssid));
  }

  /** A script in a page said something, or is gone. Nobody is told yet that its tab is there, if it opened by itself. */
  #called(caller: PageCaller, message: string | null): void {
    const heard = () => {
      if (message === null) this.#pageLines.gone(caller);
      else this.#pageLines.called(caller, message);
    };
    const {state, head} = this.journal;
    if (findTab(state, caller.ssid) || !findTab(head, caller.ssid)) heard();
    else void this.journal.keep([], {}, {last: heard});
  }
}

function isDeparture(event: SessionEvent): event is Extract<SessionEvent, {payload: {clientIndex: number}}> {
  const {name, payload} = event;
  return name === 'participant_left' || (name === 'participant_updated' && payload.online === false);
}

function isArrival({name, payload}: SessionEvent): boolean {
  return name === 'participant_joined' || (name === 'participant_updated' && payload.online === true);
}
