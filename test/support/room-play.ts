import assert from 'node:assert/strict';
import fc from 'fast-check';
import type {ClientIndex, ToldEvent} from '../../src/model/events.ts';
import {evolve} from '../../src/model/evolve.ts';
import {project, projectState} from '../../src/model/project.ts';
import {INITIAL_STATE, type SessionState} from '../../src/model/state.ts';
import type {CloseReason} from '../../src/protocol/close-codes.ts';
import type {Joined, Waits} from '../../src/protocol/rpc.ts';
import {FilesFolder} from '../../src/server/files/files-folder.ts';
import type {Entry} from '../../src/server/rooms/entrance.ts';
import type {Line} from '../../src/server/rooms/line.ts';
import type {Room} from '../../src/server/rooms/room.ts';
import {Rooms} from '../../src/server/rooms/rooms.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {MAIN, type Store} from '../../src/server/storage/store.ts';
import {Vault} from '../../src/server/vault.ts';
import {FakePages} from './fake-pages.ts';
import {asked, meant, type Step} from './session-schedule.ts';
import {SlowStore} from './slow-store.ts';

/** How long someone is waited for whose line is lost, in milliseconds of the mocked clock. */
export const GRACE = 30_000;

/** Something that happens to a session, drawn before it is known who and what is there. */
export type Happening =
  | {readonly what: 'join'; readonly how: 'leader' | 'invite' | 'follower'; readonly browser: number}
  | {readonly what: 'retake'; readonly seat: number; readonly seen: boolean}
  | {readonly what: 'close'; readonly line: number}
  | {readonly what: 'ask'; readonly line: number; readonly step: Step}
  | {readonly what: 'page'; readonly does: 'popUp' | 'relocated' | 'gone'; readonly ssid: number}
  | {readonly what: 'keep'; readonly appends: number}
  | {readonly what: 'wait'};

const draw = fc.nat(9);
const always = <What extends Happening['what']>(what: What) => fc.constant(what);

/** Anything, in any order, with commits that come when they like. */
export const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        what: always('join'),
        how: fc.constantFrom('leader' as const, 'invite' as const, 'follower' as const),
        browser: fc.nat(1),
      }),
    },
    {weight: 4, arbitrary: fc.record({what: always('retake'), seat: draw, seen: fc.boolean()})},
    {weight: 3, arbitrary: fc.record({what: always('close'), line: draw})},
    {weight: 14, arbitrary: fc.record({what: always('ask'), line: draw, step: asked})},
    {
      weight: 3,
      arbitrary: fc.record({
        what: always('page'),
        does: fc.constantFrom('popUp' as const, 'relocated' as const, 'gone' as const),
        ssid: draw,
      }),
    },
    {weight: 12, arbitrary: fc.record({what: always('keep'), appends: fc.integer({min: 1, max: 3})})},
    {weight: 1, arbitrary: fc.record({what: always('wait')})},
  ),
  {maxLength: 80, size: 'max'},
);

/** A client of no socket, which holds what it was told against what was kept by then. */
class PlayLine implements Line {
  isOpen = true;
  /** From which number on it is told, and with which state. */
  since: {readonly number: number; readonly snapshot: SessionState | null} | null = null;
  clientIndex: ClientIndex | null = null;
  token = '';
  waiting = false;
  readonly told: {readonly event: ToldEvent; readonly number: number}[] = [];
  /** How many events there were when it was hung up on, or closed. */
  until: number | null = null;
  readonly #play: Play;

  constructor(play: Play) {
    this.#play = play;
  }

  get here(): boolean {
    return this.isOpen && this.until === null && this.since !== null;
  }

