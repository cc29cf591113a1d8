import type {SessionError} from '../../../src/client/errors.ts';
import type {VendorSession} from '../../../src/client/vendor/api.ts';
import {VendorClient} from '../../../src/client/vendor/client.ts';
import type {SessionEventName, ToldEvent, UserData} from '../../../src/model/events.ts';

type Handler = (...args: unknown[]) => unknown;

/** A session of the vendor's that has the methods a test gives it, and tells what a test says. */
export class FakeVendor implements VendorSession {
  readonly [member: string]: unknown;
  /** What was called, in order. */
  readonly calls: [method: string, ...args: unknown[]][] = [];
  readonly #handlers = new Map<string, Handler[]>();

  constructor(methods: Record<string, (...args: never[]) => unknown> = {}) {
    const members = this as Record<string, unknown>;
    for (const [name, method] of Object.entries({start: async () => {}, ...methods})) {
      members[name] = (...args: unknown[]) => {
        this.calls.push([name, ...args]);
        return (method as Handler)(...args);
      };
    }
  }

  on(name: string, callback: Handler): this {
    this.#handlers.set(name, [...(this.#handlers.get(name) ?? []), callback]);
    return this;
  }

  /** Tells something as the documentation has it: the session, then the payload. */
  tell(name: string, payload: object = {}): void {
    this.call(name, this, payload);
  }

  /** Calls the handlers of an event with whatever a version of the vendor's calls them with. */
  call(name: string, ...args: unknown[]): void {
    for (const handler of this.#handlers.get(name) ?? []) handler(...args);
  }
}

/** Someone in a session of the vendor's, with all that was told. */
export interface Entered {
  readonly vendor: FakeVendor;
  readonly client: VendorClient;
  readonly told: ToldEvent[];
  readonly failures: [reason: string, error: SessionError][];
  /** Payloads of what was told by that name. */
  payloads(name: SessionEventName): object[];
}

/** A client of the vendor's that has not entered yet. */
export function outside(vendor = new FakeVendor(), joins = false, settings: object = {}): Entered {
  const told: ToldEvent[] = [];
  const failures: Entered['failures'] = [];
  const client = new VendorClient({
    session: vendor,
    joins,
    settings,
    timeout: 50,
    told: (event) => told.push(event),
    failed: (reason, error) => failures.push([reason, error]),
  });
  const payloads = (name: SessionEventName) => told.filter((event) => event.name === name).map(({payload}) => payload);
  return {vendor, client, told, failures, payloads};
}

/** A client that is in: the leader, in a session with one tab. */
export async function inside(
  methods: Record<string, (...args: never[]) => unknown> = {},
  settings: object = {},
): Promise<Entered> {
  const entered = outside(new FakeVendor(methods), false, settings);
  await enter(entered, 0, {name: 'Anna'});
  entered.vendor.tell('tab_activated', {ssid: 7});
  await settle();
  entered.told.length = 0;
  entered.vendor.calls.length = 0;
  return entered;
}

/** Lets a client in under an index; who joined has had another name in time. */
export async function enter(
  {vendor, client}: Entered,
  clientIndex: number,
  userData: UserData = {},
  joined = 'participant_joined',
): Promise<number> {
  const entering = client.enter('#frame', userData);
  vendor.tell('session_started');
  vendor.tell(joined, {clientIndex, userData});
  return entering;
}

/** Lets what is under way go on until nothing more happens by itself. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** Resolves in the next task, when a session tells what it held back during its start. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