  readonly answer = (joined: Joined | Waits): void => {
    assert.equal(this.clientIndex, null, 'a join is answered once');
    this.clientIndex = joined.client_index;
    this.token = joined.seat_token;
    this.waiting = 'waiting' in joined;
    if ('waiting' in joined) return;
    this.since = {number: joined.number, snapshot: joined.snapshot};
    assert.ok(joined.number <= this.#play.kept, 'nobody knows of what is not kept');
  };

  tell(event: ToldEvent, number: number): void {
    assert.ok(number <= this.#play.kept, `${event.name} ${number} is told and not kept`);
    assert.equal(this.until, null, 'nobody is told anything who was hung up on');
    if (this.since) this.told.push({event, number});
  }

  whisper(): void {}

  admit(joined: Joined): void {
    assert.ok(this.waiting);
    this.waiting = false;
    this.since = {number: joined.number, snapshot: joined.snapshot};
  }

  hangUp(_reason: CloseReason): void {
    assert.equal(this.until, null, 'nobody is hung up on twice');
    this.until = this.#play.kept;
  }
}

/** A session of no sockets and no browser, to which anything can happen, and which is held to its promises. */
export class Play {
  readonly store = new SlowStore();
  readonly pages = new FakePages();
  readonly room: Room;
  readonly rooms: Rooms;
  readonly #lines: PlayLine[] = [];
  /** Calls that were answered too early. */
  readonly #early: string[] = [];
  #calls = 0;
  #answered = 0;

  private constructor(store: SlowStore, settings: object) {
    this.store = store;
    this.rooms = roomsOn(store, this.pages);
    this.room = this.rooms.create(null, DEMO_SPACE, {...DEMO_SPACE.settings, ...settings});
  }

  static async begin(settings: object): Promise<Play> {
    const play = new Play(new SlowStore(), settings);
    await play.room.opened;
    play.store.hold();
    return play;
  }

  /** How many events are in the store. */
  get kept(): number {
    return this.store.eventsOf(this.room.id);
  }

  /** Lets something happen. */
  async happen(happening: Happening, wait: () => void): Promise<void> {
    if (happening.what === 'join') this.#join(happening);
    else if (happening.what === 'retake') this.#retake(happening);
    else if (happening.what === 'close')
      this.#close(
        pick(
          this.#lines.filter(({isOpen}) => isOpen),
          happening.line,
        ),
      );
    else if (happening.what === 'ask')
      this.#ask(
        pick(
          this.#lines.filter(({here}) => here),
          happening.line,
        ),
        happening.step,
      );
    else if (happening.what === 'page') this.#page(happening);
    else if (happening.what === 'keep') await this.store.release(happening.appends);
    else wait();
    await turn();
  }

  /** Keeps all that is left, and holds the session to what it promises. */
  async check(): Promise<void> {
    await this.store.goOn();
    await turn();
    await turn();
    assert.deepEqual(this.#early, [], 'no call is answered before it is kept');
    assert.equal(this.#answered, this.#calls, 'every call is answered once');
    const events = await this.store.readEvents(this.room.id, 0, 100_000);
    const states = [INITIAL_STATE];
    for (const {event} of events) states.push(evolve(states.at(-1)!, event));
    assert.deepEqual(this.room.state, states.at(-1), 'what is told is what the log comes to');
    for (const line of this.#lines.filter(({since}) => since)) {
      const {number, snapshot} = line.since!;
      if (snapshot) assert.deepEqual(snapshot, projectState(states[number]!, line.clientIndex!));
      const all = events.slice(number, line.until ?? events.length).flatMap(({event, number: own}) => {
        const told = project(event, line.clientIndex!, states[own - 1]!);
        return told ? [{event: told, number: own}] : [];
      });
      // Whoever went was told all up to then, or was gone before it was told.
      const expected = line.until === null ? all : all.slice(0, line.told.length);
      assert.deepEqual(line.told, expected, 'everyone is told what is theirs, each once, in order');
    }
    const {phase, participants, waiting} = this.room.state;
    if (phase === 'ended') return;
    for (const line of this.#lines.filter(({isOpen, until, token}) => isOpen && until === null && token)) {
      const place = line.waiting ? waiting : participants;
      assert.ok(
        place.some(({clientIndex}) => clientIndex === line.clientIndex),
        'whoever is on the line has a place',
      );
    }
    for (const {clientIndex, online} of participants) {
      const here = this.#lines.filter((line) => line.here && line.clientIndex === clientIndex);
      assert.ok(here.length <= 1, 'nobody has two lines');
      assert.equal(online, here.length === 1, `participant ${clientIndex} is there or not`);
    }
  }

  /** Takes the session up elsewhere, as if this server had been killed now. */
  async restart(): Promise<void> {
    const {participants, waiting} = this.room.state;
    for (const {seats} of await this.store.claimSessions({owner: MAIN, now: 0, until: 0, fresh: true})) {
      const places = seats.map((seat) => [seat.clientIndex, seat.waiting]);
      const expected = [participants, waiting].flatMap((people, index) => {
        return people.map(({clientIndex}) => [clientIndex, index === 1] as const);
      });
      assert.deepEqual(
        places,
        expected.toSorted(([one], [other]) => one - other),
        'everyone has a seat that is kept',
      );
    }
    const rooms = roomsOn(this.store, new FakePages());
    await rooms.restore();
    const room = rooms.find(this.room.id);
    const over = this.room.state.phase === 'ended';
    assert.equal(room === undefined, over);
    if (room) assert.deepEqual(room.state, this.room.state);
  }

  #join({how, browser}: Extract<Happening, {what: 'join'}>): void {
    const line = this.#newLine();
    const entry: Entry = {
      userData: {name: 'Ada'},
      verified: true,
      role: 'member',
      ...(how === 'leader' && {leader: true}),
      ...(how === 'follower' && {browser: `browser ${browser}`}),
      ...(how === 'invite' && browser === 0 && {role: 'guest' as const, urls: ['http://shop.localhost/']}),
    };
    this.#call(how, this.room.enter(line, entry, line.answer));
  }

  #retake({seat, seen}: Extract<Happening, {what: 'retake'}>): void {
    const before = pick(
      this.#lines.filter(({token}) => token),
      seat,
    );
    if (!before) return;
    const line = this.#newLine();
    const last = seen && before.since ? (before.told.at(-1)?.number ?? before.since.number) : undefined;
    this.#call('retake', this.room.reenter(line, before.token, last, line.answer));
  }

  #close(line: PlayLine | undefined): void {
    if (!line) return;
    line.isOpen = false;
    line.until ??= this.kept;
    this.room.drop(line);
  }

  #ask(line: PlayLine | undefined, drawn: Step): void {
    if (!line || line.waiting) return;
    const {command} = meant(drawn, this.room.state);
    if (command.name === 'input') {
      this.room.input(command.args.ssid, {type: 'text', text: 'a'}, line.clientIndex!);
      return;
    }
    this.#call(command.name, this.room.command(command as Parameters<Room['command']>[0], line.clientIndex!));
  }

  #page({does, ssid: drawn}: Extract<Happening, {what: 'page'}>): void {
    const ssid = pick(this.room.state.tabs, drawn)?.ssid;
    if (ssid === undefined) return;
    const {listener} = this.pages;
    if (does === 'popUp') {
      const opened = listener.poppedUp(ssid, 'http://shop.localhost/');
      if (opened !== null) listener.relocated(opened, 'http://shop.localhost/about.html');
    } else if (does === 'relocated') listener.relocated(ssid, 'http://shop.localhost/order.html');
    else listener.gone(ssid, null);
  }

  /** Holds that a call is not answered before all is kept that was decided when it was made. */
  #call(what: string, answer: Promise<unknown>): void {
    this.#calls++;
    const decided = this.kept + this.store.waiting.reduce((sum, {events}) => sum + events.length, 0);
    void answer.then(() => {
      this.#answered++;
      if (this.kept < decided) this.#early.push(what);
    });
  }

  #newLine(): PlayLine {
    const line = new PlayLine(this);
    this.#lines.push(line);
    return line;
  }
}

function roomsOn(store: Store, pages: FakePages): Rooms {
  return new Rooms({
    instance: MAIN,
    store,
    vault: new Vault(new Uint8Array(32)),
    filesFolder: new FilesFolder(),
    findSpace: () => DEMO_SPACE,
    setupOf: () => ({}),
    openPages: pages.openPages,
    openPageLine: () => ({called() {}, tell() {}}),
    linkOf: (id) => `http://sessions.example/s${id}`,
    times: {grace: GRACE, claim: GRACE, request: 2 * GRACE, lease: GRACE, empty: 4 * GRACE},
    onDeliveries() {},
    onFailed: (error) => {
      throw error;
    },
    log: {error: (_, message) => assert.fail(message)},
  });
}

function pick<Item>(items: readonly Item[], draw: number): Item | undefined {
  return items[draw % items.length];
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
